import type { Notice } from "../../shared/contract/notices.ts";
import type { Lead, Objection, Objector, objections as routes } from "../../shared/contract/objections.ts";
import { objectionLodged } from "../../shared/events/objections.ts";
import { LeadId, ObjectionId, type PersonId, type SocietyCode } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { again } from "../../shared/store/again.ts";
import { countOneMore, forgottenAt, limitKey, windowOf } from "../../shared/store/counter.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { decidedRows } from "./decided.ts";
import { isRemoved, withOpen } from "./docket.ts";
import { leadBecause, lodgingsPerMail, lodgingsPerSource, lodgingWindowSeconds } from "./lead.ts";
import { leadLifecycle, objectionLifecycle } from "./lifecycle.ts";
import { leads, objectionFact, objectors } from "./records.ts";
import { docketOf, keptDocket } from "./step-docket.ts";
import { filesToName, isUnder, keptFiles } from "./step-files.ts";

type Routes = typeof routes;
type Lodging = Call<Routes["lodgeObjection"]> | Call<Routes["lodgeOwnObjection"]>;

/** Who lodges, as far as they say. */
interface Lodger {
  given: {
    name: string | null;
    organisation: string | null;
    mail: Objector["mail"] | null;
    phone: string | null;
    seal: Objector["seal"] | null;
    evidence: string | null;
  };
  personId: PersonId | null;
  societyCode: SocietyCode | null;
}

const counted = (subject: string, now: Instant): Promise<number> =>
  countOneMore(
    limitKey("objections#limit", subject, windowOf(now, lodgingWindowSeconds)),
    forgottenAt(now, lodgingWindowSeconds),
  );

/** The notice that shows the place which is objected to. */
async function shownTo(call: Lodging) {
  const { societyCode } = call.body;
  const [shown] = await together(notices.ask({ id: call.params.id }));
  const isShown = shown?.tiers.some(({ societies }) =>
    societies.some((one) => one.societyCode === societyCode),
  );
  if (!shown || !isShown) throw call.refuse("not-found");
  return shown;
}

/** The rules of its round, and the application that has the place. */
async function targetOf(call: Lodging, { decisionId, roundId }: Notice) {
  const [decision] = await together(decisions.ask({ id: decisionId }));
  if (!decision) throw call.refuse("not-found");
  const [definition, text] = await Promise.all([
    definitionOf({ id: roundId, definitionHash: decision.definitionHash }),
    textOf("documents", decision.decisionKey, decision.decisionVersionId),
  ]);
  const rules = definition.publicNotice.objection;
  if (rules.handling === null) throw call.refuse("wrong-state", { objections: null });
  const row = decidedRows(text).find((one) => one.societyCode === call.body.societyCode);
  if (!row) throw call.refuse("not-found");
  return { rules, applicationId: row.applicationId };
}

