import { type Bar, barsAmong } from "../../conflicts/may-judge.ts";
import type { Application } from "../../contract/application-record.ts";
import type { Expert } from "../../contract/experts.ts";
import { societyCodesOf } from "../../contract/partnership-record.ts";
import type { ApplicationId, ExpertId } from "../../kernel/ids.ts";
import { type Instant, inZone } from "../../kernel/time.ts";
import { experts } from "./experts.ts";
import { graphsOf } from "./graphs.ts";
import { definitionOf } from "./rounds.ts";

type Judged = Pick<Application, "id" | "roundId" | "definitionHash" | "societyCode" | "receipt">;

/**
 * Who of the experts may not judge each of these applications, and why; read consistently, for rights hang on it.
 * @param pool experts, or those that are being read meanwhile
 */
export async function barredFrom(
  applications: readonly Judged[],
  pool: readonly Expert[] | Promise<readonly Expert[]>,
  now: Instant,
): Promise<ReadonlyMap<ApplicationId, ReadonlyMap<ExpertId, Bar>>> {
  const [known, graphs] = await Promise.all([pool, graphsOf(applications.flatMap(societyCodesOf))]);
  const barred = new Map<ApplicationId, ReadonlyMap<ExpertId, Bar>>();
  for (const application of applications) {
    const { reviewing, zone } = await definitionOf({ ...application, id: application.roundId });
    const of = { societyCodes: societyCodesOf(application), graphs };
    barred.set(application.id, barsAmong(known, of, { ...reviewing, onDate: inZone(now, zone).date }));
  }
  return barred;
}

/**
 * Which of these applications may this expert judge? By the very rules of assignment, as they stand at this instant: a tie that
 * became known after the assignment ends it, and one that nobody has looked at yet does so until somebody has.
 */
export async function judgeable(
  applications: readonly Judged[],
  expertId: ExpertId,
  now: Instant,
): Promise<ReadonlySet<ApplicationId>> {
  const pool = experts.getMany([{ id: expertId }]);
  const [known, barred] = await Promise.all([pool, barredFrom(applications, pool, now)]);
  const may = applications.filter(({ id }) => known.length > 0 && !barred.get(id)?.has(expertId));
  return new Set(may.map(({ id }) => id));
}

/** May this expert judge this application? As `judgeable`. */
export const mayJudge = async (application: Judged, expertId: ExpertId, now: Instant): Promise<boolean> =>
  (await judgeable([application], expertId, now)).has(application.id);
