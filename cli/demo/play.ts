import type { RoundId } from "../../shared/kernel/ids.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Checks } from "./checks.ts";
import type { Local } from "./local.ts";
import type { RoundPlan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import type { PublicSociety } from "./societies.ts";

/** What every step of the play stands on. */
export interface Play {
  local: Local;
  seed: number;
  definition: ProgrammeDefinition;
  societies: readonly PublicSociety[];
  plan: RoundPlan;
  checks: Checks;
  progress: Progress;
}

/** People that act at the same time: all who apply on one day, so that nobody waits for the last of a few. */
export const atOnce = 18;

/** Members of staff, by mail address; `.example` is a reserved name that no mail reaches. */
export const staff = {
  administrator: "admin@linxuan.example",
  officers: [
    "officer.one@linxuan.example",
    "officer.two@linxuan.example",
    "officer.three@linxuan.example",
    "officer.four@linxuan.example",
  ],
  supervisor: "supervisor@linxuan.example",
} as const;

/** The mail of whoever fills in for a society, as the invented register has it. */
export const fillerMail = (societyCode: string): string =>
  `filler.${societyCode.toLowerCase()}@society.example`;

/** The two officers, signed in: what one proposes, the other confirms. */
export async function officersOf({ local }: Pick<Play, "local">) {
  const [first, second] = staff.officers;
  return { first: await local.staysIn(first), second: await local.staysIn(second) };
}

const hour = 3600;

/** When the clock stands where in the play: everything follows from the dates of the definition. */
export function momentsOf({ timetable, reminders }: ProgrammeDefinition) {
  const { opens, closes, examination, review, defence } = timetable;
  const lastHours = reminders
    .filter(({ of }) => of === "closes")
    .map(({ hoursBefore }) => plusSeconds(closes.at, -hoursBefore * hour + hour / 2))
    .filter((at) => at > opens.at)
    .toSorted();
  return {
    preparation: plusSeconds(opens.at, -24 * hour),
    /** Days on which societies work: the first, and half an hour after each reminder. */
    intake: [plusSeconds(opens.at, hour / 4), ...lastHours],
    afterIntake: plusSeconds(closes.at, 1),
    examination: plusSeconds(examination.fromAt, hour),
    supplement: plusSeconds(examination.fromAt, 24 * hour),
    review: plusSeconds(review.fromAt, hour),
    /** By now the letters about assignments are out. */
    written: plusSeconds(review.fromAt, 2 * hour),
    reviewReminder: plusSeconds(review.toAt, -24 * hour),
    afterReview: plusSeconds(review.toAt, 1),
    defence: defence && plusSeconds(defence.fromAt, hour),
    afterDefence: defence && plusSeconds(defence.toAt, 1),
  };
}

/** What is known once the round is published. */
export interface OpenRound {
  roundId: RoundId;
}
