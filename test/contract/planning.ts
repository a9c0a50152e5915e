import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { desk, once, type Signed } from "./people.ts";
import { type Cast, moments, settle } from "./round.ts";

interface Scored {
  round: Round;
  application: Application;
}

const at = moments.examination;

/** A plan that waits for its approval, and two pairs of the third expert that may be given back. */
export async function planning(
  { officer, experts }: Cast,
  { flagged, scored, proposed }: Record<"flagged" | "scored" | "proposed", Scored>,
) {
  const third = experts[2];
  if (!third) throw new Error("the cast has no third expert");
  const office = desk(officer, at).experts;
  const params = { id: flagged.round.id };
  const { id } = await office.askAssignmentPlan({ params, body: {}, ...once() });
  await settle(at);
  const { record } = await office.getAssignmentPlan({ params: { id } });
  for (const { application } of [scored, proposed])
    await office.assignExpert({
      params: { id: application.id },
      body: { expertId: third.expertId },
      ...once(),
    });
  await settle(at);
  return { record, third, released: scored.application, steppedDown: proposed.application };
}

export type Planning = Awaited<ReturnType<typeof planning>>;

/** Every request about plans, fits and releases. */
export function planningRequests(
  { record, third, released, steppedDown }: Planning,
  { officer, second, supervisor }: Cast & { supervisor: Signed },
  { round, judged }: { round: Round; judged: Application },
) {
  const { id, version, frozen } = record;
  const params = { id };
  return {
    listSilentExperts: { who: supervisor, at, params: { id: round.id }, query: { limit: "10" } },
    askAssignmentPlan: { who: officer, at, params: { id: round.id }, body: { seed: 7 } },
    listAssignmentPlans: { who: supervisor, at, params: { id: record.roundId }, query: { limit: "10" } },
    getAssignmentPlan: { who: supervisor, at, params },
    listPlannedPanels: { who: officer, at, params, query: { limit: "10", only: "all" } },
    approveAssignmentPlan: {
      who: second,
      at,
      params,
      body: { version, planHash: frozen?.planHash },
    },
    correctFit: {
      who: officer,
      at,
      params: { id: judged.id, expertId: third.expertId },
      body: { version: 0, fit: 80, reason: "长期从事该领域研究" },
    },
    releaseExpert: {
      who: officer,
      at,
      params: { id: released.id, expertId: third.expertId },
      body: { reason: "因病不能参加评审" },
    },
    stepDown: {
      who: third.signed,
      at,
      params: { id: steppedDown.id },
      body: { reason: "临时出差" },
    },
  };
}
