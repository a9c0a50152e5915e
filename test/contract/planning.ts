import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { desk, once, type Signed } from "./people.ts";
import { type Cast, moments, settle } from "./round.ts";

interface Scored {
  round: Round;
  application: Application;
}

const at = moments.examination;

const fileOf = (line: string) => ({ csv: `姓名,邮箱,工作单位,专业领域\n${line}`, fileName: "experts.csv" });

/** An expert of the pool whose institution nobody knows. */
async function unknownExpert({ officer }: Cast) {
  const office = desk(officer, at).experts;
  const mail = "unknown.expert@science.example";
  await office.importExpertFile({ body: fileOf(`无单位专家,${mail},,数学`), ...once() });
  await settle(at);
  const { items } = await office.listExperts({ query: {} });
  const found = items.find((one) => one.mail === mail);
  if (!found) throw new Error("the pool has the expert");
  return found;
}

/** A plan that waits for its approval, and two pairs of the third expert that may be given back. */
export async function planning(
  cast: Cast,
  { flagged, scored, proposed }: Record<"flagged" | "scored" | "proposed", Scored>,
) {
  const { officer, experts } = cast;
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
  await office.inviteExperts({ params, body: { experts: [third.expertId] }, ...once() });
  await settle(at);
  return {
    record,
    third,
    invitedTo: flagged.round,
    released: scored.application,
    steppedDown: proposed.application,
    unknown: await unknownExpert(cast),
  };
}

export type Planning = Awaited<ReturnType<typeof planning>>;

/** Every request about files of experts, plans, fits and releases. */
export function planningRequests(
  { record, third, released, steppedDown, unknown, invitedTo }: Planning,
  { officer, second, supervisor }: Cast & { supervisor: Signed },
  { round, judged }: { round: Round; judged: Application },
) {
  const { id, version, frozen } = record;
  const params = { id };
  return {
    importExpertFile: {
      who: officer,
      at,
      body: fileOf("新专家,new.of.file@science.example,某研究所,物理"),
    },
    getExpertTemplate: { who: supervisor, at },
    clearExpert: {
      who: officer,
      at,
      params: { id: unknown.id },
      body: { version: unknown.version, reason: "电话核实，独立学者" },
    },
    inviteExperts: { who: officer, at, params: { id: invitedTo.id }, body: { experts: "all" } },
    listExpertInvitations: { who: supervisor, at, params: { id: invitedTo.id } },
    listOwnExpertInvitations: { who: third.signed, at, query: { limit: "10" } },
    answerExpertInvitation: {
      who: third.signed,
      at,
      params: { id: invitedTo.id },
      body: { answer: "decline", reason: "评审期间出国访问", mayKeep: true },
    },
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
