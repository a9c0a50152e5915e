import { handler } from "../../functions/defence/api.ts";
import type { DefenceNotice } from "../../shared/contract/defence-notice.ts";
import { defenceNoticeRoutes as routes } from "../../shared/contract/defence-notice.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { transact } from "../../shared/store/commit.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenApplication } from "../notifications/given.ts";

/** A Monday: the defence of 2021 begins two weeks later, on 6 December. */
export const monday = "2021-11-22T02:00:00.000Z";
export const afterNotice = "2021-12-01T02:00:00.000Z";
/** By the definition: the second, and the first, working day before the defence. */
export const receiptDue = "2021-12-02T15:59:59.999Z";
export const materialDue = "2021-12-03T15:59:59.999Z";
export const past = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();

const { supplierRegistration } = cast2021;
/** The call of 2021 as it would be if who is no registered supplier might not defend. */
export const suppliersOnly: ProgrammeDefinition = {
  ...cast2021,
  supplierRegistration: supplierRegistration && { ...supplierRegistration, blocks: "defence" },
};

/** An application of which the examination has come so far. */
export async function givenExaminedAs(round: Round, state: Determination["state"] | null) {
  const one = await givenApplication(round, { state: "SUBMITTED" });
  const { id, societyCode } = one.application;
  if (state !== null)
    await transact([
      determinations.create({
        ...{ applicationId: id, roundId: round.id, societyCode, applicationVersion: 1 },
        ...{ findings: [], proposal: "pass", state, reason: null, firstOfficer: null, secondOfficer: null },
        ...{ foundAt: Instant.parse(monday), determinedAt: Instant.parse(monday), version: 1 },
      }),
    ]);
  const filler = await signedIn("filler", { societyCode });
  const approver = await signedIn("approver", { societyCode });
  return { application: one.application, readers: [one.filler, one.approver], filler, approver };
}

export const given = (place = "科技会堂201会议室") => ({
  place: { zh: place, en: "Hall of Science, room 201" },
  link: null,
  remarks: null,
});

type By = { token: string; at?: string };

export const composing = (round: Round, { token, at = monday }: By, body: object = given()) =>
  answerTo(handler, routes.composeDefenceNotice, {
    ...{ at, token, headers: onceKey(), params: { id: round.id }, body },
  });

export const approving = (
  { roundId, number, sha256 }: Pick<DefenceNotice, "roundId" | "number" | "sha256">,
  { token, at = monday }: By,
) =>
  answerTo(handler, routes.approveDefenceNotice, {
    ...{ at, token, headers: onceKey(), params: { id: roundId, number: String(number) }, body: { sha256 } },
  });

/** A notice that one officer composed and another approved. */
export async function givenNotice(round: Round, place?: string): Promise<DefenceNotice> {
  const { body } = await composing(round, await signedIn("officer"), given(place));
  const approved = await approving(body, await signedIn("officer"));
  if (approved.status !== 200) throw new Error(JSON.stringify(approved.body));
  return approved.body;
}

export const presenter = (isOfficeHolder = true) => ({
  name: "李四",
  post: "秘书长",
  phone: "010-62194054",
  isOfficeHolder,
});

type Defending = Awaited<ReturnType<typeof givenExaminedAs>>;

export const answering = (
  { application, filler }: Defending,
  body: Record<string, unknown> = {},
  { token = filler.token, at = afterNotice }: Partial<By> = {},
) =>
  answerTo(handler, routes.answerDefenceNotice, {
    ...{ at, token, headers: onceKey(), params: { id: application.id } },
    body: { attends: true, reason: null, presenters: [presenter()], version: 0, ...body },
  });

export const ownDefence = (
  { application }: Pick<Defending, "application">,
  token: string,
  at = afterNotice,
) => answerTo(handler, routes.getOwnDefence, { at, token, params: { id: application.id } });

export const receiptsOf = (round: Round, token: string) =>
  answerTo(handler, routes.listDefenceReceipts, {
    ...{ at: afterNotice, token, params: { id: round.id }, query: {} },
  });
