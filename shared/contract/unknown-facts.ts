import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { SocietyFactKind } from "../programme/recusal.ts";
import { Page, pageOf, route } from "./kit.ts";

/** A society of which something that has to be on record is not: nobody can say who is tied to it. Never "no conflict". */
export const UnknownFacts = z.object({
  societyCode: SocietyCode,
  societyNames: Words,
  /** "applicant": it applies, alone or with others; "partner": a society that applies has a joint project with it. */
  as: z.enum(["applicant", "partner"]),
  unknown: z.array(SocietyFactKind).min(1),
});
export type UnknownFacts = z.infer<typeof UnknownFacts>;

export const UnknownOfApplication = UnknownFacts.extend({ applicationId: ApplicationId });
export type UnknownOfApplication = z.infer<typeof UnknownOfApplication>;

export const unknownFactRoutes = {
  listUnknownFacts: route({
    id: "listUnknownFacts",
    method: "GET",
    path: "/rounds/{id}/unknown-facts",
    summary: {
      zh: "列出支撑单位、业务主管单位、负责人、法定代表人未导入的学会（本轮申报学会，或名册全部学会）",
      en: "Societies of which supporting unit, supervisory body, officers or legal representative are not on record: of the round, or of the whole register",
    },
    who: ["officer", "supervisor"],
    params: z.object({ id: RoundId }),
    /** By pages of the round's applications, or of the register. */
    query: Page.extend({ of: z.enum(["applying", "register"]).default("applying") }),
    output: pageOf(UnknownFacts.extend({ applicationId: ApplicationId.nullable() })),
    problems: ["not-found"],
  }),
};
