import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import type { Mail, MailedFile } from "../../shared/contract/mail-record.ts";
import { UploadId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { onDelivery, type Tick } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { hashedBytesOf, keepBytes } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { mailLifecycle } from "./lifecycle.ts";
import { attachmentKeyOf, mailOfKey } from "./mail-keys.ts";
import { type FoundFile, readMail } from "./read-mail.ts";

/** What S3 tells of a new object. */
const ObjectCreated = z.object({
  object: z.object({ key: z.string(), "version-id": z.string() }),
});

/** One attachment kept by itself, for the inspection to come. */
async function keep(mail: Mail, { content, ...about }: FoundFile, newId: Tick["newId"]): Promise<MailedFile> {
  const uploadId = UploadId.parse(newId("upload"));
  const sha256 = sha256Of(content);
  const key = attachmentKeyOf(mail, uploadId);
  const versionId = await keepBytes("documents", key, content, {
    sha256,
    contentType: "application/octet-stream",
  });
  return { ...about, uploadId, bytes: content.length, sha256, key, versionId };
}

type Outcome = Pick<Mail, "kept" | "read" | "unreadable">;

/** The original as it is kept, whatever is in it, and what was found in it. */
async function outcomeOf(mail: Mail, versionId: string, { newId }: Tick): Promise<Outcome> {
  const { roundId: id, definitionHash, key } = mail;
  const [{ documents }, { bytes, sha256 }] = await Promise.all([
    definitionOf({ id, definitionHash }),
    hashedBytesOf("quarantine", key, versionId),
  ]);
  if (sha256 !== mail.sha256)
    return { kept: null, read: null, unreadable: { code: "hash-differs", where: null } };
  const keptVersion = await keepBytes("documents", key, bytes, { sha256, contentType: "message/rfc822" });
  const kept = { key, versionId: keptVersion };
  const found = await readMail(bytes, documents.required);
  if ("because" in found)
    return { kept, read: null, unreadable: { code: found.because, where: found.where } };
  const files = await Promise.all(found.files.map((file) => keep(mail, file, newId)));
  return { kept, read: { ...found, files }, unreadable: null };
}

/** A mail that an officer handed in has landed: it is kept, and taken apart once. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
  const { object } = ObjectCreated.parse(delivered.detail);
  const key = mailOfKey(object.key);
  const mail = key && (await mails.get(key));
  if (!mail) throw new Error("an object lies in quarantine that no mail knows");
  const about = { correlationId: delivered.id, aggregate: mail.id };
  if (!transitionOf(mailLifecycle, "read", mail.state)) return log("info", "mail read before", about);
  const delivery = onDelivery(delivered);
  const outcome = await outcomeOf(mail, object["version-id"], delivery);
  const transition = transitionOf(mailLifecycle, outcome.read ? "read" : "give-up", mail.state);
  if (!transition) return;
  const next: Mail = { ...mail, ...outcome, state: transition.to, version: mail.version + 1 };
  await delivery.commit({ writes: [mails.replace(next, [stillIn(transition.from)])] });
  log("info", "mail read", about);
});
