import { createHash } from "node:crypto";
import type { Context } from "aws-lambda";
import { type WrittenMail, writeMail } from "../../cli/demo/mail-writer.ts";
import { handler } from "../../functions/applications/api.ts";
import { handler as onMail } from "../../functions/applications/on-mail.ts";
import { handler as onJoined } from "../../functions/uploads/on-mail.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { mailJoined } from "../../shared/events/mails.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { lastFact, tell } from "../told.ts";
import { docx } from "../uploads/given-docx.ts";
import { type Presigned, send, tellOfObject } from "../uploads/given-files.ts";
import { onePage, pdf } from "../uploads/given-pdf.ts";
import { givenSociety } from "./given.ts";

/** On the last evening, after the server had it and before the deadline. */
export const receivedAt = Instant.parse("2021-11-11T14:30:05.000Z");
/** The morning after the deadline, when an officer works through the mailbox. */
export const nextMorning = "2021-11-12T01:30:00.000Z";
/** The end of the third working day after that: Wednesday the 17th in Beijing. */
export const confirmBy = "2021-11-17T15:59:59.999Z";

export const word = { name: "申报书.docx", bytes: docx() };
export const stamped = { name: "申报书（盖章）.pdf", bytes: pdf(onePage()) };

/** A mail with the Word form and the stamped PDF, received on the last evening. */
export const mailWith = (given: Partial<WrittenMail> = {}) =>
  writeMail({
    from: "office@society.example",
    to: "SJYL@cast.org.cn",
    subject: "申报材料",
    sentAt: Instant.parse("2021-11-11T14:29:00.000Z"),
    receivedAt,
    attachments: [word, stamped],
    ...given,
  });

export const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

interface Officer {
  token: string;
}
type Of = Pick<Mail, "roundId" | "societyCode">;

/** Asks to hand a mail in; the answer whatever it is. */
export const handIn = (
  officer: Officer,
  params: Of,
  eml: Uint8Array,
  { at = nextMorning, bytes = eml.length } = {},
) =>
  answerTo(handler, routes.handInMail, {
    at,
    token: officer.token,
    headers: onceKey(),
    params,
    body: { name: "来信.eml", bytes, sha256: hashOf(eml) },
  });

/** What S3 tells of a mail that landed. */
export const tellOfMail = ({ key }: Pick<Mail, "key">, at = nextMorning): Promise<void> =>
  tellOfObjectOf(key, at);

/** What S3 tells of an object that applications waits for. */
export async function tellOfObjectOf(key: string, at: string): Promise<void> {
  const versionId = (await landed("quarantine", key))?.versionId;
  const delivered = { id: `object-${key}`, time: at, detail: { object: { key, "version-id": versionId } } };
  await onMail(delivered as never, {} as Context);
}

/** A mail that was handed in, has landed and was taken apart, as officers then see it. */
export async function handedIn(officer: Officer, params: Of, eml: Uint8Array) {
  const { body } = await handIn(officer, params, eml);
  const answer = await send(body as Presigned, eml);
  if (answer.status !== 201) throw new Error(`S3 did not take the mail: ${await answer.text()}`);
  await tellOfMail(body.mail);
  return seenBy(officer, params, body.mail.id);
}

/** A mail as somebody sees it. */
export async function seenBy({ token }: Officer, params: Of, id: string, at = nextMorning) {
  const { body } = await answerTo(handler, routes.listSocietyMails, { at, token, params });
  return body.items.find((one: Mail) => one.id === id);
}

/** States the arrival of a mail; as its header says unless a test is about something else. */
export const record = (officer: Officer, mail: Mail, body: object = {}, at = nextMorning) =>
  answerTo(handler, routes.recordMail, {
    at,
    token: officer.token,
    headers: onceKey(),
    params: { roundId: mail.roundId, societyCode: mail.societyCode, mailId: mail.id },
    body: { version: mail.version, arrivedAt: receivedAt, reason: null, ...body },
  });

/** Uploads hears that a mail joined an application, and what landed is inspected. */
export async function extracted({ id, read }: Mail, applicationId: string) {
  await tell(onJoined, await lastFact(mailJoined, id), nextMorning);
  for (const { uploadId } of read?.files ?? [])
    await tellOfObject({ key: `uploads/${applicationId}/${uploadId}` }, nextMorning);
  return uploads.list(applicationId);
}

/** A society of which an officer recorded a mail after the deadline. */
export async function givenRecorded(officer: Officer, round: Round, eml?: Uint8Array) {
  const people = await givenSociety();
  const params = { roundId: round.id, societyCode: people.society.code };
  const mail = await handedIn(officer, params, eml ?? (await mailWith()));
  const { body: recorded, status } = await record(officer, mail);
  if (status !== 200) throw new Error(`not recorded: ${JSON.stringify(recorded)}`);
  return { ...people, params, mail: recorded as Mail };
}
