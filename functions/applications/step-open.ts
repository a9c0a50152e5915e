import type { Application } from "../../shared/contract/applications.ts";
import type { Round, Society } from "../../shared/contract/rounds.ts";
import { applicationOpened } from "../../shared/events/applications.ts";
import { ApplicationId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { fact } from "../../shared/runtime/facts.ts";
import type { Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { deadlineOfNew } from "./moving.ts";
import { claims } from "./records.ts";

interface Opening {
  round: Round;
  society: Society;
  route: Application["route"];
  who: string;
  now: Instant;
  newId: (kind: "application") => string;
  /** How it came, where it did not come through the portal. */
  mailed?: Pick<Application, "channel" | "arrival" | "closesAt">;
}

/** A new application with the claim that makes it the only one of its legal body and round. */
export function opened(
  { round, society, route, who, now, newId, mailed }: Opening,
  exists: Write["refused"],
): { application: Application; writes: Write[] } {
  const application: Application = {
    id: ApplicationId.parse(newId("application")),
    roundId: round.id,
    definitionHash: round.definitionHash,
    societyCode: society.code,
    societyNames: society.names,
    uscc: society.uscc,
    route,
    state: applicationLifecycle.initial,
    channel: "portal",
    arrival: null,
    opensAt: round.opensAt,
    closesAt: deadlineOfNew(round),
    ...mailed,
    submissions: 0,
    receipt: null,
    chosenTier: null,
    corrections: [],
    returns: 0,
    returnReasons: [],
    createdAt: now,
    stamps: [{ act: "open", who, when: now, reason: null }],
    version: 1,
  };
  const { roundId, uscc, id: applicationId, societyCode } = application;
  const claim = { roundId, uscc, applicationId, societyCode, version: 1 };
  return { application, writes: [claims.create(claim, exists), applications.create(application)] };
}

export const openedFact = ({ id, version, roundId, societyCode }: Application) =>
  fact(applicationOpened, { aggregateId: id, version, payload: { applicationId: id, roundId, societyCode } });
