import type { Copies } from "../../shared/contract/paper.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { PaperCopies } from "../../shared/programme/documents.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { copies } from "../../shared/store/published/copies.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";

/** The rule that the copies came under. @throws when their programme takes no paper, which only a damaged table can bring about */
export async function ruleOf({ roundId, definitionHash }: Copies): Promise<PaperCopies> {
  const { documents } = await definitionOf({ id: roundId, definitionHash });
  if (documents.paper === null) throw new Error(`round ${roundId} takes no paper`);
  return documents.paper;
}

/**
 * The copies of an application and their rule, for staff and its society; to anybody else they do not exist.
 * @throws Problem not-found, also before the first submission and where the programme takes no paper
 */
export async function copiesFor(
  applicationId: ApplicationId,
  actor: Actor,
): Promise<{ held: Copies; rule: PaperCopies }> {
  const held = await copies.get({ applicationId });
  const isStaff = actor.roles.includes("officer") || actor.roles.includes("supervisor");
  if (!held || !(isStaff || actor.societyCode === held.societyCode)) throw new Problem("not-found");
  return { held, rule: await ruleOf(held) };
}
