import * as z from "zod";
import { Basis, Key } from "./basis.ts";

/** One society alone. Whoever names partners is refused. */
const None = z.strictObject({ takes: z.literal("none"), basis: Basis });

/** One society leads and answers for the application; others take part, each by its own agreement. */
const LeadAndPartners = z.strictObject({
  takes: z.literal("lead-and-partners"),
  /** Beside the lead; so few that all of them are let go in one transaction, and told in one. */
  maxPartners: z.int().positive().max(9),
  /** May a partner have an application of its own in the round? */
  partnersMayLead: z.boolean(),
  /** May a society be partner of several applications of the round? */
  partnersMayJoinSeveral: z.boolean(),
  /** Which disqualifiers are judged of partners too, by their ids. */
  disqualifiers: z.union([z.literal("all"), z.array(Key)]),
  /** A disqualifier that a partner falls under: fails the application, or is shown to the officer and fails nothing. */
  partnerFails: z.enum(["application", "nothing"]),
  /** Does each state its share of the budget? Lead and partners then come to its total, exactly. */
  sharesStated: z.boolean(),
  basis: Basis,
});
export type LeadAndPartners = z.infer<typeof LeadAndPartners>;

/** Who applies. A branch of a society never does, neither by itself nor as a partner. */
export const JointApplications = z.discriminatedUnion("takes", [None, LeadAndPartners]);
export type JointApplications = z.infer<typeof JointApplications>;
