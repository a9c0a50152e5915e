import type { Application } from "../../shared/contract/application-record.ts";
import type { DefenceDraw, DefenceSession, KeptOut } from "../../shared/contract/defence-record.ts";
import type { Expert } from "../../shared/contract/experts.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { barredFrom } from "../../shared/store/published/judging.ts";
import { byLot, byRegister } from "./draw.ts";
import { assignedIn, barredOf, type Presenting } from "./obstacles.ts";
import { blackouts } from "./records.ts";
import { defenderOf, standingApplications } from "./step-cleared.ts";
import { keptOutOf, shownKeptOut } from "./step-kept-out.ts";

/** Applications read side by side: enough to be quick, few enough to leave the table to others. */
const atOnce = 16;

/**
 * Who defends as it stands now, in order: who was drawn and still stands, then those whom the examination let in since,
 * where all defend; among them the lots under the same seed decide.
 */
function inTurn(
  cleared: readonly Application[],
  { defenders, seed }: DefenceDraw,
  { defence }: ProgrammeDefinition,
): Application[] {
  const standing = new Map<string, Application>(cleared.map((one) => [one.id, one]));
  const drawn = new Set<string>(defenders.map(({ applicationId }) => applicationId));
  const late = defence?.who === "all-eligible" ? cleared.filter(({ id }) => !drawn.has(id)) : [];
  const lateOnes = late.map(defenderOf);
  const behind = seed === null ? byRegister(lateOnes) : byLot(lateOnes, lotUnder(seed));
  return [...defenders, ...behind].flatMap(({ applicationId }) => standing.get(applicationId) ?? []);
}

/** The experts whom sessions name, as far as the pool has them. */
export const panelIn = (sessions: readonly Pick<DefenceSession, "experts">[]): Promise<Expert[]> =>
  experts.getMany([...new Set(sessions.flatMap((session) => session.experts))].map((id) => ({ id })));

/** Everybody who defends, with all that may keep them from a slot, in the order of the defence; and who may not defend yet. */
export async function presentingIn(
  draw: DefenceDraw,
  { panel, definition, now }: { panel: readonly Expert[]; definition: ProgrammeDefinition; now: Instant },
): Promise<{ presenting: Presenting[]; keptOut: KeptOut[] }> {
  const [{ cleared }, stated] = await Promise.all([
    standingApplications(draw.roundId),
    blackouts.list(draw.roundId),
  ]);
  const spansOf = new Map(stated.map(({ applicationId, spans }) => [applicationId, spans]));
  const { free, keptOut } = await keptOutOf(cleared, definition);
  const applications = inTurn(free, draw, definition);
  const tied = await barredFrom(applications, panel, now);
  const presenting: Presenting[] = [];
  for (let from = 0; from < applications.length; from += atOnce) {
    const some = applications.slice(from, from + atOnce).map(async (application): Promise<Presenting> => {
      const societyCodes = societyCodesOf(application);
      const pairs = await assignments.list(application.id);
      return {
        applicationId: application.id,
        societyCode: application.societyCode,
        societyCodes,
        blackouts: spansOf.get(application.id) ?? [],
        barred: barredOf(tied.get(application.id) ?? new Map(), pairs),
        assigned: assignedIn(pairs),
      };
    });
    presenting.push(...(await Promise.all(some)));
  }
  return { presenting, keptOut: keptOut.map(shownKeptOut) };
}
