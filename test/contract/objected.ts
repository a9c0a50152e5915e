import { leads, type NamedFiles, namedFiles, objectors } from "../../functions/objections/records.ts";
import { Mail } from "../../shared/contract/mail.ts";
import type { Notice } from "../../shared/contract/notices.ts";
import type { ObjectionDocument } from "../../shared/contract/objection-document-record.ts";
import type { Lead, Objection, Revocation } from "../../shared/contract/objections.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import { Move, type TierChange } from "../../shared/contract/tier-changes.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import {
  ApplicationId,
  DecisionId,
  LeadId,
  NoticeId,
  newId,
  ObjectionDocumentId,
  ObjectionId,
  RoundId,
  SocietyCode,
} from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { keepText, textOf } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { dockets } from "../../shared/store/published/dockets.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { revocations } from "../../shared/store/published/revocations.ts";
import { definitions, rounds } from "../../shared/store/published/rounds.ts";
import { desk, once, type Signed, staffWith } from "./people.ts";
import { type Cast, moments, prize, shownRound } from "./round.ts";

type Society = Parameters<typeof shownRound>[1];

/** The prize as it would be with a reserve who moves up, and leads that are kept. */
const contestedPrize: ProgrammeDefinition = {
  ...prize,
  selection: { ...prize.selection, reserves: 1, vacancy: "cascade" },
  publicNotice: {
    ...prize.publicNotice,
    objection: { ...prize.publicNotice.objection, otherwise: "kept-as-lead" },
  },
};

const at = Instant.parse(moments.locked);
/** Between the moments in which the world acts. */
const statementBy = Instant.parse("2024-04-30T15:59:59.999Z");
const idOf = (kind: Parameters<typeof newId>[0]) => newId(kind, Date.parse(moments.locked), Math.random);
const phone = "010-62194054";

const lodging = (societyCode: string) => ({
  societyCode: SocietyCode.parse(societyCode),
  grounds: "facts" as const,
  content: "所述成果的完成单位不实",
  evidence: "论文首页",
  name: "张三",
  mail: Mail.parse("zhang.san@public.example"),
  phone,
});

/** A list of which the first has lost its place, in a round of its own: the reserve moves up, and nothing is shown of it yet. */
async function changedList(
  { officer }: Cast,
  { decision, notice }: Pick<Awaited<ReturnType<typeof shownRound>>, "decision" | "notice">,
) {
  const text = canonicalJson(contestedPrize);
  const roundId = RoundId.parse(idOf("round"));
  const decided = JSON.parse(await textOf("documents", decision.decisionKey, decision.decisionVersionId));
  const [first] = decided.ranking;
  const reserve = {
    ...first,
    applicationId: idOf("application"),
    societyCode: "T-99",
    rank: 2,
    place: { kind: "reserve", number: 1 },
  };
  const changed = canonicalJson({ ...decided, ranking: [first, reserve] });
  const sha256 = sha256Of(changed);
  const key = `selection/${roundId}/${sha256}.decision.json`;
  const decisionVersionId = await keepText("documents", key, changed, sha256);
  const own = {
    ...decision,
    id: DecisionId.parse(idOf("decision")),
    roundId,
    decisionKey: key,
    decisionVersionId,
  };
  const main: Notice = { ...notice, id: NoticeId.parse(idOf("notice")), roundId, decisionId: own.id };
  const applicationId = ApplicationId.parse(first.applicationId);
  const round = await rounds.get({ id: notice.roundId });
  if (!round) throw new Error("the shown list has a round");
  await transact([
    rounds.create({ ...round, id: roundId, state: "AWARDED" }),
    definitions.create({ id: roundId, hash: decision.definitionHash, text, version: 1 }),
    decisions.create(own),
    notices.create(main),
    dockets.create({
      ...{ roundId, open: [], version: 1 },
      removals: [{ applicationId, because: "falsity", matter: "revocation", at }],
    }),
  ]);
  const { sha256: listHash } = await desk(officer, moments.locked).notices.getStandingList({
    params: { id: main.id },
  });
  return { main, listHash };
}

/** The first of a decision, and the tier below that it might come to. */
async function changedPlaces(decision: DecisionRecord): Promise<Move[]> {
  const text = await textOf("documents", decision.decisionKey, decision.decisionVersionId);
  const { ranking, tiers } = JSON.parse(text);
  return [{ ...ranking[0], from: ranking[0].place, to: { kind: "tier", tier: tiers[1].id } }].map((one) =>
    Move.parse(one),
  );
}

