import { randomBytes } from "node:crypto";
import { handler } from "../../functions/experts/api.ts";
import { type Expert, experts as routes } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { answerTo } from "../asked.ts";
import { givenExamined } from "../eligibility/given.ts";
import { onceKey, signedIn } from "../given.ts";

export const beforeReview = "2021-11-18T02:00:00.000Z";

/** An expert of the pool, signed in; ties as an officer recorded them. */
export async function givenExpert(
  ties: { kind: string; societyCode: SocietyCode; until?: string }[] = [],
  { loadCap = null, ...who }: { loadCap?: number | null; name?: string; institution?: string } = {},
) {
  const { token } = await signedIn("officer");
  const { body } = await answerTo(handler, routes.importExperts, {
    at: beforeReview,
    token,
    headers: onceKey(),
    body: {
      experts: [
        {
          name: "评审专家",
          mail: `expert-${randomBytes(6).toString("hex")}@expert.example`,
          institution: "某大学",
          fields: ["数学"],
          loadCap,
          ...who,
          ties: ties.map(({ until, ...tie }) => ({ ...tie, until: until ?? null, note: "名册所载" })),
        },
      ],
    },
  });
  const expert: Expert = body.items[0];
  return { ...expert, ...(await signedIn("expert", { expertId: expert.id })) };
}

/** An application that an officer has cleared. */
export async function givenCleared(round: Round) {
  const examined = await givenExamined(round);
  await examined.determine("cleared");
  return examined;
}

/** An officer assigns an expert to an application. */
export async function assigning(
  application: { id: string },
  expert: { id: string },
  {
    at = beforeReview,
    headers = onceKey(),
    token,
  }: { at?: string; headers?: Record<string, string>; token?: string } = {},
) {
  return answerTo(handler, routes.assignExpert, {
    at,
    token: token ?? (await signedIn("officer")).token,
    headers,
    params: { id: application.id },
    body: { expertId: expert.id },
  });
}

/** An expert declares: no conflict, or the kind of a tie. */
export const declaring = (
  application: { id: string },
  expert: { token: string },
  kind?: string,
  at = beforeReview,
) =>
  answerTo(handler, routes.declareInterests, {
    at,
    token: expert.token,
    headers: onceKey(),
    params: { id: application.id },
    body: kind === undefined ? { conflict: "none" } : { conflict: "tie", kind, note: "本人说明" },
  });

/** An expert who may read and score a cleared application. */
export async function givenStanding(application: { id: string }) {
  const expert = await givenExpert();
  await assigning(application, expert);
  await declaring(application, expert);
  return expert;
}

const linkHeading = "学会,关系,姓名,职务或项目,单位,上级单位,部门,合作学会,截止日期,来源,日期,撤销";

/** An officer imports what is on record of societies, line by line. */
export const importingLinks = async (
  lines: readonly string[],
  { isDryRun = false, token }: { isDryRun?: boolean; token?: string } = {},
) =>
  answerTo(handler, routes.importSocietyLinks, {
    at: beforeReview,
    token: token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    body: { csv: [linkHeading, ...lines].join("\n"), fileName: "links.csv", isDryRun },
  });

/** An officer of a society as a line of that file. */
export const officerLine = (
  code: string,
  name: string,
  institution: string,
  { until = "", on = "2021-06-01", source = "第九届理事会名单", withdrawn = "" } = {},
) => `${code},负责人,${name},副理事长,${institution},,,,${until},${source},${on},${withdrawn}`;

/** The matches of a round, as an officer lists them. */
export const matchesIn = async (round: { id: string }, query: Record<string, string> = {}) =>
  answerTo(handler, routes.listConflictMatches, {
    at: beforeReview,
    token: (await signedIn("officer")).token,
    params: { id: round.id },
    query,
  });

/** An officer decides a match. */
export const deciding = async (
  round: { id: string },
  match: { expertId: string; societyCode: string; linkId: string },
  more: Record<string, unknown> = {},
) =>
  answerTo(handler, routes.decideConflictMatch, {
    at: beforeReview,
    token: (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id: round.id },
    body: {
      ...{ expertId: match.expertId, societyCode: match.societyCode, linkId: match.linkId },
      ...{ decision: "dismissed", reason: "电话核实，同名不同人", version: 0, ...more },
    },
  });

/** An officer releases an expert from an application. */
export const releasing = async (
  application: { id: string },
  expert: { id: string },
  reason = "因病不能参加评审",
  at = beforeReview,
) =>
  answerTo(handler, routes.releaseExpert, {
    at,
    token: (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id: application.id, expertId: expert.id },
    body: { reason },
  });
