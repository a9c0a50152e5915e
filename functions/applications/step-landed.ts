import { CopyObjectCommand } from "@aws-sdk/client-s3";
import type { HandedFile, Mail, MailedFile, MailRead } from "../../shared/contract/mail-record.ts";
import { isLostRace } from "../../shared/contract/problems.ts";
import { attemptsAtMost } from "../../shared/files/limits.ts";
import { UploadId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { bucketName, hashedBytesOf, keepBytes, landed, objects } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { mailLifecycle } from "./lifecycle.ts";
import { attachmentKeyOf, handedKeyOf } from "./mail-keys.ts";
import { type FoundFile, readMail } from "./read-mail.ts";
import { mailReadings, unreadMail } from "./records.ts";

/** One version in quarantine. */
interface Lying {
  key: string;
  versionId: string;
}

/** All that belongs to it, as it lies in quarantine: an .eml, or each file of what was handed over; undefined while one lacks. */
async function wholeOf(mail: Mail): Promise<[Lying, ...Lying[]] | undefined> {
  const keys = mail.handOver?.files.map(({ uploadId }) => handedKeyOf(mail, uploadId)) ?? [mail.key];
  const found = await Promise.all(
    keys.map(async (key) => ({ key, versionId: (await landed("quarantine", key))?.versionId })),
  );
  const [first, ...others] = found.flatMap(({ key, versionId }) =>
    versionId === undefined ? [] : [{ key, versionId }],
  );
  return first && others.length === keys.length - 1 ? [first, ...others] : undefined;
}

type Outcome = Pick<Mail, "kept" | "read" | "unreadable">;

const otherBytes = { code: "hash-differs", where: null } as const;
const contentType = "application/octet-stream";

/** One attachment kept by itself, for the inspection to come. */
async function keep(mail: Mail, { content, ...about }: FoundFile, newId: Tick["newId"]): Promise<MailedFile> {
  const uploadId = UploadId.parse(newId("upload"));
  const sha256 = sha256Of(content);
  const key = attachmentKeyOf(mail, uploadId);
  const versionId = await keepBytes("documents", key, content, { sha256, contentType });
  return { ...about, uploadId, bytes: content.length, sha256, key, versionId };
}

/** The original as it is kept, whatever is in it, and what was found in it. */
async function takenApart(mail: Mail, { versionId }: Lying, newId: Tick["newId"]): Promise<Outcome> {
  const { roundId: id, definitionHash, key } = mail;
  const [{ documents }, { bytes, sha256 }] = await Promise.all([
    definitionOf({ id, definitionHash }),
    hashedBytesOf("quarantine", key, versionId),
  ]);
  if (sha256 !== mail.sha256) return { kept: null, read: null, unreadable: otherBytes };
  const keptVersion = await keepBytes("documents", key, bytes, { sha256, contentType: "message/rfc822" });
  const kept = { key, versionId: keptVersion };
  const found = await readMail(bytes, documents.required);
  if ("because" in found)
    return { kept, read: null, unreadable: { code: found.because, where: found.where } };
  const files: MailedFile[] = [];
  for (const file of found.files) files.push(await keep(mail, file, newId));
  return { kept, read: { ...found, files }, unreadable: null };
}

/** Nothing but its files says anything of a medium. */
const onMedium: Omit<MailRead, "files"> = {
  messageId: null,
  from: null,
  date: null,
  received: null,
  ignored: [],
};

/** Each file of what was handed over as it was declared; they come to inspection as attachments do. */
async function filesOf(
  mail: Mail,
  declared: readonly HandedFile[],
  whole: readonly Lying[],
): Promise<Outcome> {
  const files: MailedFile[] = [];
  for (const [at, file] of declared.entries()) {
    const { key: from = "", versionId: version = "" } = whole[at] ?? {};
    const { bytes, sha256 } = await hashedBytesOf("quarantine", from, version);
    if (sha256 !== file.sha256)
      return { kept: mail.kept, read: null, unreadable: { ...otherBytes, where: file.name } };
    const key = attachmentKeyOf(mail, file.uploadId);
    const versionId = await keepBytes("documents", key, bytes, { sha256, contentType });
    files.push({ ...file, key, versionId });
  }
  return { kept: mail.kept, read: { ...onMedium, files }, unreadable: null };
}

/** Twice it could not be read: it is kept unread, and a person looks at it. */
async function givenUp({ key, kept }: Mail, { versionId }: Lying): Promise<Outcome> {
  const unreadable = { code: "too-complex" as const, where: null };
  if (kept) return { kept, read: null, unreadable };
  const copied = await objects.send(
    new CopyObjectCommand({
      Bucket: bucketName("documents"),
      Key: key,
      CopySource: `${bucketName("quarantine")}/${key}?versionId=${encodeURIComponent(versionId)}`,
      ChecksumAlgorithm: "SHA256",
    }),
  );
  if (copied.VersionId === undefined) throw new Error("the documents bucket keeps no versions");
  return { kept: { key, versionId: copied.VersionId }, read: null, unreadable };
}

/** As long as a function may run: a reading that began within it may still go on. */
const readingSeconds = 60;

/** Writes that a reading begins, so that one which dies is counted; undefined while another may be at it. */
async function begin(mail: Mail, { now, commit }: Tick) {
  const held = await mailReadings.get({ id: mail.id });
  const reading = held ?? unreadMail(mail);
  if (reading.begunAt !== null && reading.begunAt > plusSeconds(now, -readingSeconds)) return undefined;
  const { attempts, version } = reading;
  const begun = { ...reading, attempts: attempts + 1, begunAt: now, version: version + 1 };
  try {
    await commit({ writes: [held ? mailReadings.replace(begun) : mailReadings.create(begun)] });
    return begun;
  } catch (cause) {
    if (!isLostRace(cause)) throw cause;
    return undefined;
  }
}

/** Reads what landed, once it is whole; of several that are told of it (the last files at once, the sweep) one does. */
export async function readLanded(mail: Mail, tick: Tick): Promise<"read" | "before" | "lacking" | "busy"> {
  if (!transitionOf(mailLifecycle, "read", mail.state)) return "before";
  const whole = await wholeOf(mail);
  if (!whole) return "lacking";
  const begun = await begin(mail, tick);
  if (!begun) return "busy";
  const { handOver } = mail;
  const outcome = await (begun.attempts > attemptsAtMost
    ? givenUp(mail, whole[0])
    : handOver
      ? filesOf(mail, handOver.files, whole)
      : takenApart(mail, whole[0], tick.newId));
  const transition = transitionOf(mailLifecycle, outcome.read ? "read" : "give-up", mail.state);
  if (!transition) return "before";
  const next: Mail = { ...mail, ...outcome, state: transition.to, version: mail.version + 1 };
  const ended = { ...begun, isWaiting: false, attempts: 0, begunAt: null, version: begun.version + 1 };
  await tick.commit({
    writes: [mails.replace(next, [stillIn(transition.from)]), mailReadings.overwrite(ended)],
  });
  return "read";
}
