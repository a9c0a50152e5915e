import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Acknowledgement, plainAcknowledgement } from "./acknowledgement.ts";
import { AssignmentRules, plainAssignment } from "./assignment-rules.ts";
import { Basis } from "./basis.ts";
import { DefencePreparation } from "./defence-preparation.ts";
import { plainRecusal, RecusalRules } from "./recusal.ts";

/** What may tie an expert to an applicant. */
export const ConflictKind = z.enum([
  "member",
  "office-holder",
  "employed",
  "relative",
  "supervised",
  "joint-work",
  "adviser",
  "took-part",
  "named-by-applicant",
  "own-request",
]);
export type ConflictKind = z.infer<typeof ConflictKind>;

/** "bars": the expert may not judge the applicant. "declared": it is written down and shown, and a person decides. */
export const ConflictRule = z.strictObject({
  kind: ConflictKind,
  effect: z.enum(["bars", "declared"]),
  /** How long after it ended it still counts; null: only while it lasts. */
  yearsAfter: z.int().positive().nullable(),
  name: Words,
  basis: Basis,
});
export type ConflictRule = z.infer<typeof ConflictRule>;

/** How a member of the office who stands aside may be let in all the same: two other people, for so many hours. */
export const BreakingGlass = z.strictObject({
  /** From the approval on; null: nobody is let in. */
  hours: z.int().positive().max(168).nullable(),
  basis: Basis,
});
export type BreakingGlass = z.infer<typeof BreakingGlass>;

const noGlass: z.input<typeof BreakingGlass> = {
  hours: null,
  basis: {
    assumption: {
      zh: "本方案未规定紧急准入：回避人员一律不得查阅和办理。",
      en: "This definition says nothing of breaking the glass: whoever stands aside stays out.",
    },
  },
};

export const Reviewing = z.strictObject({
  expertsPerApplication: z.int().positive(),
  /** Applications that one expert takes in the round at most. */
  loadCap: z.int().positive(),
  conflicts: z.array(ConflictRule).min(1),
  recusal: RecusalRules.default(plainRecusal),
  assignment: AssignmentRules.default(plainAssignment),
  /** "required": only who accepted the invitation to the round is assigned; "none": nobody is asked first. */
  invitation: z.enum(["required", "none"]).default("none"),
  acknowledgement: Acknowledgement.default(plainAcknowledgement),
  breakingGlass: BreakingGlass.default(noGlass),
  basis: Basis,
});
export type Reviewing = z.infer<typeof Reviewing>;

/** Who has to be there at a defence; without it nobody records presence, and every sheet of a standing pair counts. */
export const AttendanceRules = z.strictObject({
  /** Experts of the panel who must be present. */
  quorum: z.int().positive(),
  /** How often an absence that two people excuse gives the society another date. */
  reschedulings: z.int().nonnegative(),
  basis: Basis,
});
export type AttendanceRules = z.infer<typeof AttendanceRules>;

/** 评审组组长: one of a session's panel chairs it; whoever does has no tie to any society that defends there. */
export const ChairRules = z.strictObject({
  /** "required": no session without one; "optional": where the office names one. */
  naming: z.enum(["required", "optional"]),
  basis: Basis,
});
export type ChairRules = z.infer<typeof ChairRules>;

/** The oral defence; null in a definition that has none. */
export const Defence = z.strictObject({
  who: z.enum(["all-eligible", "shortlist"]),
  /** Applications on the shortlist by written score; null when all defend. */
  shortlist: z.int().positive().nullable(),
  presentationMinutes: z.int().positive(),
  questionMinutes: z.int().nonnegative(),
  panelSize: z.int().positive(),
  order: z.enum(["lot", "register"]),
  noticeWorkingDays: z.int().nonnegative(),
  absence: z.enum(["leaves-ranking", "scores-minimum"]),
  /** Null, as in definitions from before there was any: societies answer nothing and send no material. */
  preparation: DefencePreparation.nullable().default(null),
  attendance: AttendanceRules.nullable().default(null),
  /** Null, as in definitions from before there was any: no panel has a chair. */
  chair: ChairRules.nullable().default(null),
  basis: Basis,
});
export type Defence = z.infer<typeof Defence>;
