import type { Application } from "../../shared/contract/applications.ts";
import type { DispensationCategory } from "../../shared/contract/dispensation-record.ts";
import type { ReturnItem } from "../../shared/contract/return-items.ts";
import { applicationReturned, deadlineMoved } from "../../shared/events/applications.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import type { Write } from "../../shared/store/entity.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { changed } from "./records.ts";

interface Part {
  next: Application;
  writes: Write[];
  facts: Fact[];
}

/** An application sent back with a list of what to correct, until when. */
export function returnedPart(
  application: Application,
  { to, from }: Transition<Application["state"]>,
  given: { items: readonly ReturnItem[]; until: Instant; who: string; now: Instant },
): Part {
  const next: Application = {
    ...application,
    state: to,
    closesAt: given.until,
    returns: application.returns + 1,
    returnReasons: [...given.items],
    stamps: [...application.stamps, { act: "return", who: given.who, when: given.now, reason: null }],
    version: application.version + 1,
  };
  const { id: applicationId, roundId, societyCode } = next;
  const payload = { applicationId, roundId, societyCode, until: next.closesAt, items: given.items.length };
  return {
    next,
    writes: [changed(next, { from })],
    facts: [fact(applicationReturned, { aggregateId: next.id, version: next.version, payload })],
  };
}

/** An application with a later deadline; an expired one is open again. Undefined where it has that much time already. */
export function movedPart(
  application: Application,
  { until, category, now }: { until: Instant; category: DispensationCategory; now: Instant },
): Part | undefined {
  if (application.closesAt >= until) return undefined;
  const act = application.state === "EXPIRED" ? "readmit" : "extend";
  const transition = transitionOf(applicationLifecycle, act, application.state);
  if (!transition) return undefined;
  const next: Application = {
    ...application,
    state: transition.to,
    closesAt: until,
    stamps: [...application.stamps, { act, who: "system", when: now, reason: category }],
    version: application.version + 1,
  };
  const { id: applicationId, roundId, societyCode, version, closesAt } = next;
  const payload = { applicationId, roundId, societyCode, closesAt, category };
  return {
    next,
    writes: [changed(next, transition)],
    facts: [fact(deadlineMoved, { aggregateId: applicationId, version, payload })],
  };
}
