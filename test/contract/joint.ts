import type { Application } from "../../shared/contract/applications.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { desk, once } from "./people.ts";
import { type Cast, drafted, moments, prize, publishedRound, type Society } from "./round.ts";

/** The prize as it would be if partners shared a budget. */
const sharingPrize: ProgrammeDefinition = {
  ...prize,
  budget: cast2021.budget,
  jointApplications: {
    takes: "lead-and-partners",
    maxPartners: 2,
    partnersMayLead: false,
    partnersMayJoinSeveral: true,
    disqualifiers: "all",
    partnerFails: "application",
    sharesStated: true,
    basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
  },
};

export const asked = { role: "提供观测数据", shareFen: 100 };

const named = (lead: Society, { id }: Application, { code }: Society) =>
  desk(lead.filler, moments.intake).applications.namePartner({
    params: { id },
    body: { partner: code, ...asked, version: 0 },
    ...once(),
  });

export interface Joint {
  lead: Society;
  draft: Application;
  agreeing: Society;
  agreed: Partnership;
  declining: Society;
  declined: Partnership;
  other: Society;
  otherDraft: Application;
  removed: Partnership;
  fresh: Society;
}

/** Two drafts of a round that takes partners: of one both are asked, of the other one is, and there is room for a second. */
export async function jointRound(cast: Cast, societies: readonly Society[]): Promise<Joint> {
  const [lead, agreeing, declining, other, leaving, fresh] = societies;
  if (!lead || !agreeing || !declining || !other || !leaving || !fresh)
    throw new Error("six societies take part");
  const round = await publishedRound(cast, sharingPrize);
  const [draft, otherDraft] = [await drafted(lead, round), await drafted(other, round)];
  return {
    ...{ lead, draft, agreeing, declining, other, otherDraft, fresh },
    agreed: await named(lead, draft, agreeing),
    declined: await named(lead, draft, declining),
    removed: await named(other, otherDraft, leaving),
  };
}

export const answering = ({ version, termsHash }: Pick<Partnership, "version" | "termsHash">) => ({
  version,
  termsHash,
  undertakingVersion: sharingPrize.undertaking.version,
});

export function jointRequests(joint: Joint) {
  const { lead, draft, agreeing, agreed, declining, declined, other, otherDraft, removed, fresh } = joint;
  const at = moments.intake;
  const params = { id: draft.id };
  const onOther = { who: other.filler, at, params: { id: otherDraft.id } };
  return {
    namePartner: { ...onOther, body: { partner: fresh.code, ...asked, version: 0 } },
    removePartner: {
      ...onOther,
      params: { id: otherDraft.id, societyCode: removed.societyCode },
      body: { version: removed.version },
    },
    stateLeadShare: { who: lead.filler, at, params, body: { shareFen: 5 } },
    listPartners: { who: lead.approver, at, params },
    listOwnPartnerships: { who: agreeing.filler, at },
    agreePartnership: { who: agreeing.approver, at, params, body: answering(agreed) },
    declinePartnership: {
      who: declining.approver,
      at,
      params,
      body: { version: declined.version, reason: "年度安排已定" },
    },
  };
}
