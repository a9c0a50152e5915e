import type { Application } from "../../shared/contract/applications.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { statesFor, type Transition } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { LeadAndPartners } from "../../shared/programme/joint.ts";
import { openedOf } from "../../shared/programme/listed-items.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { applicationRefused, inTime, type Roster, rosters } from "./records.ts";

/** How the programme takes partners. @throws Problem joint-application-not-taken */
export function jointOf(
  { jointApplications: joint }: Pick<ProgrammeDefinition, "jointApplications">,
  facts: Record<string, unknown> = {},
): LeadAndPartners {
  if (joint.takes === "none") throw new Problem("joint-application-not-taken", facts);
  return joint;
}

/** What its caller read is older than what is held. */
class Stale extends Error {
  readonly version: number;
  constructor(version: number) {
    super(`version ${version} is held`);
    this.version = version;
  }
}

/** Whether a partnership is the one that its caller read; 0: none was. @throws Stale */
export function asSeen(held: Pick<Partnership, "version"> | undefined, version: number): void {
  if ((held?.version ?? 0) !== version) throw new Stale(held?.version ?? 0);
}

/** An act that lost a race on the roster is done again; one that goes by an older partnership is refused at once. @throws Problem version-conflict */
export const againIfCurrent = <T>(act: () => Promise<T>): Promise<T> =>
  again(act).catch((cause: unknown) => {
    throw cause instanceof Stale ? new Problem("version-conflict", { version: cause.version }) : cause;
  });

/** What every event of a partnership says. */
export const subjectOf = ({ leadCode, societyCode, ...of }: Partnership) => ({
  applicationId: of.applicationId,
  roundId: of.roundId,
  societyCode: leadCode,
  partnerCode: societyCode,
  termsHash: of.termsHash,
});

export const aggregateOf = ({ applicationId, societyCode }: Partnership) => `${applicationId}#${societyCode}`;

/** The next version of a partnership by a line of its table; a lost race is read again. */
export const changedPartnership = (next: Partnership, { from }: Pick<Transition, "from">): Write =>
  partnerships.replace(next, [stillIn(from)]);

/** The roster's next version: every change of the partners moves it. */
export function movedRoster(
  held: Roster | undefined,
  applicationId: Roster["applicationId"],
  { leadShareFen = held?.leadShareFen ?? null }: Partial<Pick<Roster, "leadShareFen">> = {},
): Write {
  const next = { applicationId, leadShareFen, version: (held?.version ?? 0) + 1 };
  return held ? rosters.replace(next) : rosters.create(next);
}

/** Those who are named: all but the removed, by code. */
export const namedPartners = async (applicationId: Application["id"]): Promise<Partnership[]> =>
  (await partnerships.list(applicationId)).filter(({ state }) => state !== "REMOVED");

/** A draft as its partners may be changed or answer now, and the check that it is still so when they are written. */
export interface OpenDraft {
  application: Application;
  definition: ProgrammeDefinition;
  joint: LeadAndPartners;
  stillOpen: Write;
}

/**
 * A return that leaves open only what it lists leaves the partners as they were submitted: each stays, and none is changed.
 * @throws Problem joint-application-not-taken, wrong-state, deadline-passed, not-listed
 */
export async function openedDraft(application: Application, now: Instant): Promise<OpenDraft> {
  const { id, roundId, definitionHash, state, closesAt, returns } = application;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const joint = jointOf(definition);
  if (now > closesAt) throw new Problem("deadline-passed", { closesAt, arrivedAt: now });
  const open = statesFor(applicationLifecycle, "save");
  if (!open.includes(state)) throw new Problem("wrong-state", { state });
  const listed = openedOf(definition, application);
  if (listed !== null) throw new Problem("not-listed", { changed: ["partners"], open: listed });
  // A return that came between reading and writing may leave open less.
  const unreturned = { field: "returns", is: "=", to: returns } as const;
  const stillOpen = applications.check({ id }, [stillIn(open), inTime(now), unreturned], (held) =>
    applicationRefused(held, now),
  );
  return { application, definition, joint, stillOpen };
}
