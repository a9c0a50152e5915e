import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { RoundId } from "../../shared/kernel/ids.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import type { About } from "./letters.ts";

/** The round of an event. @throws when it is unknown: the event waits in the dead-letter queue then */
export async function roundOf(id: RoundId): Promise<Round> {
  const round = await rounds.get({ id });
  if (!round) throw new Error(`round ${id} is unknown`);
  return round;
}

/** The application of an event and what its letters speak about. @throws when it is unknown */
export async function applicationOf(
  id: Application["id"],
): Promise<{ application: Application; round: Round; about: About }> {
  const application = await applications.get({ id });
  if (!application) throw new Error(`application ${id} is unknown`);
  const round = await roundOf(application.roundId);
  return {
    application,
    round,
    about: { round: round.names, zone: round.zone, society: application.societyNames },
  };
}
