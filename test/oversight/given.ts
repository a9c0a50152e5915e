import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler } from "../../functions/oversight/api.ts";
import { applications } from "../../shared/contract/applications.ts";
import { oversight as routes } from "../../shared/contract/oversight.ts";
import type { Glass } from "../../shared/contract/recusal-record.ts";
import { transact } from "../../shared/store/commit.ts";
import { members } from "../../shared/store/published/members.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";

/** After the intake, before the review. */
export const at = "2021-11-18T02:00:00.000Z";

type Token = { token: string };
type Person = Token & { personId: string };

export const declaring = (person: Token, societyCode: string, note = "任该学会常务理事") =>
  answerTo(handler, routes.declareTie, {
    ...{ at, token: person.token, headers: onceKey() },
    body: { societyCode, kind: "office-holder", note },
  });

/** Somebody of the office, as the list of people has them. */
export async function givenStaff(role: "officer" | "supervisor" = "officer") {
  const person = await signedIn(role);
  const { personId } = person;
  await transact([
    members.create({
      ...{ group: "staff", personId, name: "周岚", mail: `${personId}@office.example`.toLowerCase() },
      ...{ roles: [role], language: "zh-CN", mailTrouble: null, version: 1 },
    }),
  ]);
  return person;
}

/** An officer who has just declared a tie to a society. */
export async function givenTied(societyCode: string, role: "officer" | "supervisor" = "officer") {
  const person = await givenStaff(role);
  await declaring(person, societyCode);
  return person;
}

export const recording = (person: Token, personId: string, societyCode: string) =>
  answerTo(handler, routes.recordTie, {
    ...{ at, token: person.token, headers: onceKey(), params: { id: personId } },
    body: { societyCode, kind: "relative", note: "其配偶任秘书长", source: "学会官网" },
  });

export const ending = (person: Token, { personId }: Person, code: string, version = 1) =>
  answerTo(handler, routes.endTie, {
    ...{ at, token: person.token, headers: onceKey(), params: { id: personId, code } },
    body: { version, reason: "任期届满" },
  });

export const ownTies = (person: Token, when = at) =>
  answerTo(handler, routes.listOwnTies, { at: when, token: person.token });

export const reading = (person: Token, id: string, when = at) =>
  answerTo(applicationsApi, applications.getApplication, { at: when, token: person.token, params: { id } });

export const listing = (person: Token, roundId: string, query: Record<string, string> = {}) =>
  answerTo(applicationsApi, applications.listApplications, {
    ...{ at, token: person.token, params: { roundId }, query },
  });

export const asking = (
  person: Token,
  { id }: { id: string },
  personId: string,
  reason = "附件只有其能辨认",
) =>
  answerTo(handler, routes.askGlass, {
    ...{ at, token: person.token, headers: onceKey(), params: { id }, body: { personId, reason } },
  });

export const deciding = (
  person: Token,
  { applicationId, id, version }: Pick<Glass, "applicationId" | "id" | "version">,
  decision: "opened" | "refused" = "opened",
) =>
  answerTo(handler, routes.decideGlass, {
    ...{ at, token: person.token, headers: onceKey() },
    params: { id: applicationId, glassId: id },
    body: { version, decision, remark: "情况属实" },
  });

export const glassesOf = (person: Token, { id }: { id: string }, when = at) =>
  answerTo(handler, routes.listGlasses, { at: when, token: person.token, params: { id } });
