import type { Objection } from "../../shared/contract/objections.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { appeals } from "../../shared/store/published/appeals.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { members } from "../../shared/store/published/members.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { reinstatements } from "../../shared/store/published/reinstatements.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { decidedRows } from "./decided.ts";
import { wasInvolved } from "./involvement.ts";
import { objectors } from "./records.ts";

/**
 * What happened before an objection, read consistently.
 * @throws when a record that every shown place has is missing: nobody may deal with what can't be told
 */
export async function historyOf({ id, applicationId, noticeId, decisionId, societyCode }: Objection) {
  const [determination, reinstatement, decision, application, notice, objector] = await together(
    determinations.ask({ applicationId }),
    reinstatements.ask({ applicationId }),
    decisions.ask({ id: decisionId }),
    applications.ask({ id: applicationId }),
    notices.ask({ id: noticeId }),
    objectors.ask({ objectionId: id }),
  );
  if (!determination || !decision || !application || !notice || !objector)
    throw new Error(`the history of ${applicationId} is not whole`);
  const [definition, text, people] = await Promise.all([
    definitionOf({ id: application.roundId, definitionHash: application.definitionHash }),
    textOf("documents", decision.decisionKey, decision.decisionVersionId),
    members.list(`society#${societyCode}`),
  ]);
  const disputes = definition.disqualifiers.map((one) => ({ applicationId, disqualifier: one.id }));
  const appealed = await appeals.getMany(disputes);
  const row = decidedRows(text).find((one) => one.applicationId === applicationId);
  if (!row) throw new Error(`${applicationId} is not in decision ${decisionId}`);
  const history = {
    determination,
    appeals: appealed,
    reinstatement,
    decision,
    experts: row.stages.flatMap(({ sheets }) => sheets.map(({ expertId }) => expertId)),
    societies: [societyCode, ...(objector.societyCode === null ? [] : [objector.societyCode])],
    members: people.map(({ personId }) => personId),
  };
  return {
    isInvolved: (actor: Actor) => wasInvolved(actor, history),
    ...{ definition, determination, decision, application, notice, row },
  };
}
