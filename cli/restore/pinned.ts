import { createHash } from "node:crypto";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Application } from "../../shared/contract/applications.ts";
import { bucketName, objects } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { notices, pageKey } from "../../shared/store/published/notices.ts";
import { definitions, rounds } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";

/** Something among the documents whose bytes the records keep a hash of. */
interface Pinned {
  what: string;
  key: string;
  versionId: string;
  sha256: string;
}

/** What a submission pinned: its frozen text, and the lasting copy of each file that was not refused. */
async function pinnedBy({ id, receipt }: Application): Promise<Pinned[]> {
  if (receipt === null) return [];
  const { number, key, versionId, sha256 } = receipt;
  const kept = (await uploads.list(id)).flatMap((upload): Pinned[] =>
    upload.kept === null
      ? []
      : [{ what: `${number} ${upload.kind} ${upload.id}`, ...upload.kept, sha256: upload.sha256 }],
  );
  return [{ what: `${number} receipt`, key, versionId, sha256 }, ...kept];
}

/** Everything that the records pin, round by round. */
async function* everythingPinned(): AsyncGenerator<Pinned> {
  for (const { id } of await rounds.all("all")) {
    const round = `round#${id}`;
    for (const application of await applications.all(round)) yield* await pinnedBy(application);
    for (const one of await decisions.all(round)) {
      const of = (what: string) => `${one.id} ${what}`;
      const { snapshotKey, snapshotVersionId, decisionKey, decisionVersionId } = one;
      yield {
        ...{ what: of("snapshot"), key: snapshotKey, versionId: snapshotVersionId },
        sha256: one.snapshotHash,
      };
      yield {
        ...{ what: of("decision"), key: decisionKey, versionId: decisionVersionId },
        sha256: one.decisionHash,
      };
    }
    for (const notice of await notices.all(round)) {
      const { pageVersionId: versionId, sha256 } = notice;
      yield { what: `${notice.id} page`, key: pageKey(notice), versionId, sha256 };
    }
  }
}

/** The hash of the pinned version's bytes, or why they can't be read. */
async function foundHash({ key, versionId }: Pinned): Promise<{ sha256: string } | { unread: string }> {
  try {
    const { Body } = await objects.send(
      new GetObjectCommand({ Bucket: bucketName("documents"), Key: key, VersionId: versionId }),
    );
    const hash = createHash("sha256");
    for await (const chunk of Body as AsyncIterable<Uint8Array>) hash.update(chunk);
    return { sha256: hash.digest("hex") };
  } catch (cause) {
    return { unread: cause instanceof Error ? cause.name : String(cause) };
  }
}

export interface Verified {
  checked: number;
  /** What does not have the bytes that it had, with the reason. */
  faults: string[];
}

/** Compares every hash in the records with the bytes it is of: definitions, receipts, files, decisions, notices. */
export async function verifyPinned(): Promise<Verified> {
  const verified: Verified = { checked: 0, faults: [] };
  for (const { id, definitionHash } of await rounds.all("all")) {
    const frozen = await definitions.get({ id });
    verified.checked += 1;
    const hash = createHash("sha256")
      .update(frozen?.text ?? "")
      .digest("hex");
    if (hash !== definitionHash) verified.faults.push(`${id} definition: ${frozen ? hash : "missing"}`);
  }
  for await (const pinned of everythingPinned()) {
    verified.checked += 1;
    const found = await foundHash(pinned);
    const fault = "unread" in found ? found.unread : found.sha256 === pinned.sha256 ? null : found.sha256;
    if (fault !== null)
      verified.faults.push(`${pinned.what}: ${fault} (${pinned.key}, version ${pinned.versionId})`);
  }
  return verified;
}
