import type { AssignmentPlan } from "../../shared/contract/assignment-plan-record.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import { type Caller, newKey, refusalOf } from "./caller.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";

/** How many assignments the round needs, and one pair whose fit an officer knows better. */
interface Needed {
  pairs: number;
  doubted: { id: ApplicationId; expertId: ExpertId };
}

/** An officer asks for a plan, which a function of its own computes. */
async function planned({ local, seed }: Play, officer: Caller, { roundId }: OpenRound) {
  const { id } = await officer.experts.askAssignmentPlan({
    key: newKey(),
    params: { id: roundId },
    body: { seed: seed % 1_000_000_000 },
  });
  await local.idle();
  return officer.experts.getAssignmentPlan({ params: { id } });
}

/** A second officer approves the very bytes; resolves when all assignments have followed. */
async function approved({ local }: Play, officer: Caller, { id, version, frozen }: AssignmentPlan) {
  const planHash = frozen?.planHash;
  if (!planHash) throw new Error(`the plan ${id} was not computed`);
  const params = { id };
  await officer.experts.approveAssignmentPlan({ key: newKey(), params, body: { version, planHash } });
  await local.idle();
  return (await officer.experts.getAssignmentPlan({ params })).record;
}

/** Experts are assigned by a plan: best for the worst-served first, explained, approved by a second officer. */
export async function assignByPlan(play: Play, round: OpenRound, { pairs, doubted }: Needed): Promise<void> {
  const { checks, progress } = play;
  const { first, second } = await officersOf(play);
  const step = progress.step("分配专家 assignment", 1);
  await first.experts.correctFit({
    params: doubted,
    body: { version: 0, fit: 100, reason: "长期从事该学会所在领域的研究（演示）" },
  });
  const { record, plan } = await planned(play, first, round);
  checks.equal(
    "a plan assigns all that is needed and is proven",
    [record.frozen?.counts.pairs, plan?.isOptimal],
    [pairs, true],
  );
  const { items } = await first.experts.listPlannedPanels({
    params: { id: record.id },
    query: { limit: 1000 },
  });
  checks.equal(
    "no application has more than the best that was possible for it",
    items.filter(({ sum, ownBest }) => sum > ownBest).length,
    0,
  );
  const planHash = record.frozen?.planHash ?? "";
  const byItself = first.experts.approveAssignmentPlan({
    key: newKey(),
    params: { id: record.id },
    body: { version: record.version, planHash: planHash as never },
  });
  checks.equal(
    "nobody approves the plan that he or she asked for",
    await refusalOf(byItself),
    "second-person-required",
  );
  const done = await approved(play, second, record);
  checks.equal("every pair of the plan is assigned", done.outcome, {
    made: pairs,
    skipped: 0,
    skippedPairs: [],
  });
  step.end();
}

/** Those who dropped out are replaced by another plan, and nobody else is moved. Gives who has something to judge. */
export async function replan(
  play: Play,
  round: OpenRound,
  { pairs, gone }: { pairs: number; gone: number },
): Promise<ReadonlySet<ExpertId>> {
  const { checks } = play;
  const { first, second } = await officersOf(play);
  const { record, plan } = await planned(play, second, round);
  const applications = record.frozen?.counts.applications;
  checks.equal(
    "a plan after drop-outs replaces those who left and moves nobody else",
    record.frozen?.counts,
    {
      ...{ applications, pairs, kept: pairs - gone, added: gone, released: 0 },
      // Nobody imported who runs the societies: the plan says of each that it is not known.
      societiesUnknown: applications,
    },
  );
  const done = await approved(play, first, record);
  checks.equal("and is carried out", [done.state, done.outcome?.made], ["CARRIED_OUT", gone]);
  return new Set((plan?.loads ?? []).filter(({ count }) => count > 0).map(({ expertId }) => expertId));
}
