import * as z from "zod";
import { ApplicationId, GlassId, PersonId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { officials } from "../kernel/roles.ts";
import { ConflictKind } from "../programme/reviewing.ts";
import { Export } from "./export-record.ts";
import { Page, pageOf, route } from "./kit.ts";
import { Glass, GlassUse, OfficialTie, OpenGlass } from "./recusal-record.ts";

const words = z.string().trim().min(1).max(2000);

/** A glass with every request that it let in. */
const UsedGlass = Glass.extend({ uses: z.array(GlassUse) });

const ofApplication = z.object({ id: ApplicationId });

export const oversight = {
  declareTie: route({
    id: "declareTie",
    method: "POST",
    path: "/me/ties",
    summary: {
      zh: "本人申明与学会的关系；自此回避该学会的申报",
      en: "Declare one's own tie to a society; from then on one stands aside from its applications",
    },
    who: officials,
    body: z.strictObject({ societyCode: SocietyCode, kind: ConflictKind, note: words }),
    output: OfficialTie,
    status: 201,
    problems: ["not-found", "already-exists", "identity-data-not-taken", "version-conflict"],
    isIdempotent: true,
  }),
  recordTie: route({
    id: "recordTie",
    method: "POST",
    path: "/people/{id}/ties",
    summary: {
      zh: "登记他人与学会的关系，注明理由和来源",
      en: "Record another person's tie to a society, with reason and source",
    },
    who: ["officer", "administrator"],
    params: z.object({ id: PersonId }),
    body: z.strictObject({ societyCode: SocietyCode, kind: ConflictKind, note: words, source: words }),
    output: OfficialTie,
    status: 201,
    problems: [
      "not-found",
      "already-exists",
      "second-person-required",
      "identity-data-not-taken",
      "version-conflict",
    ],
    isIdempotent: true,
  }),
  endTie: route({
    id: "endTie",
    method: "POST",
    path: "/people/{id}/ties/{code}/end",
    summary: {
      zh: "终止已登记的关系，说明理由（不得由本人办理）",
      en: "End a tie that is recorded, with a reason; never one's own",
    },
    who: ["officer", "administrator"],
    params: z.object({ id: PersonId, code: SocietyCode }),
    body: z.strictObject({ version: z.int().positive(), reason: words }),
    output: OfficialTie,
    problems: [
      "not-found",
      "wrong-state",
      "second-person-required",
      "identity-data-not-taken",
      "version-conflict",
    ],
    isIdempotent: true,
  }),
  listOwnTies: route({
    id: "listOwnTies",
    method: "GET",
    path: "/me/ties",
    summary: {
      zh: "查看本人申明的关系和紧急准入",
      en: "One's own ties, and the glasses that were broken for one",
    },
    who: officials,
    output: z.object({ items: z.array(OfficialTie), glasses: z.array(OpenGlass) }),
    problems: [],
  }),
  listTies: route({
    id: "listTies",
    method: "GET",
    path: "/ties",
    summary: {
      zh: "回避登记表：工作人员与学会的关系",
      en: "The register of ties of the office to societies",
    },
    who: ["supervisor", "administrator"],
    query: Page,
    output: pageOf(OfficialTie),
    problems: [],
  }),
  askGlass: route({
    id: "askGlass",
    method: "POST",
    path: "/applications/{id}/glasses",
    summary: {
      zh: "申请让回避人员限时查阅和办理一份申报（须另一人批准）",
      en: "Ask that a person who stands aside be let in to one application for a time; another approves",
    },
    who: officials,
    params: ofApplication,
    body: z.strictObject({ personId: PersonId, reason: words }),
    output: Glass,
    status: 201,
    problems: ["not-found", "no-tie", "glass-not-offered", "already-exists", "identity-data-not-taken"],
    isIdempotent: true,
  }),
  decideGlass: route({
    id: "decideGlass",
    method: "POST",
    path: "/applications/{id}/glasses/{glassId}/decision",
    summary: {
      zh: "批准或不批准紧急准入（须由申请人和当事人之外的人办理）",
      en: "Break the glass or refuse to; neither who asked nor who is to be let in",
    },
    who: officials,
    params: z.object({ id: ApplicationId, glassId: GlassId }),
    body: z.strictObject({
      version: z.int().positive(),
      decision: z.enum(["opened", "refused"]),
      remark: words,
    }),
    output: Glass,
    problems: [
      "not-found",
      "wrong-state",
      "second-person-required",
      "no-tie",
      "glass-not-offered",
      "identity-data-not-taken",
      "version-conflict",
    ],
    isIdempotent: true,
  }),
  listGlasses: route({
    id: "listGlasses",
    method: "GET",
    path: "/applications/{id}/glasses",
    summary: {
      zh: "查看一份申报的紧急准入及每次使用（含本申报的评审专家）",
      en: "Who was let in to an application, why, until when, and each use; its panel reads it too",
    },
    who: [...officials, "expert"],
    params: ofApplication,
    output: z.object({ items: z.array(UsedGlass) }),
    problems: ["not-found"],
  }),
  listRoundGlasses: route({
    id: "listRoundGlasses",
    method: "GET",
    path: "/rounds/{id}/glasses",
    summary: { zh: "列出本轮的紧急准入", en: "List the glasses of a round" },
    who: ["supervisor"],
    params: z.object({ id: RoundId }),
    query: Page,
    output: pageOf(Glass),
    problems: [],
  }),
  listExports: route({
    id: "listExports",
    method: "GET",
    path: "/exports",
    summary: { zh: "列出工作人员导出的文件", en: "List the documents that the office took out" },
    who: ["supervisor"],
    query: Page,
    /** Newest first. */
    output: pageOf(Export),
    problems: [],
  }),
};
