import { isBeside } from "../../shared/contract/anchors.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import { assignments } from "../../shared/store/published/assignments.ts";

/**
 * The pair of an expert and an application, if it stands. An expert who stood aside or was released gets the answer of one who was never
 * assigned.
 * @throws Problem not-assigned; wrong-state while no declaration was made
 */
export function standing(pair: Assignment | undefined): Assignment {
  if (!pair || pair.state === "RECUSED" || pair.state === "RELEASED") throw new Problem("not-assigned");
  if (pair.state === "ASSIGNED") throw new Problem("wrong-state", { state: pair.state });
  return pair;
}

/**
 * The pair as one that scores a stage. Who judges an anchor beside its panel scores it in writing alone: at its defence that
 * expert is nobody.
 * @throws Problem as `standing` does
 */
export function scoring(pair: Assignment | undefined, stage: string): Assignment {
  const own = standing(pair);
  if (stage === "defence" && isBeside(own)) throw new Problem("not-assigned");
  return own;
}

/** Who judges. @throws Problem not-assigned for who is no expert */
export function expertOf({ expertId }: { expertId: ExpertId | null }): ExpertId {
  if (expertId === null) throw new Problem("not-assigned");
  return expertId;
}

/** The standing pair: read consistently, for a right hangs on it. @throws Problem as `standing` does */
export async function standingPair(applicationId: ApplicationId, expertId: ExpertId): Promise<Assignment> {
  return standing(await assignments.get({ applicationId, expertId }));
}
