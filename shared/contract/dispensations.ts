import * as z from "zod";
import { ApplicationId, DispensationId, RoundId } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Channel } from "./channel.ts";
import { Dispensation, DispensationCategory, MovedDeadline } from "./dispensation-record.ts";
import { Page, pageOf, route } from "./kit.ts";
import { NamedPartners } from "./partnership-record.ts";
import { ReturnItem } from "./return-items.ts";

const evidence = z.string().min(1).max(4000);
const problems = ["not-found", "not-offered", "wrong-state", "version-conflict"] as const;

export const dispensations = {
  proposeLatePass: route({
    id: "proposeLatePass",
    method: "POST",
    path: "/applications/{id}/late-pass",
    summary: { zh: "拟准予一份申报补报", en: "Propose a later deadline for one application" },
    who: ["officer"],
    params: z.object({ id: ApplicationId }),
    body: z.object({
      version: z.int().positive(),
      category: DispensationCategory.extract(["platform-failure", "force-majeure", "office-error"]),
      evidence,
      until: Instant,
    }),
    output: Dispensation,
    status: 201,
    problems,
    isIdempotent: true,
  }),
  proposeExtension: route({
    id: "proposeExtension",
    method: "POST",
    path: "/rounds/{id}/extensions",
    summary: { zh: "拟延长本轮申报截止时间", en: "Propose a later deadline for all of a round" },
    who: ["officer"],
    params: z.object({ id: RoundId }),
    body: z.object({
      category: DispensationCategory.exclude(["further-defects"]),
      evidence,
      /** Counted after the present deadline's day, or after today where that is later. */
      workingDays: z.int().positive().max(60),
    }),
    output: Dispensation,
    status: 201,
    problems: [...problems, "calendar-unloaded"],
    isIdempotent: true,
  }),
  proposeFurtherReturn: route({
    id: "proposeFurtherReturn",
    method: "POST",
    path: "/applications/{id}/further-return",
    summary: { zh: "拟在规定次数之外再次退回", en: "Propose one more return than the programme allows" },
    who: ["officer"],
    params: z.object({ id: ApplicationId }),
    body: z.object({ version: z.int().positive(), evidence, items: z.array(ReturnItem).min(1) }),
    output: Dispensation,
    status: 201,
    problems,
    isIdempotent: true,
  }),
  decideDispensation: route({
    id: "decideDispensation",
    method: "POST",
    path: "/dispensations/{id}/decision",
    summary: {
      zh: "批准或不批准例外办理（须由另一人办理）",
      en: "Grant or refuse it; a second officer does",
    },
    who: ["officer"],
    params: z.object({ id: DispensationId }),
    body: z.object({
      version: z.int().positive(),
      isGranted: z.boolean(),
      reason: z.string().min(1).max(2000),
    }),
    output: Dispensation,
    problems: [...problems, "second-person-required"],
    isIdempotent: true,
  }),
  listDispensations: route({
    id: "listDispensations",
    method: "GET",
    path: "/rounds/{id}/dispensations",
    summary: { zh: "列出本轮例外办理", en: "List what was given beyond the rule in a round" },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page,
    /** `channel` of the application that it is about; null where it is about none yet. */
    output: pageOf(Dispensation.extend({ channel: Channel.nullable(), partners: NamedPartners })),
    problems: [],
  }),
  listMovedDeadlines: route({
    id: "listMovedDeadlines",
    method: "GET",
    path: "/rounds/{id}/moved-deadlines",
    summary: {
      zh: "公开的截止时间调整及事由类别",
      en: "Deadlines that were moved, and for what category of reason",
    },
    who: "anyone",
    params: z.object({ id: RoundId }),
    output: z.object({ items: z.array(MovedDeadline) }),
    problems: [],
  }),
};
