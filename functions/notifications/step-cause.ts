import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { RoundId } from "../../shared/kernel/ids.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import type { About, AboutRound } from "./letters.ts";

interface RoundCause {
  round: Round;
  definition: ProgrammeDefinition;
  about: AboutRound;
}

/** What the letters of a round speak about. The first contact of the definition is the programme's own. */
export async function aboutRound(round: Round): Promise<RoundCause> {
  const definition = await definitionOf(round);
  const [contact] = definition.contacts;
  if (!contact) throw new Error(`the definition of ${round.id} names nobody to ask`);
  return { round, definition, about: { round: round.names, zone: round.zone, contact } };
}

/** The round of an event. @throws when it is unknown: the event waits in the dead-letter queue then */
export async function roundOf(id: RoundId): Promise<RoundCause> {
  const round = await rounds.get({ id });
  if (!round) throw new Error(`round ${id} is unknown`);
  return aboutRound(round);
}

/** The application of an event and what its letters speak about. @throws when it is unknown */
export async function applicationOf(
  id: Application["id"],
): Promise<{ application: Application; definition: ProgrammeDefinition; about: About }> {
  const application = await applications.get({ id });
  if (!application) throw new Error(`application ${id} is unknown`);
  const { definition, about } = await roundOf(application.roundId);
  return { application, definition, about: { ...about, society: application.societyNames } };
}
