import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { type Presigned, send } from "../uploads/given-files.ts";
import { givenSociety } from "./given.ts";
import { hashOf, record, seenBy, stamped, tellOfObjectOf, word } from "./given-mail.ts";

/** In the last hours of the intake somebody stands at the office with a stick. */
export const takenAt = "2021-11-11T07:30:00.000Z";
/** When it is entered. */
export const entered = "2021-11-11T08:00:00.000Z";

interface Officer {
  token: string;
}
type Of = Pick<Mail, "roundId" | "societyCode">;
type Files = readonly { kind: string; name: string; bytes: Uint8Array }[];

export const onStick: Files = [
  { kind: "form", ...word },
  { kind: "stamped", ...stamped },
];

/** Files as an officer states them. */
export const stated = (files: Files) =>
  files.map(({ kind, name, bytes }) => ({ kind, name, bytes: bytes.length, sha256: hashOf(bytes) }));

/** Asks to hand a medium in; the answer whatever it is. */
export const handInStick = (officer: Officer, params: Of, body: object = {}, at = entered) =>
  answerTo(handler, routes.handInMedium, {
    at,
    token: officer.token,
    headers: onceKey(),
    params,
    body: { medium: "usb", by: "王秘书", at: takenAt, files: stated(onStick), ...body },
  });

export interface HandedIn {
  mail: Mail;
  posts: { uploadId: string; kind: string; post: Presigned["post"] }[];
}

/** One of its files lands; somebody tells of it unless it is lost. */
export async function landing(
  { mail, posts }: HandedIn,
  kind: string,
  { files = onStick, isTold = true } = {},
) {
  const asked = posts.find((one) => one.kind === kind);
  const file = files.find((one) => one.kind === kind);
  if (!asked || !file) throw new Error(`no ${kind} was declared`);
  const answer = await send({ post: asked.post }, file.bytes);
  if (answer.status !== 201) throw new Error(`S3 did not take it: ${await answer.text()}`);
  if (isTold) await tellOfObjectOf(`${mail.key}/${asked.uploadId}`, entered);
}

/** A stick that was handed in, of which both files landed, as officers then see it. */
export async function takenIn(officer: Officer, params: Of, files: Files = onStick): Promise<Mail> {
  const { body } = await handInStick(officer, params, { files: stated(files) });
  for (const { kind } of files) await landing(body, kind, { files });
  return seenBy(officer, params, body.mail.id, entered);
}

/** States the arrival of a stick; as it was noted when it was taken unless a test is about something else. */
export const confirmTaking = (officer: Officer, mail: Mail, body: object = {}, at = entered) =>
  record(officer, mail, { arrivedAt: takenAt, ...body }, at);

/** A society of which one officer took a stick and another recorded it. */
export async function givenTaken(first: Officer, second: Officer, round: Round, files: Files = onStick) {
  const people = await givenSociety();
  const params = { roundId: round.id, societyCode: people.society.code };
  const mail = await takenIn(first, params, files);
  const { body, status } = await confirmTaking(second, mail);
  if (status !== 200) throw new Error(`not recorded: ${JSON.stringify(body)}`);
  return { ...people, params, mail: body as Mail };
}
