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

const linkHeading = "学会,关系,姓名,职务或项目,单位,来源,日期";

const linksOf = (code: string, name: string) => ({
  csv: `${linkHeading}\n${code},负责人,${name},副理事长,另一单位,第九届理事会名单,2024-01-10`,
  fileName: "links.csv",
});

/** Somebody of the pool bears the name of an officer of a society that applied. */
async function namesake({ officer }: Cast, { round, application }: Scored, { name }: { name: string }) {
  const office = desk(officer, at).experts;
  await office.importSocietyLinks({ body: linksOf(application.societyCode, name), ...once() });
  await settle(at);
  const { items } = await office.listConflictMatches({ params: { id: round.id }, query: {} });
  const [match] = items;
  if (!match) throw new Error("the namesake is proposed");
  return match;
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
  const unknown = await unknownExpert(cast);
  return {
    record,
    third,
    match: await namesake(cast, flagged, unknown),
    invitedTo: flagged.round,
    released: scored.application,
    steppedDown: proposed.application,
    unknown,
  };
}

export type Planning = Awaited<ReturnType<typeof planning>>;

/** Every request about files of experts, plans, fits and releases. */
export function planningRequests(
  { record, third, match, released, steppedDown, unknown, invitedTo }: Planning,
  { officer, second, supervisor, experts: [, leaving] }: Cast & { supervisor: Signed },
  { round, judged }: { round: Round; judged: Application },
) {
  if (!leaving) throw new Error("the cast has no second expert");
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
    importSocietyLinks: { who: officer, at, body: linksOf(match.societyCode, "另一负责人") },
    getSocietyLinkTemplate: { who: officer, at },
    listSocietyLinks: { who: officer, at, params: { code: match.societyCode } },
    listConflictMatches: {
      who: officer,
      at,
      params: { id: invitedTo.id },
      query: { limit: "10", only: "proposed" },
    },
    listUnknownFacts: {
      who: officer,
      at,
      params: { id: invitedTo.id },
      query: { limit: "10", of: "applying" },
    },
    decideConflictMatch: {
      who: officer,
      at,
      params: { id: invitedTo.id },
      body: {
        ...{ expertId: match.expertId, societyCode: match.societyCode, linkId: match.linkId },
        ...{ decision: "dismissed", reason: "电话核实，同名不同人", version: 0 },
      },
    },
    // The third is assigned by another request.
    withdrawExpertKeeping: { who: leaving.signed, at },
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
