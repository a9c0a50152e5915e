import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { LeadAndPartners } from "../../shared/programme/joint.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { duringIntake, givenReady, givenSociety } from "./given.ts";

/** The call of 2021 as it would be if it took partners, which state their shares. */
export const jointProgramme = (change: Partial<LeadAndPartners> = {}): ProgrammeDefinition => ({
  ...cast2021,
  jointApplications: {
    takes: "lead-and-partners",
    maxPartners: 2,
    partnersMayLead: false,
    partnersMayJoinSeveral: false,
    disqualifiers: "all",
    partnerFails: "application",
    sharesStated: true,
    basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
    ...change,
  },
});

export type Partnering = Awaited<ReturnType<typeof givenPartner>>;

/** A society of the register with a name of its own, that may be asked. */
export async function givenPartner(name = "中国伙伴学会") {
  const given = await givenSociety();
  const society = { ...given.society, names: { zh: name, en: "Society of Partners" }, version: 2 };
  await transact([societies.overwrite(society)]);
  return { ...given, society };
}

const role = "负责科普活动和会员服务";

/** What the budget of a draft comes to, in fen. */
const totalOf = (content: Record<string, { lines?: readonly { amountFen: number }[] | undefined }>) =>
  Object.values(content)
    .flatMap(({ lines = [] }) => lines)
    .reduce((sum, { amountFen }) => sum + amountFen, 0);

/** A draft that is ready but for its partners, and everything that its filler may do with them. */
export async function givenLead(round: Round) {
  const ready = await givenReady(round);
  const params = { id: ready.application.id };
  const ask = (partner: string, more: { token?: string; at?: string; body?: Record<string, unknown> } = {}) =>
    answerTo(handler, routes.namePartner, {
      at: more.at ?? duringIntake,
      token: more.token ?? ready.filler.token,
      headers: onceKey(),
      params,
      body: { partner, role, shareFen: 100, version: 0, ...more.body },
    });
  const remove = (societyCode: string, version: number, at = duringIntake) =>
    answerTo(handler, routes.removePartner, {
      at,
      token: ready.filler.token,
      headers: onceKey(),
      params: { ...params, societyCode },
      body: { version },
    });
  const leadShare = (shareFen: number) =>
    answerTo(handler, routes.stateLeadShare, {
      at: duringIntake,
      token: ready.filler.token,
      params,
      body: { shareFen },
    });
  const partners = (token = ready.filler.token) =>
    answerTo(handler, routes.listPartners, { at: duringIntake, token, params });
  return { ...ready, ask, remove, leadShare, partners, totalFen: totalOf(ready.content) };
}

/** A partner's approver answers what was asked. */
export const agree = (
  partner: Pick<Partnering, "approver">,
  asked: Pick<Partnership, "applicationId" | "version" | "termsHash">,
  more: { at?: string; body?: object; token?: string } = {},
) =>
  answerTo(handler, routes.agreePartnership, {
    at: more.at ?? duringIntake,
    token: more.token ?? partner.approver.token,
    headers: onceKey(),
    params: { id: asked.applicationId },
    body: {
      version: asked.version,
      termsHash: asked.termsHash,
      undertakingVersion: cast2021.undertaking.version,
      ...more.body,
    },
  });

export const decline = (
  { approver }: Pick<Partnering, "approver">,
  { applicationId, version }: Pick<Partnership, "applicationId" | "version">,
  at = duringIntake,
) =>
  answerTo(handler, routes.declinePartnership, {
    at,
    token: approver.token,
    headers: onceKey(),
    params: { id: applicationId },
    body: { version, reason: "年度安排已定" },
  });

/** The partnerships that a society's people read. */
export const ownPartnerships = async (token: string) =>
  (await answerTo(handler, routes.listOwnPartnerships, { at: duringIntake, token })).body.items;

export const openFor = (round: Round, token: string, body: object = {}) =>
  answerTo(handler, routes.openDraft, {
    ...{ at: duringIntake, token, headers: onceKey(), body: { roundId: round.id, ...body } },
  });

export const readBy = (token: string, id: ApplicationId) =>
  answerTo(handler, routes.getApplication, { at: duringIntake, token, params: { id } });

/** A draft whose one partner has agreed, with shares that come to its budget. */
export async function givenJoint(round: Round) {
  const lead = await givenLead(round);
  const partner = await givenPartner();
  const { body: asked } = await lead.ask(partner.society.code);
  await lead.leadShare(lead.totalFen - 100);
  const { body: agreed } = await agree(partner, asked);
  return { lead, partner, asked, agreed };
}
