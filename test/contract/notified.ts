import { defenceAnswers, defenceMaterials } from "../../functions/defence/records.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { DefenceNotice, DefenceReceipt } from "../../shared/contract/defence-notice.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { defenceMaterialKind, type Upload } from "../../shared/contract/uploads.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { ApplicationId, newId, PersonId, RoundId, UploadId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { defenceNotices } from "../../shared/store/published/defence-notices.ts";
import { defenceReceipts } from "../../shared/store/published/defence-receipts.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitions, rounds } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import type { Signed } from "./people.ts";
import { type Cast, moments, prize, type Society } from "./round.ts";

const at = moments.review;
const idOf = (kind: Parameters<typeof newId>[0]) => newId(kind, Date.parse(at), Math.random);

/** The prize as it would be with a defence at the end of April 2024. */
const defendedPrize: ProgrammeDefinition = {
  ...prize,
  defence: cast2021.defence,
  timetable: {
    ...prize.timetable,
    defence: cast2021.timetable.defence && {
      ...cast2021.timetable.defence,
      fromAt: Instant.parse("2024-04-29T01:00:00.000Z"),
      toAt: Instant.parse("2024-04-30T10:00:00.000Z"),
    },
  },
};
const text = canonicalJson(defendedPrize);
const definitionHash = sha256Of(text);

/** A round of it, like one that is there. */
async function defendedRound(like: Round): Promise<Round> {
  const round = { ...like, id: RoundId.parse(idOf("round")), definitionHash };
  await transact([
    rounds.create(round),
    definitions.create({ id: round.id, hash: definitionHash, text, version: 1 }),
  ]);
  return round;
}

const fields = {
  place: { zh: "科技会堂", en: "Hall of Science" },
  link: "https://meeting.example/1",
  remarks: { zh: "请自备电脑", en: "Bring a computer" },
};

const composed = (round: Round, composedBy: string): DefenceNotice => ({
  ...{ roundId: round.id, number: 1, definitionHash, zone: round.zone },
  ...fields,
  ...{ text: { zh: "通知", en: "Notice" }, sha256: sha256Of("通知") },
  defenceAt: Instant.parse("2024-04-29T01:00:00.000Z"),
  receiptDueAt: Instant.parse("2024-04-26T15:59:59.999Z"),
  materialDueAt: Instant.parse("2024-04-28T15:59:59.999Z"),
  ...{ state: "COMPOSED", composedBy, composedAt: Instant.parse(at), approvedBy: null, approvedAt: null },
  version: 1,
});

const presenter = { name: "李四", post: "秘书长", phone: "010-62194054", isOfficeHolder: true };

const deck = Buffer.from("slides");

/** Slides that were inspected and not refused. */
const slidesOf = (applicationId: ApplicationId): Upload => {
  const id = UploadId.parse(idOf("upload"));
  const key = `uploads/${applicationId}/${id}`;
  return {
    ...{ id, applicationId, kind: defenceMaterialKind, format: "pptx", name: "答辩.pptx" },
    ...{ bytes: deck.length, sha256: sha256Of(deck.toString()), contentType: "application/x", key },
    ...{ versionId: "1", kept: { key, versionId: "1" }, state: "ACCEPTED", reasons: [] },
    ...{ pages: 1, characters: 1, malware: "clean", attempts: 1 },
    createdBy: PersonId.parse(idOf("person")),
    ...{ createdAt: Instant.parse(at), landedAt: Instant.parse(at), inspectedAt: Instant.parse(at) },
    version: 3,
  };
};

/** Rounds with a notice that is to be approved and with one in force, and an application with a file to show. */
export async function notified(
  cast: Cast,
  { society, like }: { society: Society; like: { round: Round; application: Application } },
) {
  const [open, round] = [await defendedRound(like.round), await defendedRound(like.round)];
  const notice = composed(open, cast.officer.personId);
  const application: Application = {
    ...like.application,
    ...{ id: ApplicationId.parse(idOf("application")), roundId: round.id, definitionHash },
    state: "SUBMITTED",
  };
  const { id: applicationId, societyCode } = application;
  const slides = slidesOf(applicationId);
  const scanned: Upload = { ...slidesOf(applicationId), state: "FLAGGED" };
  await transact([
    uploads.create(scanned),
    defenceNotices.create(notice),
    defenceNotices.create({
      ...composed(round, cast.officer.personId),
      ...{ state: "APPROVED", approvedBy: cast.second.personId, approvedAt: Instant.parse(at), version: 2 },
    }),
    applications.create(application),
    determinations.create({
      ...{ applicationId, roundId: round.id, societyCode, applicationVersion: 1, findings: [] },
      ...{ proposal: "pass", state: "CLEARED", reason: null, firstOfficer: null, secondOfficer: null },
      ...{ foundAt: Instant.parse(at), determinedAt: Instant.parse(at), version: 1 },
    }),
    uploads.create(slides),
  ]);
  const receipt: DefenceReceipt = {
    ...{ applicationId, roundId: round.id, societyCode, noticeNumber: 1, attends: true, reason: null },
    ...{ presenters: [presenter], answeredBy: slides.createdBy, answeredAt: Instant.parse(at), version: 1 },
  };
  const { name, contentType, bytes, sha256, kept } = slides;
  if (!kept) throw new Error("the slides were kept");
  await transact([
    defenceReceipts.create(receipt),
    defenceAnswers.create(receipt),
    defenceMaterials.create({
      ...{ applicationId, roundId: round.id, societyCode, uploadId: slides.id, format: "pptx" },
      ...{ name, contentType, bytes, sha256, kept },
      dueAt: Instant.parse("2024-04-28T15:59:59.999Z"),
      ...{ namedBy: slides.createdBy, namedAt: Instant.parse(at), version: 1 },
    }),
  ]);
  return { open, notice, round, application, slides, scanned, society };
}

export type Notified = Awaited<ReturnType<typeof notified>>;

/** Every request about the notice of a defence, the receipt and the material. */
export function noticeOfDefenceRequests(
  { open, notice, round, application, slides, scanned, society }: Notified,
  { officer, second, supervisor }: Cast & { supervisor: Signed },
) {
  const ofApplication = { id: application.id };
  return {
    composeDefenceNotice: { who: officer, at, params: { id: round.id }, body: fields },
    approveDefenceNotice: {
      ...{ who: second, at, params: { id: open.id, number: "1" } },
      body: { sha256: notice.sha256 },
    },
    listDefenceNotices: { who: supervisor, at, params: { id: open.id } },
    getOwnDefence: { who: society.filler, at, params: ofApplication },
    answerDefenceNotice: {
      ...{ who: society.filler, at, params: ofApplication },
      body: { attends: true, reason: null, presenters: [presenter], version: 1 },
    },
    listDefenceReceipts: { who: supervisor, at, params: { id: round.id }, query: { limit: "10" } },
    listDefenceAnswers: { who: supervisor, at, params: ofApplication },
    presignDefenceMaterial: {
      ...{ who: society.filler, at, params: ofApplication },
      body: { format: "pptx", name: "答辩.pptx", bytes: 9, sha256: "a".repeat(64) },
    },
    nameDefenceMaterial: {
      ...{ who: society.filler, at, params: ofApplication },
      body: { uploadId: slides.id, version: 1 },
    },
    recordMaterialLook: {
      ...{ who: officer, at, params: { ...ofApplication, uploadId: scanned.id } },
      body: { version: 0, outcome: "cleared", note: "逐页查看" },
    },
    signDefenceMaterial: { who: officer, at, params: ofApplication },
  };
}
