import { createHash, randomBytes } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { makeContent } from "../../cli/demo/content.ts";
import { handler } from "../../functions/applications/api.ts";
import { type Application, applications as routes } from "../../shared/contract/applications.ts";
import type { NamedRow } from "../../shared/contract/register.ts";
import { noFacts } from "../../shared/contract/register.ts";
import type { ImportRecord } from "../../shared/contract/register-record.ts";
import type { Round, Society } from "../../shared/contract/rounds.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { newId, PersonId, RoundId, Sha256, type SocietyCode, UploadId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { Uscc, usccCheckCharacter } from "../../shared/kernel/uscc.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { base64Of, objects } from "../../shared/runtime/objects.ts";
import { transact } from "../../shared/store/commit.ts";
import { members } from "../../shared/store/published/members.ts";
import { definitions, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { answerTo } from "../asked.ts";
import { newSocietyCode } from "../codes.ts";
import { onceKey, signedIn } from "../given.ts";
import { factOf } from "../told.ts";

/** A society of which the register names both people. */
export type NamedSociety = Society & Pick<NamedRow, "filler" | "approver">;

const sha = (text: string | Uint8Array) => Sha256.parse(createHash("sha256").update(text).digest("hex"));
const id = (kind: "round" | "person" | "upload") => newId(kind, 1_636_000_000_000, Math.random);

export const opensAt = Instant.parse("2021-11-03T16:00:00.000Z");
export const closesAt = Instant.parse("2021-11-11T15:59:59.999Z");
/** An ordinary moment of the intake. */
export const duringIntake = "2021-11-08T02:00:00.000Z";

/** A published round of the 2021 programme, or of one that differs from it in what a test is about. */
export async function openRound(definition: ProgrammeDefinition = cast2021): Promise<Round> {
  const text = canonicalJson(definition);
  const round: Round = {
    id: RoundId.parse(id("round")),
    programme: definition.id,
    definitionVersion: definition.version,
    definitionHash: sha(text),
    names: definition.names,
    state: "OPEN",
    zone: definition.zone,
    opensAt,
    closesAt,
    extendedTo: null,
    reviewOpensAt: definition.timetable.review.fromAt,
    reviewClosesAt: definition.timetable.review.toAt,
    createdBy: id("person"),
    createdAt: opensAt,
    publishedBy: id("person"),
    publishedAt: opensAt,
    version: 1,
  };
  await transact([
    rounds.create(round),
    definitions.create({ id: round.id, hash: round.definitionHash, text, version: 1 }),
  ]);
  return round;
}

/** A society of the register with its two people signed in and known to those who write letters. */
export async function givenSociety(under?: SocietyCode) {
  const fresh = newSocietyCode();
  const code = under ?? fresh.code;
  const body = `51100000${String(fresh.number).padStart(9, "0")}`;
  const imported: ImportRecord = {
    importHash: sha("import"),
    importFile: "register.csv",
    importedBy: id("person"),
    importedAt: opensAt,
  };
  const society: NamedSociety = {
    code,
    names: { zh: "中国测试学会", en: "Society of Tests" },
    category: "理科",
    uscc: Uscc.parse(`${body}${usccCheckCharacter(body)}`),
    isRecommended: true,
    filler: { name: "填报人", mail: `filler-${code}@society.example`.toLowerCase() },
    approver: { name: "审核人", mail: `approver-${code}@society.example`.toLowerCase() },
    facts: noFacts,
    nameSince: null,
    nameRecorded: imported,
    formerNames: [],
    ...imported,
    version: 1,
  };
  const filler = await signedIn("filler", { societyCode: code });
  const approver = await signedIn("approver", { societyCode: code });
  const member = (role: "filler" | "approver", { personId }: { personId: PersonId }) =>
    members.create({
      ...society[role],
      group: `society#${code}`,
      personId,
      roles: [role],
      language: "zh-CN",
      mailTrouble: null,
      version: 1,
    });
  await transact([societies.overwrite(society), member("filler", filler), member("approver", approver)]);
  return { society, filler, approver };
}

/** An opened draft with every section written. */
export async function givenDraft(round: Round) {
  const people = await givenSociety();
  const opened = await answerTo(handler, routes.openDraft, {
    at: duringIntake,
    token: people.filler.token,
    headers: onceKey(),
    body: { roundId: round.id },
  });
  const application: Application = opened.body;
  const content = makeContent({
    definition: cast2021,
    society: {
      code: people.society.code,
      category: "理科",
      name_zh: people.society.names.zh,
      name_en: "Society of Tests",
    },
    route: application.route,
    seed: 1,
  });
  for (const [key, written] of Object.entries(content)) {
    await answerTo(handler, routes.saveDraft, {
      at: duringIntake,
      token: people.filler.token,
      params: { id: application.id, key },
      body: { version: 0, content: written },
    });
  }
  return { ...people, application, content };
}

/** A file of a kind that has landed in quarantine (or not), as its upload stands. */
export async function givenUpload(
  application: Application,
  kind: string,
  given: { landed: boolean; state?: Upload["state"] },
) {
  const bytes = randomBytes(64);
  const sha256 = sha(bytes);
  const uploadId = UploadId.parse(id("upload"));
  const key = `uploads/${application.id}/${uploadId}`;
  if (given.landed) {
    await objects.send(
      new PutObjectCommand({ Bucket: "quarantine", Key: key, Body: bytes, ChecksumSHA256: base64Of(sha256) }),
    );
  }
  const upload: Upload = {
    id: uploadId,
    applicationId: application.id,
    kind,
    format: kind === "form" ? "docx" : "pdf",
    name: `${kind}.bin`,
    bytes: 64,
    sha256,
    contentType: "application/pdf",
    key,
    versionId: null,
    kept: null,
    state: given.state ?? "PRESIGNED",
    reasons: [],
    pages: null,
    characters: null,
    malware: "not-scanned",
    attempts: 0,
    createdBy: PersonId.parse(id("person")),
    createdAt: opensAt,
    landedAt: null,
    inspectedAt: null,
    version: 1,
  };
  await transact([uploads.create(upload)]);
  return { kind, uploadId };
}

/** A draft with both files landed: ready to be submitted. */
export async function givenReady(round: Round) {
  const draft = await givenDraft(round);
  const kinds = cast2021.documents.required.filter(({ required }) => required).map(({ kind }) => kind);
  const named = [];
  for (const kind of kinds) named.push(await givenUpload(draft.application, kind, { landed: true }));
  const body = {
    version: draft.application.version,
    undertakingVersion: cast2021.undertaking.version,
    uploads: named,
  };
  const submit = (
    at: string,
    more: { headers?: Record<string, string>; token?: string; body?: object } = {},
  ) =>
    answerTo(handler, routes.submitApplication, {
      at,
      token: more.token ?? draft.approver.token,
      headers: more.headers ?? onceKey(),
      params: { id: draft.application.id },
      body: { ...body, ...more.body },
    });
  return { ...draft, submit, named };
}

/** What inspection says of a file, and when. */
interface Verdict {
  state: "ACCEPTED" | "FLAGGED" | "REFUSED";
  at: string;
}

const verdicts = { ACCEPTED: "accepted", FLAGGED: "flagged", REFUSED: "refused" } as const;
const reasonOf = { ACCEPTED: [], FLAGGED: ["no-text"], REFUSED: ["macros"] } as const;

/** A verdict: the record as uploads keeps it, and the fact that it tells. */
export async function verdictOn(application: Application, uploadId: UploadId, { state, at }: Verdict) {
  const held = await uploads.get({ applicationId: application.id, id: uploadId });
  if (!held) throw new Error("no such upload");
  const reasons = reasonOf[state].map((code) => ({ code, where: null }));
  const next: Upload = { ...held, state, reasons, versionId: "v1", version: held.version + 1 };
  const { kind, sha256, version } = next;
  const fact = factOf(uploadInspected, {
    aggregateId: uploadId,
    version,
    at,
    payload: {
      uploadId,
      applicationId: application.id,
      kind,
      verdict: verdicts[state],
      reasons: [...reasonOf[state]],
      sha256,
      versionId: "v1",
    },
  });
  return { write: uploads.replace(next), fact };
}

/** Inspection has spoken: what it tells. */
export async function inspected(application: Application, uploadId: UploadId, verdict: Verdict) {
  const { write, fact } = await verdictOn(application, uploadId, verdict);
  await transact([write]);
  return fact;
}
