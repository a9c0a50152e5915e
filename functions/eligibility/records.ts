import type { Application } from "../../shared/contract/applications.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import { partnersOf, societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { SecondLook } from "../../shared/contract/reconsidered.ts";
import { eligibilityDetermined, eligibilityFound } from "../../shared/events/eligibility.ts";
import { statesFor, type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { asRead, entity, stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { twinLooks } from "../../shared/store/published/twin-looks.ts";
import { twins } from "../../shared/store/published/twins.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { together } from "../../shared/store/together.ts";
import { agreementOf } from "./agreement.ts";
import { completenessOf } from "./completeness.ts";
import { jointFindings, proposalOf } from "./disqualifiers.ts";
import { supersedes } from "./examination.ts";
import { determinationLifecycle, secondLookLifecycle } from "./lifecycle.ts";

/** The last thing that asked people to look again at an application. */
export const secondLooks = entity<SecondLook, Pick<SecondLook, "applicationId">>({
  prefix: "eligibility#second-look",
  schema: SecondLook,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "second-look" }),
  lists: {
    zh: "一轮中待复核的，先提出的在前",
    en: "what of a round is to be looked at again, the oldest first",
  },
  index: ({ roundId, since, applicationId }) => ({
    of: `round#${roundId}`,
    sort: `${since}#${applicationId}`,
  }),
  isListed: ({ state }) => state === "OPEN",
});

export interface Part {
  writes: Write[];
  facts: Fact[];
}

export const subjectOf = ({
  applicationId,
  roundId,
  societyCode,
}: Pick<Determination, "applicationId" | "roundId" | "societyCode">) => ({
  applicationId,
  roundId,
  societyCode,
});

export interface Examination {
  /** What the rules say. */
  says: Pick<Determination, "findings" | "proposal" | "applicationVersion">;
  /**
   * For the write that stores it: everything is still as the rules read it. A verdict or a fact that came since would
   * otherwise be lost, for who tells of it found nothing to examine anew.
   */
  stillSo: Write[];
}

/** What the rules say of an application by the facts of this moment: the four grounds, whether all is there, and whether it agrees. */
export async function examined(application: Application): Promise<Examination> {
  const { id: applicationId, receipt } = application;
  const codes = societyCodesOf(application);
  const [definition, known, seen, compared, looks] = await Promise.all([
    definitionOf({ id: application.roundId, definitionHash: application.definitionHash }),
    together(...codes.map((code) => societies.ask({ code }))),
    together(...(receipt?.files ?? []).map(({ uploadId: id }) => uploads.ask({ applicationId, id }))),
    twins.list(applicationId),
    twinLooks.list(applicationId),
  ]);
  const agreement = agreementOf(definition, application, { twins: compared, looks });
  const factsOf = (code: Application["societyCode"]) =>
    known.find((society) => society?.code === code)?.facts ?? null;
  const lead = {
    society: { societyCode: application.societyCode, names: application.societyNames },
    facts: factsOf(application.societyCode),
  };
  const partners = partnersOf(application).map(({ societyCode, names }) => ({
    society: { societyCode, names },
    facts: factsOf(societyCode),
  }));
  const files = seen.filter((file) => file !== undefined);
  const findings = [
    ...jointFindings(definition, lead, partners),
    completenessOf(definition, application, files),
    ...(agreement ? [agreement] : []),
  ];
  return {
    says: { findings, proposal: proposalOf(findings), applicationVersion: application.version },
    stillSo: [
      ...codes.map((code, at) => societies.check({ code }, [asRead(known[at])])),
      ...files.map((file) => uploads.check({ applicationId, id: file.id }, [asRead(file)])),
    ],
  };
}

/** What the rules say, with no person's word on it. */
export const foundAnew = (
  { id: applicationId, roundId, societyCode }: Application,
  says: Examination["says"],
  { now, version }: { now: Instant; version: number },
): Determination => ({
  ...{ ...says, applicationId, roundId, societyCode },
  state: determinationLifecycle.initial,
  reason: null,
  firstOfficer: null,
  secondOfficer: null,
  foundAt: now,
  determinedAt: null,
  version,
});

/** The rules have found anew: there is nothing left of which people were to look again. */
async function lapsed({ applicationId }: Determination, now: Instant): Promise<Write[]> {
  const [look] = await together(secondLooks.ask({ applicationId }));
  const transition = look && transitionOf(secondLookLifecycle, "lapse", look.state);
  if (!transition) return [];
  const stamps = [...look.stamps, { act: "lapse", who: "system", when: now, reason: null }];
  const next: SecondLook = { ...look, state: transition.to, stamps, version: look.version + 1 };
  return [secondLooks.replace(next, [stillIn(transition.from)])];
}

/** The next version of the determination where the rules say something new, without any person's word; else nothing. */
export async function found(
  application: Application,
  held: Determination | undefined,
  now: Instant,
): Promise<Part> {
  const { says, stillSo } = await examined(application);
  if (!supersedes(says, held, application)) return { writes: [], facts: [] };
  const next = foundAnew(application, says, { now, version: (held?.version ?? 0) + 1 });
  return {
    writes: [
      held
        ? determinations.replace(next, [stillIn(statesFor(determinationLifecycle, "find"))])
        : determinations.create(next),
      ...stillSo,
      ...(await lapsed(next, now)),
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

/** A person's word on an application as it was read: its event when it is the last one needed. */
export function determined(
  next: Determination,
  application: Application,
  {
    transition: { from },
    stillSo,
    refused,
  }: { transition: Pick<Transition, "from">; stillSo: readonly Write[]; refused: Write["refused"] },
): Part {
  const decision = next.state === "CLEARED" ? "cleared" : next.state === "REJECTED" ? "rejected" : null;
  return {
    writes: [
      determinations.replace(next, [stillIn(from)], refused),
      applications.check({ id: application.id }, [asRead(application)]),
      ...stillSo,
    ],
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
