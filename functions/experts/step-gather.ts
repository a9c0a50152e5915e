import { Frozen } from "../../shared/contract/application-record.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { AssignmentPlan } from "../../shared/contract/assignment-plan-record.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { type Instant, inZone } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { graphsOf } from "../../shared/store/published/graphs.ts";
import { societies } from "../../shared/store/published/societies.ts";
import type { Judged, PlanGiven } from "./plan-instance.ts";
import { fits, invitations, keepings, loads } from "./records.ts";

/** Applications read side by side: enough to be quick, few enough to leave the stores to others. */
const atOnce = 16;

/** The cleared applications of a round that stand submitted. The index only tells which there are; each is read itself. */
async function standing(roundId: AssignmentPlan["roundId"]): Promise<Application[]> {
  const listed = await determinations.all(`round#${roundId}`);
  if (listed.length === 0) return [];
  const determined = await determinations.getMany(listed);
  const cleared = determined.filter(({ state }) => state === "CLEARED");
  if (cleared.length === 0) return [];
  const held = await applications.getMany(cleared.map(({ applicationId }) => ({ id: applicationId })));
  return held.filter(({ state }) => state === "SUBMITTED");
}

/** What was submitted; nothing where the programme's fits don't look at it. */
async function sectionsOf({ receipt }: Application, isRead: boolean): Promise<Frozen["sections"]> {
  if (!isRead || !receipt) return [];
  return Frozen.parse(JSON.parse(await textOf("documents", receipt.key, receipt.versionId))).sections;
}

/** Everything that a plan or the pool of a draw follows from, as it stands now. */
export async function gather(
  plan: Pick<AssignmentPlan, "roundId" | "seed"> & { askedAt: Instant },
  definition: ProgrammeDefinition,
): Promise<PlanGiven> {
  const { reviewing, sections, zone } = definition;
  const isRead = reviewing.assignment.fit.some(({ of }) => of === "section");
  const [cleared, pool, corrections, invited] = await Promise.all([
    standing(plan.roundId),
    experts.all("all"),
    fits.list(plan.roundId),
    invitations.list(plan.roundId),
  ]);
  const codes = cleared.map(({ societyCode: code }) => ({ code }));
  const [known, graphs] = await Promise.all([
    societies.getMany(codes),
    graphsOf(cleared.flatMap(societyCodesOf)),
  ]);
  const categoryOf = new Map(known.map(({ code, category }) => [code, category]));
  const judged: Judged[] = [];
  for (let from = 0; from < cleared.length; from += atOnce) {
    const some = cleared.slice(from, from + atOnce).map(async (application) => ({
      application,
      described: {
        category: categoryOf.get(application.societyCode) ?? null,
        societyNames: application.societyNames,
        sections: await sectionsOf(application, isRead),
      },
      pairs: await assignments.list(application.id),
    }));
    judged.push(...(await Promise.all(some)));
  }
  const onDate = inZone(plan.askedAt, zone).date;
  const { roundId, seed } = plan;
  const ids = pool.map(({ id: expertId }) => ({ expertId }));
  const [held, kept] =
    ids.length === 0
      ? [[], []]
      : await Promise.all([
          loads.getMany(ids.map(({ expertId }) => ({ roundId, expertId }))),
          keepings.getMany(ids),
        ]);
  return {
    ...{ reviewing, sections, onDate, seed, judged, experts: pool, corrections, graphs },
    keepings: new Map(kept.map((one) => [one.expertId, one])),
    invitations: new Map(invited.map((one) => [one.expertId, one])),
    loads: new Map(held.map(({ expertId, count }) => [expertId, count])),
  };
}
