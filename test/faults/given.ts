import { createHash } from "node:crypto";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { makeContent } from "../../cli/demo/content.ts";
import { makeDocx, makeStampedPdf } from "../../cli/demo/files.ts";
import { type PublicSociety, readSocieties } from "../../cli/demo/societies.ts";
import { handler } from "../../functions/applications/api.ts";
import { startStore } from "../../infra/local/dynamodb.ts";
import { listenObjects } from "../../infra/local/objects/server.ts";
import { readCloud } from "../../infra/local/template.ts";
import { type Application, applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { newId, type PersonId, Sha256, UploadId } from "../../shared/kernel/ids.ts";
import { epochOf, plusSeconds } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { base64Of, bucketName, objects } from "../../shared/runtime/objects.ts";
import { transact } from "../../shared/store/commit.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { closesAt, duringIntake, givenSociety, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";

/** Societies that are prepared side by side: each waits for the disk most of the time. */
const atOnce = 20;

/** A society whose draft is complete and whose files have landed: one request is left to make. */
export interface Ready {
  application: Application;
  filler: { token: string };
  approver: { token: string };
  /** Addresses of the two. */
  mails: string[];
  /** What the approver sends. */
  submission: {
    version: number;
    undertakingVersion: number;
    uploads: { kind: string; uploadId: UploadId }[];
  };
}

export interface PreparedRound {
  round: Round;
  officer: { token: string };
  administrator: { token: string };
  ready: Ready[];
}

/** A file of one of the kinds that the programme asks for. */
export interface GivenFile {
  kind: string;
  format: Upload["format"];
  bytes: Uint8Array;
}

export const hashOf = (bytes: Uint8Array) => Sha256.parse(createHash("sha256").update(bytes).digest("hex"));

/** A good Word form and a good stamped PDF of some society: inspection reads them, others may share them. */
export async function makeFiles(): Promise<GivenFile[]> {
  const [society] = readSocieties();
  if (!society) throw new Error("the register is empty");
  const route = "recommended" as const;
  const written = makeContent({ definition: cast2021, society, route, seed: 1 });
  const docx = await makeDocx({ definition: cast2021, society, route, sections: written });
  return cast2021.documents.required
    .filter(({ required }) => required)
    .map(({ kind, format }) => ({
      kind,
      format,
      bytes: format === "docx" ? docx : makeStampedPdf(docx, society),
    }));
}

/** A file that landed two minutes before the deadline and that no inspection has seen. */
async function landedUpload(application: Application, file: GivenFile, by: PersonId): Promise<Upload> {
  const createdAt = plusSeconds(closesAt, -120);
  const id = UploadId.parse(newId("upload", epochOf(createdAt), Math.random));
  const key = `uploads/${application.id}/${id}`;
  const { kind, format, bytes } = file;
  const sha256 = hashOf(bytes);
  await objects.send(
    new PutObjectCommand({
      Bucket: bucketName("quarantine"),
      Key: key,
      Body: bytes,
      ChecksumSHA256: base64Of(sha256),
    }),
  );
  return {
    id,
    applicationId: application.id,
    kind,
    format,
    name: `${kind}.${format}`,
    bytes: bytes.length,
    sha256,
    contentType: "application/octet-stream",
    key,
    versionId: null,
    kept: null,
    state: "PRESIGNED",
    reasons: [],
    pages: null,
    characters: null,
    malware: "not-scanned",
    attempts: 0,
    createdBy: by,
    createdAt,
    landedAt: null,
    inspectedAt: null,
    version: 1,
  };
}

async function readyToSubmit(
  round: Round,
  society: PublicSociety,
  files: readonly GivenFile[],
): Promise<Ready> {
  const people = await givenSociety(society.code);
  const { filler, approver } = people;
  const opened = await answerTo(handler, routes.openDraft, {
    at: duringIntake,
    token: filler.token,
    headers: onceKey(),
    body: { roundId: round.id },
  });
  const application: Application = opened.body;
  const written = makeContent({ definition: cast2021, society, route: application.route, seed: 1 });
  const landed: Upload[] = [];
  for (const file of files) landed.push(await landedUpload(application, file, filler.personId));
  await transact([
    ...Object.entries(written).map(([key, content]) =>
      sections.create({
        applicationId: application.id,
        key,
        content,
        savedAt: application.createdAt,
        savedBy: filler.personId,
        version: 1,
      }),
    ),
    ...landed.map((upload) => uploads.create(upload)),
  ]);
  return {
    application,
    filler,
    approver,
    mails: [people.society.filler.mail, people.society.approver.mail],
    submission: {
      version: application.version,
      undertakingVersion: cast2021.undertaking.version,
      uploads: landed.map(({ kind, id }) => ({ kind, uploadId: id })),
    },
  };
}

/**
 * Makes, in the folder that a local cloud will keep its things in, a round two minutes before its deadline: so many
 * societies with complete drafts and landed files. No cloud runs meanwhile; once per test file, for the clients of
 * store and objects are made once.
 */
export async function prepareRound(asked: {
  assembly: string;
  dir: string;
  societies: number;
  /** What one of them has uploaded; good files when it says nothing. */
  filesOf?: (at: number, good: readonly GivenFile[]) => GivenFile[];
}): Promise<PreparedRound> {
  const { tables, buckets } = readCloud(asked.assembly);
  const store = await startStore({ dir: join(asked.dir, "store"), tables });
  const stored = await listenObjects(
    {
      dir: join(asked.dir, "objects"),
      buckets,
      region: "local",
      secretOf: () => "test",
      may: () => true,
      onCreated: () => {},
    },
    0,
  );
  const bucketCalled = (name: string) => buckets.find((one) => one.name.includes(name))?.name;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: store.url,
    AWS_ENDPOINT_URL_S3: stored.url,
    LINXUAN_TABLE: tables[0]?.name,
    LINXUAN_BUCKET_QUARANTINE: bucketCalled("quarantine"),
    LINXUAN_BUCKET_DOCUMENTS: bucketCalled("documents"),
  });
  // Without reminders: what the tests count is what a submission brings about.
  const round = await openRound({ ...cast2021, reminders: [] });
  const officer = await signedIn("officer");
  const administrator = await signedIn("administrator");
  const good = await makeFiles();
  const societies = readSocieties()
    .slice(0, asked.societies)
    .map((society, at) => ({ society, files: asked.filesOf?.(at, good) ?? good }));
  const ready: Ready[] = [];
  for (let at = 0; at < societies.length; at += atOnce) {
    const some = societies.slice(at, at + atOnce);
    ready.push(
      ...(await Promise.all(some.map(({ society, files }) => readyToSubmit(round, society, files)))),
    );
  }
  await stored.close();
  await store.close();
  return { round, officer, administrator, ready };
}