/** What the world's objector thought up. */
const secret = "a-secret-of-the-objector-in-this-world";

/** A paper of either side that was inspected, as it lies among the documents. */
function paperOf(
  { noticeId, roundId, societyCode }: Objection,
  of: Objection["id"] | null,
): ObjectionDocument {
  const id = ObjectionDocumentId.parse(idOf("objectionDocument"));
  const key = `uploads/objections/${id}`;
  return {
    ...{ id, noticeId, roundId, objectionId: of, key, format: "pdf", name: "材料.pdf", bytes: 9 },
    ...{ sha256: sha256Of("paper"), contentType: "application/pdf", versionId: "1" },
    side: of === null ? "objector" : "target",
    societyCode: of === null ? null : societyCode,
    secretHash: of === null ? sha256Of(secret) : null,
    redaction: null,
    kept: { key, versionId: "1" },
    safeCopy: {
      key: `copies/objections/${id}`,
      versionId: "1",
      bytes: 9,
      sha256: sha256Of("copy"),
      removed: [],
    },
    ...{ state: "ACCEPTED", reasons: [], malware: "clean", attempts: 1 },
    ...{ createdAt: at, landedAt: at, inspectedAt: at, version: 3 },
  };
}

/** Papers that are named in an objection, and one of each side that is not. */
async function papers(
  { lodged, stated, lead }: { lodged: Objection; stated: Objection; lead: Lead },
  handler: Pick<Signed, "personId">,
) {
  const [named, ofLead, more] = [paperOf(stated, null), paperOf(stated, null), paperOf(lodged, null)];
  const [own, released] = [paperOf(stated, stated.id), paperOf(stated, null)];
  const redacted: ObjectionDocument = {
    ...{ ...paperOf(stated, null), objectionId: stated.id, secretHash: null },
    redaction: { of: named.id, by: handler.personId },
  };
  const release = {
    ...{ reason: "须由被异议单位核对", releasedBy: handler.personId, releasedAt: at, redaction: null },
  };
  const files = (matterId: NamedFiles["matterId"], ...those: ObjectionDocument[]) =>
    namedFiles.create({
      ...{ matterId, secretHash: sha256Of(secret), version: 1 },
      named: those.map(({ id, side }) => ({
        id,
        side,
        namedAt: at,
        release: id === released.id ? release : null,
      })),
    });
  await transact([
    ...[named, ofLead, more, own, released, redacted].map((one) => objectionDocuments.create(one)),
    files(lodged.id),
    files(stated.id, named, own, released),
    files(lead.id, ofLead),
  ]);
  return { named, more, own, released, redacted };
}

