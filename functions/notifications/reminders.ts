import type { Round } from "../../shared/contract/rounds.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

type Reminder = ProgrammeDefinition["reminders"][number];

/** The reminders that are due at `now`: their hour has come, and what they remind of has not happened yet. */
export function remindersDue(
  definition: Pick<ProgrammeDefinition, "reminders">,
  round: Round,
  now: Instant,
): Reminder[] {
  if (round.state === "DRAFT") return [];
  return definition.reminders.filter(({ of, hoursBefore }) => {
    const at = of === "closes" ? round.closesAt : round.reviewClosesAt;
    return plusSeconds(at, -hoursBefore * 3600) <= now && now < at;
  });
}
