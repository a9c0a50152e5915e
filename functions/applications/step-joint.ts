import type { Application } from "../../shared/contract/applications.ts";
import type { Missing } from "../../shared/contract/draft.ts";
import type { Partner, Partnership } from "../../shared/contract/partnership-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { partnershipRemoved } from "../../shared/events/partnerships.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { jointMissing } from "../../shared/programme/joint-missing.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { asRead, type Write } from "../../shared/store/entity.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { type PartnerRow, partnerRows } from "./form-partners.ts";
import { frozenPartner } from "./partnership.ts";
import { partnershipLifecycle } from "./partnership-lifecycle.ts";
import { rosters } from "./records.ts";
import { unbind } from "./step-partner-claims.ts";
import { aggregateOf, changedPartnership, movedRoster, namedPartners, subjectOf } from "./step-partners.ts";

interface Part {
  writes: Write[];
  facts: Fact[];
}

/** A withdrawal lets every partner go, and tells each. Nothing where the programme takes none. */
export async function released({ id, roundId, definitionHash }: Application): Promise<Part> {
  const { jointApplications } = await definitionOf({ id: roundId, definitionHash });
  if (jointApplications.takes === "none") return { writes: [], facts: [] };
  const roster = await rosters.get({ applicationId: id });
  const part: Part = { writes: [movedRoster(roster, id)], facts: [] };
  for (const partnership of await namedPartners(id)) {
    const transition = transitionOf(partnershipLifecycle, "release", partnership.state);
    if (!transition) continue;
    const next: Partnership = {
      ...partnership,
      state: transition.to,
      agreement: null,
      version: partnership.version + 1,
    };
    part.writes.push(changedPartnership(next, transition), ...(await unbind(partnership)));
    part.facts.push(
      fact(partnershipRemoved, {
        aggregateId: aggregateOf(next),
        version: next.version,
        payload: { ...subjectOf(next), causeCode: "withdrawn" },
      }),
    );
  }
  return part;
}

/** What a submission freezes of its partners, what keeps it from being taken, and the write that holds all of them as they were read. */
interface Joint {
  missing: Missing[];
  frozen: { partners?: Partner[]; leadShareFen?: number };
  stillSo: Write[];
}

/** The rows of the form: what stands, or what was submitted; none where the society applies alone. */
export async function formRows(
  definition: ProgrammeDefinition,
  application: Application,
): Promise<PartnerRow[]> {
  if (definition.jointApplications.takes === "none") return [];
  const { id: applicationId, state, receipt } = application;
  if (state === "SUBMITTED" && receipt) {
    const { partners = [], leadShareFen = null } = receipt;
    return partnerRows(definition, application, { partners, leadShareFen });
  }
  const [roster, partners] = await Promise.all([
    rosters.get({ applicationId }),
    namedPartners(applicationId),
  ]);
  return partnerRows(definition, application, { partners, leadShareFen: roster?.leadShareFen ?? null });
}

const alone: Joint = { missing: [], frozen: {}, stillSo: [] };

/** The partners of a draft as they stand. Nothing where the programme takes none. */
export async function jointStanding(
  definition: ProgrammeDefinition,
  { id }: Pick<Application, "id">,
  sections: Parameters<typeof jointMissing>[1]["sections"],
): Promise<Joint> {
  if (definition.jointApplications.takes === "none") return alone;
  const [roster, named] = await Promise.all([rosters.get({ applicationId: id }), namedPartners(id)]);
  const stillSo = [
    rosters.check({ applicationId: id }, [asRead(roster)], () => new Problem("partners-changed")),
  ];
  if (named.length === 0) return { ...alone, stillSo };
  const known = await societies.getMany(named.map(({ societyCode: code }) => ({ code })));
  const registered = new Map(known.map(({ code, uscc }) => [code, String(uscc)]));
  const leadShareFen = roster?.leadShareFen ?? null;
  const partners = named.map((one) => ({
    ...one,
    // What was agreed to and is not what stands is no agreement.
    state: one.state === "AGREED" && !frozenPartner(one) ? ("ASKED" as const) : one.state,
    registered: registered.get(one.societyCode),
  }));
  return {
    missing: jointMissing(definition, { partners, leadShareFen, sections }),
    frozen: {
      partners: named.flatMap((one) => frozenPartner(one) ?? []),
      ...(definition.jointApplications.sharesStated && leadShareFen !== null && { leadShareFen }),
    },
    stillSo,
  };
}
