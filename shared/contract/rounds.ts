import * as z from "zod";
import { RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Fault } from "../programme/fault.ts";
import { invitations } from "./invitations.ts";
import { Page, pageOf, route } from "./kit.ts";
import { recommendedList } from "./recommended-list.ts";
import { RegisterImport, SocietyFactsAnswer } from "./register-record.ts";
import { registrations } from "./registrations.ts";
import { Round, Society } from "./round-record.ts";
import { suppliers } from "./suppliers.ts";
import { TableFile } from "./table-file.ts";
import { usccCorrections } from "./uscc-corrections.ts";

export * from "./round-record.ts";

const inRound = z.object({ id: RoundId });

export const rounds = {
  ...suppliers,
  ...usccCorrections,
  createRound: route({
    id: "createRound",
    method: "POST",
    path: "/rounds",
    summary: { zh: "按项目定义起草一轮申报", en: "Draft a round from a programme definition" },
    who: ["officer"],
    body: z.object({ definition: z.record(z.string(), z.unknown()) }),
    /** `provisional`: calendars that are not published yet. The draft is kept; until they are, it can't be published. */
    output: Round.extend({ provisional: z.array(Fault) }),
    status: 201,
    problems: ["invalid-definition"],
    isIdempotent: true,
  }),
  publishRound: route({
    id: "publishRound",
    method: "POST",
    path: "/rounds/{id}/publication",
    summary: { zh: "发布一轮申报（须由另一人办理）", en: "Publish a round; a second officer does it" },
    who: ["officer"],
    params: inRound,
    body: z.object({ version: z.int().positive(), definitionHash: Sha256 }),
    output: Round,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "second-person-required",
      "deadline-passed",
      "calendar-unloaded",
    ],
    isIdempotent: true,
  }),
  getRound: route({
    id: "getRound",
    method: "GET",
    path: "/rounds/{id}",
    summary: { zh: "查看一轮申报", en: "Read a round" },
    who: [...staff, ...societyPeople, "expert"],
    params: inRound,
    output: Round,
    problems: ["not-found"],
  }),
  getDefinition: route({
    id: "getDefinition",
    method: "GET",
    path: "/rounds/{id}/definition",
    summary: { zh: "查看本轮冻结的项目定义", en: "Read the definition that the round froze" },
    who: [...staff, ...societyPeople, "expert"],
    params: inRound,
    output: z.object({ hash: Sha256, definition: z.record(z.string(), z.unknown()) }),
    problems: ["not-found"],
  }),
  listRounds: route({
    id: "listRounds",
    method: "GET",
    path: "/rounds",
    summary: { zh: "列出各轮申报", en: "List the rounds" },
    who: [...staff, ...societyPeople, "expert"],
    query: Page,
    output: pageOf(Round),
    problems: [],
  }),
  importRegister: route({
    id: "importRegister",
    method: "POST",
    path: "/register/imports",
    summary: { zh: "导入学会名册及相关事实", en: "Import the register of societies and its facts" },
    who: ["officer"],
    body: TableFile,
    output: RegisterImport,
    status: 200,
    problems: ["invalid-register", "version-conflict"],
    isIdempotent: true,
  }),
  listSocieties: route({
    id: "listSocieties",
    method: "GET",
    path: "/register/societies",
    summary: { zh: "列出名册中的学会", en: "List the societies of the register" },
    who: staff,
    query: Page,
    output: pageOf(Society),
    problems: [],
  }),
  getSocietyFacts: route({
    id: "getSocietyFacts",
    method: "GET",
    path: "/register/societies/{code}/facts",
    summary: {
      zh: "查看一个学会的事实、来源及变更记录",
      en: "Read a society's facts, where each comes from, and what stood there before",
    },
    who: staff,
    params: z.object({ code: SocietyCode }),
    output: SocietyFactsAnswer,
    problems: ["not-found"],
  }),
  ...invitations,
  ...recommendedList,
  ...registrations,
};
