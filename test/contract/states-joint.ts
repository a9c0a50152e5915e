import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import { answering, asked, type Joint } from "./joint.ts";
import { desk, once } from "./people.ts";
import { moments } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";

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
