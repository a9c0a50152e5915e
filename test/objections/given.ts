import { handler as noticesApi } from "../../functions/notices/api.ts";
import { handler } from "../../functions/objections/api.ts";
import { type Notice, notices as noticeRoutes } from "../../shared/contract/notices.ts";
import { objections as routes } from "../../shared/contract/objections.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { newSource } from "../identity/given.ts";
import { approving, givenScored, proposing, smallProgramme } from "../selection/given.ts";

/** A Monday: the period ends with the Friday, and three working days with the Thursday. */
export const monday = "2021-12-13T02:00:00.000Z";
export const endOfThursday = "2021-12-16T15:59:59.999Z";
export const endOfFriday = "2021-12-17T15:59:59.999Z";
export const friday = "2021-12-17T02:00:00.000Z";
export const saturday = "2021-12-17T16:00:00.000Z";

/** A shown list of three tiers with one place each and a reserve, by scores from 90 down. */
export async function givenShown(definition: ProgrammeDefinition = smallProgramme) {
  const round = await openRound(definition);
  const scored = [];
  for (const score of ["90", "85", "80", "75"]) scored.push(await givenScored(round, score));
  const [first, second, third, reserve] = scored;
  if (!first || !second || !third || !reserve) throw new Error("four applications were scored");
  const proposer = await signedIn("officer");
  const proposed = (await proposing(round, { token: proposer.token })).body;
  const approver = await signedIn("officer");
  const decision = (await approving(proposed, { token: approver.token })).body;
  const { body } = await answerTo(noticesApi, noticeRoutes.publishNotice, {
    at: monday,
    token: proposer.token,
    headers: onceKey(),
    params: { id: round.id },
    body: { decisionId: decision.id, decisionHash: decision.decisionHash },
  });
  const notice: Notice = body;
  return { round, decision, notice, proposer, approver, first, second, third, reserve };
}

export type Shown = Awaited<ReturnType<typeof givenShown>>;
export type Scored = Shown["first"];

/** A complete objection by name. */
export const objection = (target: Scored) => ({
  societyCode: target.society.code,
  grounds: "facts",
  content: "所报期刊的主办单位不实",
  evidence: "登记信息截图",
  name: "张三",
  organisation: null,
  mail: "zhang.san@public.example",
  phone: "010-62194054",
  seal: "signed",
});

export const lodging = (
  notice: { id: string },
  body: Record<string, unknown> & { mail?: string | null },
  { at = monday, sourceIp = newSource() }: { at?: string; sourceIp?: string } = {},
) =>
  answerTo(handler, routes.lodgeObjection, {
    ...{ at, sourceIp, headers: onceKey(), params: { id: notice.id } },
    body: { ...body, mail: body.mail ? `${Math.random().toString(36).slice(2)}.${body.mail}` : null },
  });

type Acting = { token?: string; at?: string };

/** An act on an objection, by an officer who has nothing to do with it unless another is named. */
export const doing = async (
  route:
    | "acceptObjection"
    | "refuseObjection"
    | "verifyObjection"
    | "concludeObjection"
    | "decideObjection"
    | "stateCase"
    | "getObjection"
    | "getEvidencePack",
  id: string,
  body: Record<string, unknown> | undefined,
  { token, at = monday }: Acting = {},
) =>
  answerTo(handler, routes[route], {
    ...{ at, token: token ?? (await signedIn("officer")).token, headers: onceKey(), params: { id } },
    ...(body && { body }),
  });

/** An objection that its handler has concluded: the target let its days pass. */
export async function givenConcluded(
  { notice }: Shown,
  target: Scored,
  { outcome, effect }: { outcome: string; effect: string },
) {
  const { id } = (await lodging(notice, objection(target))).body;
  const handler = await signedIn("officer");
  const by = { token: handler.token };
  await doing("acceptObjection", id, { version: 1, question: "请说明" }, by);
  const later = { ...by, at: friday };
  await doing("verifyObjection", id, { version: 2, finding: "已核对登记信息" }, later);
  await doing("concludeObjection", id, { version: 3, outcome, effect, reason: "经核对" }, later);
  return { id, handler };
}

/** And approved by a second person. */
export async function givenDecided(...of: Parameters<typeof givenConcluded>) {
  const concluded = await givenConcluded(...of);
  const approval = { version: 4, decision: "approved", reason: "同意" };
  const { body } = await doing("decideObjection", concluded.id, approval, { at: friday });
  return { ...concluded, objection: body };
}

export const noticeNow = async ({ id }: { id: string }): Promise<Notice> => {
  const held = await notices.get({ id: id as Notice["id"] });
  if (!held) throw new Error(`there is no notice ${id}`);
  return held;
};

export const announcing = async (of: { id: string }, at = saturday) => {
  const { id, version } = await noticeNow(of);
  return answerTo(noticesApi, noticeRoutes.announceResult, {
    ...{ at, token: (await signedIn("officer")).token, headers: onceKey(), params: { id } },
    body: { version },
  });
};

export const standing = async ({ id }: { id: string }) =>
  (
    await answerTo(noticesApi, noticeRoutes.getStandingList, {
      ...{ at: friday, token: (await signedIn("supervisor")).token, params: { id } },
    })
  ).body;

export const supplementing = async (of: { id: string }, at = friday) =>
  answerTo(noticesApi, noticeRoutes.publishSupplements, {
    ...{ at, token: (await signedIn("officer")).token, headers: onceKey(), params: { id: of.id } },
    body: { listHash: (await standing(of)).sha256 },
  });
