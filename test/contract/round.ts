import { createHash } from "node:crypto";
import type { Context } from "aws-lambda";
import { makeDocx, makeStampedPdf } from "../../cli/demo/files.ts";
import { PublicSociety } from "../../cli/demo/societies.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { listenerOf, openBus, tickOf } from "./bus.ts";
import { desk, once, type Signed } from "./people.ts";

/** Moments of a round of the science prize. */
export const moments = {
  drafted: "2024-02-26T01:00:00.000Z",
  intake: "2024-03-05T02:00:00.000Z",
  closed: "2024-03-29T09:00:00.001Z",
  examination: "2024-04-02T02:00:00.000Z",
  review: "2024-04-10T02:00:00.000Z",
  locked: "2024-04-22T01:00:00.000Z",
  announced: "2024-05-20T01:00:00.000Z",
};

export interface Society {
  code: string;
  filler: Signed;
  approver: Signed;
}

/** Who plays a round. */
export interface Cast {
  officer: Signed;
  second: Signed;
  experts: { expertId: string; signed: Signed }[];
}

/**
 * The science prize, which also wants a seal on the dossier, has a kind of tie that is only written down, and asks for
 * registration as a supplier.
 */
export const prize: ProgrammeDefinition = {
  ...sciencePrize,
  supplierRegistration: cast2021.supplierRegistration && { ...cast2021.supplierRegistration, guide: null },
  documents: {
    ...sciencePrize.documents,
    required: sciencePrize.documents.required.map((one) => ({ ...one, stamped: one.kind === "dossier" })),
  },
  reviewing: {
    ...sciencePrize.reviewing,
    conflicts: [
      ...sciencePrize.reviewing.conflicts,
      {
        kind: "supervised",
        effect: "declared",
        yearsAfter: null,
        name: { zh: "与被提名人有师生关系", en: "Teacher or student of the nominee" },
        basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
      },
    ],
  },
};

/** The prize as it would be if it asked for three copies on paper and left a shortage to an officer. */
export const paperPrize: ProgrammeDefinition = {
  ...prize,
  documents: {
    ...prize.documents,
    paper: {
      count: 3,
      signed: true,
      sealed: true,
      address: { zh: "清禾基金会（虚构）", en: "Qinghe Foundation (invented)" },
      room: null,
      contact: "office",
      deadline: prize.timetable.closes,
      countsBy: "receipt",
      blocks: "officer-decides",
      shortage: { toldAfterDays: 0, basis: { assumption: { zh: "测试所设。", en: "Set by this test." } } },
      basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
    },
  },
};

/** Brings what was written to whoever hears it. */
export const settle = openBus();

const content = {
  nominee: { parts: { name: "林清禾", affiliation: "中国测试学会研究所" } },
  achievement: { parts: { text: "提出了新的方法，并在实践中得到验证。" } },
  prize: { parts: { tier: "gold", "accepts-lower": "yes" } },
};

// The words of the files do not matter here, and making a PDF with Chinese fonts takes a while: one of each for all.
let files: Promise<Record<"pdf" | "docx", Uint8Array>> | undefined;

async function makeFiles() {
  const society = PublicSociety.parse({
    code: "A-01",
    category: "理科",
    name_zh: "中国测试学会",
    name_en: "Tests",
  });
  const docx = await makeDocx({ definition: prize, society, route: "open", sections: content });
  return { docx, pdf: makeStampedPdf(docx, society) };
}

/** A round of the science prize, drafted by one officer and published by the other. */
export async function publishedRound({ officer, second }: Cast, definition = prize): Promise<Round> {
  const round = await draftedRound(officer, definition);
  const { id, version, definitionHash } = round;
  return desk(second, moments.drafted).rounds.publishRound({
    params: { id },
    body: { version, definitionHash },
    ...once(),
  });
}

export const draftedRound = (officer: Signed, definition = prize): Promise<Round> =>
  desk(officer, moments.drafted).rounds.createRound({ body: { definition }, ...once() });

/** A draft with every section written that the prize asks for. */
export async function drafted(society: Society, round: Round): Promise<Application> {
  const { applications } = desk(society.filler, moments.intake);
  const application = await applications.openDraft({ body: { roundId: round.id }, ...once() });
  for (const [key, written] of Object.entries(content)) {
    await applications.saveDraft({
      params: { id: application.id, key },
      body: { version: 0, content: written },
    });
  }
  return application;
}

/** A file of a kind, asked for and posted; nobody has inspected it yet. */
export async function posted(
  society: Society,
  application: Application,
  file: { kind: string; format: "pdf" | "docx"; bytes?: Uint8Array },
  at = moments.intake,
): Promise<Upload> {
  files ??= makeFiles();
  const bytes = file.bytes ?? (await files)[file.format];
  const { upload, post } = await desk(society.filler, at).uploads.presignUpload({
    params: { id: application.id },
    body: {
      kind: file.kind,
      name: `${file.kind}.${file.format}`,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    },
    ...once(),
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(post.fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)]));
  const answer = await fetch(post.url, { method: "POST", body: form });
  if (answer.status !== 201) throw new Error(`S3 did not take the file: ${await answer.text()}`);
  return upload;
}