/** A list on notice to which somebody has objected, and objections at each step; leads and revocations. */
export async function contested(cast: Cast, society: Society) {
  const { decision, notice } = await shownRound(cast, society, contestedPrize);
  const handler = await staffWith("officer");
  const approver = await staffWith("officer");
  const lodged = await desk(null, moments.locked).objections.lodgeObjection({
    params: { id: notice.id },
    body: { ...lodging(society.code), seal: "signed" },
    ...once(),
  });
  const id = ObjectionId.parse(lodged.id);
  const [objection, objector] = await Promise.all([
    objections.get({ id }),
    objectors.get({ objectionId: id }),
  ]);
  if (!objection || !objector) throw new Error("the world's objection was not kept");
  const asked = { handledBy: handler.personId, question: "请说明", statementBy, concludeBy: statementBy };
  const kept = async (state: Objection["state"], more: Partial<Objection> = {}) => {
    const one = { ...objection, ...more, id: ObjectionId.parse(idOf("objection")), state };
    await transact([objections.create(one), objectors.create({ ...objector, objectionId: one.id })]);
    return one;
  };
  const { applicationId, roundId, noticeId, societyCode } = objection;
  const of = { roundId, noticeId, applicationId, societyCode };
  const lead: Lead = {
    ...of,
    ...{ id: LeadId.parse(idOf("lead")), because: ["anonymous"], content: "线索", evidence: null },
    ...{ contact: null, receivedAt: at, state: "KEPT", summary: null, settledBy: null, settledAt: null },
    version: 1,
  };
  const revocation: Revocation = {
    ...{ applicationId, roundId, societyCode, leadId: null, grounds: "证明不实", evidence: "复函" },
    ...{ state: "PROPOSED", proposedBy: cast.officer.personId, proposedAt: at, statementBy },
    ...{ statement: null, decidedBy: null, decidedAt: null, reason: null, stamps: [], version: 1 },
  };
  const [toState, toDecide] = [idOf("application"), idOf("application")].map((one) => ({
    ...revocation,
    applicationId: ApplicationId.parse(one),
  }));
  if (!toState || !toDecide) throw new Error("two revocations were made");
  const application = await applications.get({ id: applicationId });
  if (!application) throw new Error("the shown place has an application");
  const copies = [toState, toDecide].map((one) => ({ ...application, id: one.applicationId }));
  await transact(copies.map((one) => applications.create(one)));
  const pack = await keepText("documents", "objections/test.evidence.json", "{}", sha256Of("{}"));
  const isOpen = { state: "PROPOSED", approvedBy: null, approvedAt: null, version: 1 } as const;
  const [move] = (await changedPlaces(decision)).slice(0, 1);
  if (!move) throw new Error("the decision ranks somebody");
  const tierChange: TierChange = {
    ...{ number: 1, state: "PROPOSED", moves: [move], reason: "综合平衡" },
    ...{ proposedBy: cast.officer.personId, proposedAt: at },
    ...{ concludedBy: null, concludedAt: null, remark: null },
  };
  const [changeable, changing]: DecisionRecord[] = [[], [tierChange]].map((tierChanges) => ({
    ...{ ...decision, ...isOpen, id: DecisionId.parse(idOf("decision")), tierChanges },
  }));
  if (!changeable || !changing) throw new Error("two decisions were made");
  await transact([decisions.create(changeable), decisions.create(changing)]);
  // The result of its decision is out, as far as feedback goes.
  const announced = { state: "ANNOUNCED", announcedAt: at } as const;
  await transact([notices.create({ ...notice, ...announced, id: NoticeId.parse(idOf("notice")) })]);
  await transact([leads.create(lead), revocations.create(toState), revocations.create(toDecide)]);
  const toBeStated = await kept("STATEMENT_ASKED", {
    ...asked,
    pack: { key: "objections/test.evidence.json", versionId: pack, sha256: sha256Of("{}") },
  });
  return {
    ...{ notice, decision, handler, approver, society, objection, objector, asked, lead, revocation },
    toRefuse: await kept("LODGED"),
    toState: toBeStated,
    papers: await papers({ lodged: objection, stated: toBeStated, lead }, handler),
    toVerify: await kept("STATEMENT_GIVEN", asked),
    toConclude: await kept("VERIFIED", { ...asked, finding: "已核对" }),
    toDecide: await kept("CONCLUDED", {
      ...{ ...asked, finding: "已核对", outcome: "dismissed", effect: "stands", reason: "无依据" },
    }),
    revocations: { toState, toDecide },
    ...{ changeable, changing, tierChange },
    changed: await changedList(cast, { decision, notice }),
  };
}

export type Contested = Awaited<ReturnType<typeof contested>>;

