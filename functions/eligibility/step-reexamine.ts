import type { Application } from "../../shared/contract/applications.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import type { RoundState } from "../../shared/contract/rounds.ts";
import { eligibilityFound, eligibilityReinstated } from "../../shared/events/eligibility.ts";
import type { EventContract } from "../../shared/events/kit.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { asRead, stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { determinationLifecycle } from "./lifecycle.ts";
import { examined, foundAnew, type Part, subjectOf } from "./records.ts";

/** Phases in which no application can come back among those that are scored. */
const tooLate: readonly RoundState[] = ["SCORES_LOCKED", "ON_NOTICE", "AWARDED"];

/** Why a determination can't be taken up again; undefined when it can. */
export async function barredFrom(
  act: "reopen" | "reinstate",
  held: Determination,
  application: Application,
): Promise<Record<string, string> | undefined> {
  if (!transitionOf(determinationLifecycle, act, held.state)) return { state: held.state };
  if (application.state !== "SUBMITTED") return { application: application.state };
  const round = await rounds.get({ id: held.roundId });
  return round && tooLate.includes(round.state) ? { round: round.state } : undefined;
}

/** What is determined is found anew by the facts of this moment, and waits for an officer again. */
export async function reexamined(
  act: "reopen" | "reinstate",
  { held, application, now }: { held: Determination; application: Application; now: Instant },
  refused: Write["refused"],
): Promise<Part> {
  const { says, stillSo } = await examined(application);
  const next = foundAnew(application, says, { now, version: held.version + 1 });
  const of = { aggregateId: next.applicationId, version: next.version };
  const told: Fact<EventContract> =
    act === "reopen"
      ? fact(eligibilityFound, { ...of, payload: { ...subjectOf(next), proposal: next.proposal } })
      : fact(eligibilityReinstated, { ...of, payload: subjectOf(next) });
  return {
    writes: [
      determinations.replace(next, [stillIn([held.state])], refused),
      applications.check({ id: application.id }, [asRead(application)]),
      ...stillSo,
    ],
    facts: [told],
  };
}
