import type { Application } from "../../shared/contract/applications.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import { desk, once } from "./people.ts";
import { type Cast, drafted, moments, prize, publishedRound, type Society } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";
import type { Rightful } from "./world.ts";

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

const asked = { role: "提供观测数据", shareFen: 100 };

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

const answering = ({ version, termsHash }: Pick<Partnership, "version" | "termsHash">) => ({
  version,
  termsHash,
  undertakingVersion: sharingPrize.undertaking.version,
});

export function jointRequests(joint: Joint): Record<string, Rightful> {
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

/** A partnership of a draft, in any state. */
const subjectOf = ({ agreed, draft }: Joint): Subject => ({
  machine: "Partnership",
  put: (state, version) => [
    partnerships.overwrite({ ...agreed, state: state as Partnership["state"], version }),
    applications.overwrite({ ...draft, version }),
  ],
  held: () => partnerships.get(agreed),
});

/** What the lead does with a partner, and the partner itself. */
export function jointActs(joint: Joint): PeoplesAct[] {
  const { lead, draft, agreeing, agreed } = joint;
  const subject = subjectOf(joint);
  const of = { at: moments.intake, params: { id: draft.id } };
  const late = { by: { at: moments.closed }, told: "deadline-passed" } as const;
  // Who is no longer in it learns nothing of it.
  const refused = (state: string) => (state === "AGREED" ? "wrong-state" : "not-found");
  return [
    {
      ...subject,
      acts: ["ask-again"],
      route: "namePartner",
      request: (version) => ({
        ...of,
        who: lead.filler,
        body: { partner: agreed.societyCode, ...asked, version },
      }),
      broken: late,
    },
    {
      ...subject,
      acts: ["remove"],
      route: "removePartner",
      request: (version) => ({
        ...{ ...of, who: lead.filler, body: { version } },
        params: { id: draft.id, societyCode: agreed.societyCode },
      }),
      broken: late,
    },
    {
      ...subject,
      acts: ["agree"],
      route: "agreePartnership",
      request: (version) => ({
        ...{ ...of, who: agreeing.approver },
        body: answering({ version, termsHash: agreed.termsHash }),
      }),
      refused,
      broken: late,
    },
    {
      ...subject,
      acts: ["decline"],
      route: "declinePartnership",
      request: (version) => ({
        ...{ ...of, who: agreeing.approver },
        body: { version, reason: "年度安排已定" },
      }),
      refused,
      broken: late,
    },
  ];
}

/** The lead withdraws: whoever was asked or had agreed is let go. */
export function jointBySystem(joint: Joint): SystemsAct[] {
  const { lead, draft } = joint;
  return [
    {
      ...subjectOf(joint),
      what: "its lead withdraws the application",
      acts: ["release"],
      run: async () => {
        const held = await applications.get(draft);
        if (!held) throw new Error("the draft is gone");
        await desk(lead.approver, moments.intake).applications.withdrawApplication({
          params: { id: draft.id },
          body: { version: held.version, reason: "另有安排" },
          ...once(),
        });
      },
    },
  ];
}