interface Right {
  who: Signed | null;
  at: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

interface Around extends Record<"officer" | "second" | "supervisor", Signed> {
  societies: readonly { code: string; approver: Signed }[];
}

/** A right request on each route. */
export function objectionRoutes(
  world: Contested,
  { officer, second, supervisor, societies }: Around,
): Record<string, Right> {
  const { notice, handler, approver, society, objection, lead, revocation, changed, papers } = world;
  const other = societies.find(({ code }) => code !== society.code)?.approver ?? null;
  const inNotice = moments.locked;
  const later = moments.announced;
  const ofRound = { params: { id: notice.roundId }, query: { limit: "10" } };
  const params = (one: { id: string }) => ({ params: { id: one.id } });
  return {
    lodgeObjection: {
      ...{ who: null, at: inNotice, ...params(notice) },
      body: { ...lodging(society.code), seal: "signed" },
    },
    lodgeOwnObjection: { who: other, at: inNotice, ...params(notice), body: lodging(society.code) },
    presignObjectionDocument: {
      ...{ who: null, at: inNotice, ...params(notice) },
      body: { secret, format: "pdf", name: "材料.pdf", bytes: 9, sha256: sha256Of("paper") },
    },
    readObjectionDocument: { who: null, at: inNotice, ...params(papers.more), body: { secret } },
    presignStatementDocument: {
      ...{ who: society.filler, at: inNotice, ...params(world.toState) },
      body: { format: "pdf", name: "复函.pdf", bytes: 9, sha256: sha256Of("paper") },
    },
    getStatementDocument: {
      ...{ who: society.filler, at: inNotice },
      params: { id: world.toState.id, documentId: papers.own.id },
    },
    addObjectionDocuments: {
      ...{ who: null, at: inNotice, ...params(objection) },
      body: { secret, documentIds: [papers.more.id] },
    },
    listObjectionDocuments: { who: handler, at: inNotice, ...params(world.toState) },
    signObjectionDocument: {
      ...{ who: handler, at: inNotice },
      params: { id: world.toState.id, documentId: papers.named.id },
    },
    releaseObjectionDocument: {
      ...{ who: handler, at: inNotice, body: { reason: "须由被异议单位核对" } },
      params: { id: world.toState.id, documentId: papers.named.id },
    },
    presignRedaction: {
      ...{ who: handler, at: inNotice },
      params: { id: world.toState.id, documentId: papers.named.id },
      body: { format: "pdf", name: "遮盖版.pdf", bytes: 9, sha256: sha256Of("paper") },
    },
    getRedaction: {
      ...{ who: handler, at: inNotice },
      params: { id: world.toState.id, documentId: papers.named.id },
      query: { redactionId: papers.redacted.id },
    },
    listReleasedDocuments: { who: society.filler, at: inNotice, ...params(world.toState) },
    signReleasedDocument: {
      ...{ who: society.filler, at: inNotice },
      params: { id: world.toState.id, documentId: papers.released.id },
    },
    listObjections: { who: officer, at: inNotice, ...ofRound },
    getObjection: { who: supervisor, at: inNotice, ...params(objection) },
    getEvidencePack: { who: handler, at: inNotice, ...params(world.toState) },
    acceptObjection: {
      ...{ who: handler, at: inNotice, ...params(objection) },
      body: { version: 1, question: "请说明完成单位" },
    },
    refuseObjection: {
      ...{ who: handler, at: inNotice, ...params(world.toRefuse) },
      body: { version: 1, because: "no-evidence", reason: "未附证明" },
    },
    listOwnObjections: { who: society.filler, at: inNotice, params: { id: notice.roundId } },
    stateCase: {
      ...{ who: society.approver, at: inNotice, ...params(world.toState) },
      body: { version: 1, text: "情况属实" },
    },
    verifyObjection: {
      ...{ who: handler, at: later, ...params(world.toVerify) },
      body: { version: 1, finding: "已核对" },
    },
    concludeObjection: {
      ...{ who: handler, at: later, ...params(world.toConclude) },
      body: { version: 1, outcome: "dismissed", effect: "stands", reason: "无依据" },
    },
    decideObjection: {
      ...{ who: approver, at: later, ...params(world.toDecide) },
      body: { version: 1, decision: "approved", reason: "同意" },
    },
    listLeads: { who: supervisor, at: inNotice, ...ofRound },
    settleLead: {
      ...{ who: supervisor, at: inNotice, ...params(lead) },
      body: { version: 1, decision: "referred", summary: "请核查" },
    },
    listReferrals: { who: officer, at: inNotice, ...ofRound },
    proposeRevocation: {
      ...{ who: officer, at: inNotice, params: { id: revocation.applicationId } },
      body: { grounds: "证明不实", evidence: "复函" },
    },
    stateOnRevocation: {
      ...{ who: society.approver, at: inNotice, params: { id: world.revocations.toState.applicationId } },
      body: { version: 1, text: "系合作单位提供" },
    },
    decideRevocation: {
      ...{ who: second, at: later, params: { id: world.revocations.toDecide.applicationId } },
      body: { version: 1, decision: "dropped", reason: "证据不足" },
    },
    getOwnRevocation: {
      ...{ who: society.filler, at: inNotice },
      params: { id: world.revocations.toState.applicationId },
    },
    listRevocations: { who: supervisor, at: inNotice, ...ofRound },
    proposeTierChange: {
      ...{ who: officer, at: inNotice, ...params(world.changeable) },
      body: {
        ...{ version: 1, applicationId: revocation.applicationId, reason: "综合平衡" },
        target: { freePlaceIn: "silver" },
      },
    },
    concludeTierChange: {
      ...{ who: second, at: inNotice, params: { id: world.changing.id, number: "1" } },
      body: { version: 1, conclusion: "approved", remark: "同意" },
    },
    getFeedback: { who: society.filler, at: later, params: { id: revocation.applicationId } },
    getStandingList: { who: supervisor, at: inNotice, ...params(changed.main) },
    publishSupplements: {
      ...{ who: officer, at: inNotice, ...params(changed.main), body: { listHash: changed.listHash } },
    },
  };
}