/** A file whose only part has been sent, to be made one file. */
export async function sentInParts({ filler }: Society, { id }: Application) {
  const { uploads } = desk(filler, moments.intake);
  const bytes = Buffer.from("a file in one part");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { upload } = await uploads.beginParts({
    params: { id },
    body: { kind: "dossier", name: "成果.pdf", bytes: bytes.length, sha256 },
    ...once(),
  });
  const params = { id, uploadId: upload.id };
  const { url, headers } = await uploads.signPart({ params: { ...params, number: 1 }, body: { sha256 } });
  const answer = await fetch(url, { method: "PUT", headers, body: bytes });
  if (answer.status !== 200) throw new Error(`S3 did not take the part: ${await answer.text()}`);
  return params;
}

/** S3 tells that a file has landed, and inspection speaks. */
export async function inspected(upload: Upload, at = moments.intake): Promise<Upload> {
  const object = await landed("quarantine", upload.key);
  const detail = { object: { key: upload.key, "version-id": object?.versionId } };
  await (await listenerOf("uploads", "on-object"))({ id: upload.id, time: at, detail }, {} as Context);
  await settle(at);
  return upload;
}

const required = [
  { kind: "dossier", format: "pdf" },
  { kind: "summary", format: "docx" },
] as const;

/** A draft that only waits to be submitted: its files have landed, and inspection takes its time. */
export async function ready(society: Society, round: Round) {
  const application = await drafted(society, round);
  const uploads: Upload[] = [];
  for (const file of required) uploads.push(await posted(society, application, file));
  return { application, uploads };
}

export const submission = ({ application, uploads }: { application: Application; uploads: Upload[] }) => ({
  params: { id: application.id },
  body: {
    version: application.version,
    undertakingVersion: prize.undertaking.version,
    uploads: uploads.map(({ kind, id }) => ({ kind, uploadId: id })),
  },
});

/** A submitted application on which the rules have spoken. */
export async function submitted(society: Society, round: Round) {
  const draft = await ready(society, round);
  const application = await desk(society.approver, moments.intake).applications.submitApplication({
    ...submission(draft),
    ...once(),
  });
  await settle(moments.intake);
  return { application, uploads: draft.uploads };
}

/** A submitted application whose files inspection has accepted: an officer may determine it. */
export async function examined(society: Society, round: Round) {
  const found = await submitted(society, round);
  for (const upload of found.uploads) await inspected(upload);
  return found;
}

/** A submitted application that an officer has cleared. */
export async function cleared(society: Society, round: Round, { officer }: Cast) {
  const found = await examined(society, round);
  const { eligibility } = desk(officer, moments.examination);
  const params = { id: found.application.id };
  const { version } = await eligibility.getDetermination({ params });
  await eligibility.determineEligibility({
    params,
    body: { version, decision: "cleared", reason: "符合条件" },
    ...once(),
  });
  await settle(moments.examination);
  return found;
}

/** An expert of the cast is assigned and declares no conflict. */
export async function declared(application: Application, { officer, experts }: Cast, which: number) {
  const expert = experts[which];
  if (!expert) throw new Error(`the cast has no expert ${which}`);
  const params = { id: application.id };
  const at = moments.examination;
  await desk(officer, at).experts.assignExpert({ params, body: { expertId: expert.expertId }, ...once() });
  await desk(expert.signed, at).experts.declareInterests({ params, body: { conflict: "none" }, ...once() });
  await settle(at);
  return expert.signed;
}

export const scores = { originality: "8.5", rigour: "7", benefit: "9" };

/** A round whose only application is cleared and scored by two experts, unless told, after the lock. */
export async function scoredRound(cast: Cast, society: Society, judges = [0, 1], definition = prize) {
  const round = await publishedRound(cast, definition);
  const { application } = await cleared(society, round, cast);
  for (const which of judges) {
    const expert = await declared(application, cast, which);
    await desk(expert, moments.review).reviews.submitSheet({
      params: { id: application.id },
      query: {},
      body: { version: 0, content: { scores, opinion: "同意推荐" } },
      ...once(),
    });
  }
  await tickOf("rounds", moments.locked);
  await settle(moments.locked);
  return { round, application };
}

/** A round with a proposed decision. */
export async function proposedRound(cast: Cast, society: Society, definition = prize) {
  const { round, application } = await scoredRound(cast, society, [0, 1], definition);
  const decision = await desk(cast.officer, moments.locked).selection.proposeDecision({
    params: { id: round.id },
    ...once(),
  });
  return { round, application, decision };
}

/** A round with an approved decision. */
export async function approvedRound(cast: Cast, society: Society, definition = prize) {
  const { round, decision } = await proposedRound(cast, society, definition);
  const { id, version, decisionHash } = decision;
  const approved = await desk(cast.second, moments.locked).selection.approveDecision({
    params: { id },
    body: { version, decisionHash },
    ...once(),
  });
  return { round, decision: approved };
}

/** A round whose list is shown. */
export async function shownRound(cast: Cast, society: Society, definition = prize) {
  const { round, decision } = await approvedRound(cast, society, definition);
  const notice = await desk(cast.officer, moments.locked).notices.publishNotice({
    params: { id: round.id },
    body: named(decision),
    ...once(),
  });
  await settle(moments.locked);
  return { round, decision, notice };
}

export const named = ({ id, decisionHash }: DecisionRecord) => ({ decisionId: id, decisionHash });
