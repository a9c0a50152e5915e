import type {
  DefenceDraw,
  DefenceSession,
  DefenceTimetable,
  KeptOut,
  Span,
} from "../../shared/contract/defence-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { changedSlots, contentOf } from "./changes.ts";
import { type Laid, lay } from "./lay.ts";
import { notScoringIn } from "./not-scoring.ts";
import { toldLate } from "./notice-days.ts";
import { scorersNeeded } from "./obstacles.ts";
import { sessionFaults } from "./sessions.ts";
import { panelIn, presentingIn } from "./step-gather.ts";

interface Given {
  draw: DefenceDraw;
  definition: ProgrammeDefinition;
  defence: Defence;
  window: Span;
  sessions: readonly DefenceSession[];
  before: DefenceTimetable | undefined;
  number: number;
  now: Instant;
}

type Content = ReturnType<typeof contentOf> & Pick<DefenceTimetable, "notScoring">;

/** A timetable with whom it would tell too shortly before, or why there is none; and who may not defend yet. */
export type Attempt = { keptOut: KeptOut[] } & (
  | (Content & { late: Content["slots"] })
  | Extract<Laid, { shortage: unknown }>
);

/**
 * Whom a timetable would tell later than the programme's working days before, of those whom it moves or brings.
 * @throws Problem calendar-unloaded
 */
export function lateIn(
  slots: Content["slots"],
  { number, now, definition, defence }: Pick<Given, "number" | "now" | "definition" | "defence">,
): Content["slots"] {
  const late = toldLate(changedSlots({ slots, number }), {
    now,
    zone: definition.zone,
    workingDays: defence.noticeWorkingDays,
  });
  if (isUnloaded(late)) throw new Problem("calendar-unloaded", { year: late.unloaded });
  return late;
}

/** Lays the timetable of the given sessions. @throws Problem invalid-request with every fault of the sessions */
export async function attempt(given: Given): Promise<Attempt> {
  const { draw, definition, defence, window, sessions, before, number, now } = given;
  const panel = await panelIn(sessions);
  const known = new Set(panel.map(({ id }) => id));
  const faults = sessionFaults(sessions, { defence, window, known });
  if (faults.length > 0) throw new Problem("invalid-request", { part: "body", faults });
  const { presenting, keptOut } = await presentingIn(draw, { panel, definition, now });
  const needed = scorersNeeded(definition);
  const laid = lay({ presenting, sessions, standing: before?.slots ?? [], length: defence, needed });
  if ("shortage" in laid) return { ...laid, keptOut };
  const notScoring = notScoringIn(laid.slots, { sessions, presenting });
  const content = {
    ...contentOf({ sessions, slots: laid.slots }, { before, number }),
    ...(notScoring.length > 0 && { notScoring }),
  };
  return { ...content, late: lateIn(content.slots, given), keptOut };
}
