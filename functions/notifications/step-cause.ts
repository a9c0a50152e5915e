import type { Application } from "../../shared/contract/applications.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import type { About, AboutRound } from "./letters.ts";

/** What the letters of a round speak about. The first contact of the definition is the programme's own. */
export async function aboutRound(
  round: Parameters<typeof definitionOf>[0],
): Promise<{ definition: ProgrammeDefinition; about: AboutRound }> {
  const definition = await definitionOf(round);
  const { names, zone, contacts } = definition;
  const [contact] = contacts;
  if (!contact) throw new Error(`the definition of ${round.id} names nobody to ask`);
  return { definition, about: { round: names, zone, contact } };
}

/**
 * The application of an event and what its letters speak about.
 * @throws when it is unknown: the event waits in the dead-letter queue then
 */
export async function applicationOf(
  id: Application["id"],
): Promise<{ application: Application; definition: ProgrammeDefinition; about: About }> {
  const application = await applications.get({ id });
  if (!application) throw new Error(`application ${id} is unknown`);
  const { roundId, definitionHash } = application;
  const { definition, about } = await aboutRound({ id: roundId, definitionHash });
  return { application, definition, about: { ...about, society: application.societyNames } };
}
