import type { DefenceTimetable } from "../../shared/contract/defence-record.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import type { Hindered } from "./lay.ts";
import { obstaclesTo, scorersNeeded } from "./obstacles.ts";
import { panelIn, presentingIn } from "./step-gather.ts";

/**
 * Who defends and has no slot in a timetable, or one that has become impossible since it was laid, with what stands in its way: a
 * tie that became known, an expert or a chair who dropped out, a time at which it can't come any more. Nothing is in the way of a
 * timetable that another has replaced.
 */
export async function obstaclesSince(
  { roundId, state, sessions, slots }: Pick<DefenceTimetable, "roundId" | "state" | "sessions" | "slots">,
  definition: ProgrammeDefinition,
  now: Instant,
): Promise<Hindered[]> {
  if (state === "SUPERSEDED") return [];
  const [draw, panel] = await Promise.all([defenceDraws.get({ roundId }), panelIn(sessions)]);
  if (!draw) throw new Error(`the timetable of ${roundId} follows no draw`);
  const { presenting } = await presentingIn(draw, { panel, definition, now });
  const slotOf = new Map(slots.map((slot) => [slot.applicationId, slot]));
  const needed = scorersNeeded(definition);
  return presenting.flatMap((one) => {
    const { applicationId, societyCode } = one;
    const slot = slotOf.get(applicationId);
    const session = sessions.find(({ key }) => key === slot?.sessionKey);
    const obstacles = slot && session ? obstaclesTo(one, session, { ...slot, needed }) : [];
    return slot && obstacles.length === 0 ? [] : [{ applicationId, societyCode, obstacles }];
  });
}
