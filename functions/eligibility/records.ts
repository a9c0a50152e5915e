import type { Application } from "../../shared/contract/applications.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import { eligibilityDetermined, eligibilityFound } from "../../shared/events/eligibility.ts";
import { statesFor, type Transition } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { findingsOf, proposalOf } from "./disqualifiers.ts";
import { determinationLifecycle } from "./lifecycle.ts";

interface Part {
  writes: Write[];
  facts: Fact[];
}

const subjectOf = ({ applicationId, roundId, societyCode }: Determination) => ({
  applicationId,
  roundId,
  societyCode,
});

/** The rules on the facts of this moment: the next version of the determination, without any person's word. */
export async function found(
  application: Application,
  held: Determination | undefined,
  now: Instant,
): Promise<Part> {
  const [definition, society] = await Promise.all([
    definitionOf({ id: application.roundId, definitionHash: application.definitionHash }),
    societies.get({ code: application.societyCode }),
  ]);
  const findings = findingsOf(definition, society?.facts ?? null);
  const next: Determination = {
    applicationId: application.id,
    roundId: application.roundId,
    societyCode: application.societyCode,
    applicationVersion: application.version,
    findings,
    proposal: proposalOf(findings),
    state: determinationLifecycle.initial,
    reason: null,
    firstOfficer: null,
    secondOfficer: null,
    foundAt: now,
    determinedAt: null,
    version: (held?.version ?? 0) + 1,
  };
  return {
    writes: [
      held
        ? determinations.replace(next, [stillIn(statesFor(determinationLifecycle, "find"))])
        : determinations.create(next),
    ],
    facts: [
      fact(eligibilityFound, {
        aggregateId: application.id,
        version: next.version,
        payload: { ...subjectOf(next), proposal: next.proposal },
      }),
    ],
  };
}

/** A person's word: its event when it is the last one needed. */
export function determined(
  next: Determination,
  { from }: Pick<Transition, "from">,
  refused: Write["refused"],
): Part {
  const decision = next.state === "CLEARED" ? "cleared" : next.state === "REJECTED" ? "rejected" : null;
  return {
    writes: [determinations.replace(next, [stillIn(from)], refused)],
    facts:
      decision === null
        ? []
        : [
            fact(eligibilityDetermined, {
              aggregateId: next.applicationId,
              version: next.version,
              payload: { ...subjectOf(next), decision },
            }),
          ],
  };
}
