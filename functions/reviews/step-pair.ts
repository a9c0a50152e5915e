import { isBeside } from "../../shared/contract/anchors.ts";
import type { Application } from "../../shared/contract/application-record.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { mayJudge } from "../../shared/store/published/judging.ts";
import { together } from "../../shared/store/together.ts";

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

/**
 * The standing pair of who may still judge the application, with that; all read consistently, for a right hangs on it. Whom a
 * tie bars since, or one that waits to be looked at, gets the answer of one who was never assigned.
 * @throws Problem as `standing` does; not-assigned
 */
export async function judging(
  { pair: assigned, application }: { pair: Assignment | undefined; application: Application | undefined },
  now: Instant,
): Promise<{ pair: Assignment; application: Application }> {
  const pair = standing(assigned);
  if (!application || !(await mayJudge(application, pair.expertId, now))) throw new Problem("not-assigned");
  return { pair, application };
}

/** The same, of an expert and an application. @throws Problem as `judging` does */
export async function judgingPair(applicationId: ApplicationId, expertId: ExpertId, now: Instant) {
  const [pair, application] = await together(
    assignments.ask({ applicationId, expertId }),
    applications.ask({ id: applicationId }),
  );
  return judging({ pair, application }, now);
}
