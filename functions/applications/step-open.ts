import type { Application } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Round, Society } from "../../shared/contract/rounds.ts";
import type { UsccCorrection } from "../../shared/contract/uscc-record.ts";
import { applicationOpened } from "../../shared/events/applications.ts";
import { branchEnding } from "../../shared/kernel/branch.ts";
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
  /** Under which codes the society stood before. */
  correction: Pick<UsccCorrection, "former"> | undefined;
  route: Application["route"];
  /** What holds beside: that the programme lets the society lead an application. */
  free: readonly Write[];
  who: string;
  now: Instant;
  newId: (kind: "application") => string;
  /** How it came, where it did not come through the portal. */
  mailed?: Pick<Application, "channel" | "arrival" | "closesAt">;
}

/** The codes that a society bore before, each once. */
export const formerOf = (correction: Opening["correction"], uscc: Society["uscc"]): string[] =>
  [...new Set((correction?.former ?? []).map((one) => String(one.uscc)))].filter((one) => one !== uscc);

/** What is refused when the body has an application already, as it is held. */
type Exists = (held: Record<string, unknown> | undefined) => Problem;

/**
 * One application per body and round, under its code and under each that it bore before: a corrected code opens no second.
 * @throws Problem as `exists` says, when the society has one under a former code
 */
async function claimsOf(
  { id: applicationId, roundId, societyCode, uscc }: Application,
  correction: Opening["correction"],
  exists: Exists,
): Promise<Write[]> {
  const former = formerOf(correction, uscc);
  const held = await claims.getMany(former.map((one) => ({ roundId, uscc: one })));
  const own = held.find((one) => one.societyCode === societyCode);
  if (own) throw exists(own);
  // Whose code it really was may have applied under it.
  const free = former.filter((one) => !held.some((other) => other.uscc === one));
  return [uscc, ...free].map((one) =>
    claims.create({ roundId, uscc: one, applicationId, societyCode, version: 1 }, exists),
  );
}

/** The application that a society has in a round, however it came and whatever code it bore. */
export async function applicationOf(
  { code, uscc }: Pick<Society, "code" | "uscc">,
  roundId: Application["roundId"],
  correction: Opening["correction"],
): Promise<Application | undefined> {
  const codes = [uscc, ...formerOf(correction, uscc)];
  const held = await claims.getMany(codes.map((one) => ({ roundId, uscc: one })));
  const own = held.find((claim) => claim.uscc === uscc || claim.societyCode === code);
  return own && applications.get({ id: own.applicationId });
}

/**
 * A new application with the claims that make it the only one of its legal body and round.
 * @throws Problem branch-not-applicant of what is no legal body; as `exists` says, when the society has one under a former code
 */
export async function opened(
  { round, society, correction, route, free, who, now, newId, mailed }: Opening,
  exists: Exists,
): Promise<{ application: Application; writes: Write[] }> {
  const ending = branchEnding(society.names.zh);
  if (ending !== null) throw new Problem("branch-not-applicant", { ending });
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
  const claimed = await claimsOf(application, correction, exists);
  return { application, writes: [...claimed, ...free, applications.create(application)] };
}

export const openedFact = ({ id, version, roundId, societyCode }: Application) =>
  fact(applicationOpened, { aggregateId: id, version, payload: { applicationId: id, roundId, societyCode } });