async function lodged(call: Lodging, { given, personId, societyCode: own }: Lodger) {
  const { societyCode, grounds, content, documents, secret, documentIds } = call.body;
  if (grounds === "academic-judgement") throw call.refuse("academic-judgement");
  const words = [content, given.evidence, given.name, given.organisation].filter((one) => one !== null);
  if (holdsIdentityData(...words)) throw call.refuse("identity-data-not-taken");
  const notice = await shownTo(call);
  const who = given.mail ?? personId;
  const [ofWho, ofSource] = await Promise.all([
    who === null ? 0 : counted(`mail ${who}`, call.now),
    counted(`source ${call.sourceIp}`, call.now),
  ]);
  if (ofWho > lodgingsPerMail || ofSource > lodgingsPerSource)
    throw call.refuse("too-many-requests", { retryAfterSeconds: lodgingWindowSeconds });
  const { rules, applicationId } = await targetOf(call, notice);
  const files = await filesToName(call, documentIds, {
    side: "objector",
    terms: rules.documents,
    isOwn: (one) => one.noticeId === notice.id && isUnder(secret, one),
  });
  const { evidence, ...contact } = given;
  const because = leadBecause({ ...given, files: documentIds.length }, rules, {
    arrivedAt: call.now,
    endsAt: notice.endsAt,
  });
  const of = { roundId: notice.roundId, noticeId: notice.id, applicationId, societyCode };
  if (because.length > 0) {
    if (rules.otherwise === "refused") {
      if (because.includes("late"))
        throw call.refuse("deadline-passed", { closesAt: notice.endsAt, arrivedAt: call.now });
      throw call.refuse("invalid-request", {
        part: "body",
        faults: because.map((code) => ({ path: "", code })),
      });
    }
    const left = [contact.name, contact.organisation, contact.mail, contact.phone].filter(
      (one) => one !== null,
    );
    const lead: Lead = {
      id: LeadId.parse(call.newId("lead")),
      ...of,
      ...{ because, content, evidence },
      contact: left.length > 0 ? left.join(" ") : null,
      receivedAt: call.now,
      state: leadLifecycle.initial,
      ...{ summary: null, settledBy: null, settledAt: null, version: 1 },
    };
    return call.commit({
      writes: [leads.create(lead), ...keptFiles(lead.id, { files, secret, now: call.now })],
      answer: { kind: "lead" as const, id: lead.id, receivedAt: call.now, because },
    });
  }
  const objection: Objection = {
    id: ObjectionId.parse(call.newId("objection")),
    ...of,
    decisionId: notice.decisionId,
    ...{ grounds, content, evidence, documents },
    state: objectionLifecycle.initial,
    lodgedAt: call.now,
    ...{ handledBy: null, notAccepted: null, question: null, statementBy: null, concludeBy: null },
    ...{ statement: null, pack: null, finding: null, outcome: null, effect: null, reason: null },
    ...{ decidedBy: null, decidedAt: null, repliedAt: null },
    stamps: [{ act: "lodge", who: "objector", when: call.now, reason: null }],
    version: 1,
  };
  const { name, organisation, mail, phone, seal } = contact;
  // Whoever left one of these out has opened a lead above.
  if (name === null || mail === null || phone === null || seal === null) throw call.refuse("invalid-request");
  const objector: Objector = {
    objectionId: objection.id,
    ...{ name, organisation, mail, phone, seal, personId },
    societyCode: own,
    language: call.language,
    told: [],
    version: 1,
  };
  const inTime = { field: "endsAt", is: ">=", to: call.now } as const;
  const late = () => call.refuse("deadline-passed", { closesAt: notice.endsAt, arrivedAt: call.now });
  return again(async () => {
    const docket = await docketOf(notice.roundId);
    if (isRemoved(docket, applicationId)) throw call.refuse("wrong-state", { state: "removed" });
    const entry = { applicationId, matter: objection.id };
    return call.commit({
      writes: [
        objections.create(objection),
        objectors.create(objector),
        keptDocket(withOpen(docket, entry)),
        ...keptFiles(objection.id, { files, secret, now: call.now }),
        notices.check({ id: notice.id }, [inTime], late),
      ],
      // Not even the id of a person of the society that objects gets into the log.
      facts: [{ ...objectionFact(objectionLodged, objection), isUnnamed: true }],
      answer: { kind: "objection" as const, id: objection.id, receivedAt: call.now },
    });
  });
}

export const lodgeObjection = async (call: Call<Routes["lodgeObjection"]>) => {
  const { name, organisation, mail, phone, seal, evidence } = call.body;
  return lodged(call, {
    given: { name, organisation, mail, phone, seal, evidence },
    personId: null,
    societyCode: null,
  });
};

/** A society signs in and its approver stands for it: that is its seal. */
export const lodgeOwnObjection = async (call: Call<Routes["lodgeOwnObjection"]>) => {
  const { name, mail, phone, evidence } = call.body;
  const { id: personId, societyCode } = call.actor;
  return lodged(call, {
    given: { name, organisation: societyCode, mail, phone, seal: "sealed", evidence },
    personId,
    societyCode,
  });
};
