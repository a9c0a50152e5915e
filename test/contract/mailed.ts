import { createHash } from "node:crypto";
import type { Mail } from "../../shared/contract/mail-record.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { transact } from "../../shared/store/commit.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { desk, once } from "./people.ts";
import { type Cast, drafted, moments, prize, publishedRound, ready, type Society } from "./round.ts";

/** The prize as it would be if it took nominations by e-mail. */
const mailPrize: ProgrammeDefinition = {
  ...prize,
  channels: {
    mail: {
      address: "prize@office.example",
      arrivalBy: "received-header",
      maxBytes: 1_000_000,
      confirmWorkingDays: 3,
      basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
    },
    handedOver: {
      media: ["usb"],
      confirmWorkingDays: 3,
      basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
    },
  },
};

/** Half an hour before an ordinary moment of the intake. */
export const arrivedAt = Instant.parse("2024-03-05T01:30:00.000Z");

const eml = (attachment: string) =>
  Buffer.from(
    `Received: by mx.office.example; Tue, 5 Mar 2024 09:30:00 +0800\r\nFrom: a@society.example\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n${attachment}\r\n`,
  );
/** A mail with a file that inspection would look at, and one with none. */
export const emls = { good: eml("%PDF-1.4"), bad: eml("no file") };

const sha256 = (bytes: Uint8Array) => Sha256.parse(createHash("sha256").update(bytes).digest("hex"));

/** A mail that an officer handed in; it lies in quarantine. */
async function handedIn(cast: Cast, params: { roundId: string; societyCode: string }, bytes = emls.good) {
  const { mail, post } = await desk(cast.officer, moments.intake).applications.handInMail({
    params,
    body: { name: "来信.eml", bytes: bytes.length, sha256: sha256(bytes) },
    ...once(),
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(post.fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)]));
  const answer = await fetch(post.url, { method: "POST", body: form });
  if (answer.status !== 201) throw new Error(`S3 did not take the mail: ${await answer.text()}`);
  return mail;
}

/** As it stands once it was taken apart. */
async function read(mail: Mail): Promise<Mail> {
  const next: Mail = {
    ...mail,
    kept: { key: mail.key, versionId: "v1" },
    state: "READ",
    read: {
      ...{ messageId: null, from: "a@society.example", date: null, ignored: [] },
      received: { text: "by mx.office.example", at: arrivedAt },
      files: [],
    },
    version: mail.version + 1,
  };
  await transact([mails.replace(next)]);
  return next;
}

export const paramsOf = ({ roundId, societyCode, id: mailId }: Mail) => ({ roundId, societyCode, mailId });

const recorded = (cast: Cast, mail: Mail) =>
  desk(cast.officer, moments.intake).applications.recordMail({
    params: paramsOf(mail),
    body: { version: mail.version, arrivedAt, reason: null },
    ...once(),
  });

/** A round that takes mail, with a mail in each state that somebody has something to do with. */
export async function mailedRound(cast: Cast, [own, ...others]: readonly Society[]) {
  const [blank, disputing, keeping, confirming] = others;
  if (!own || !blank || !disputing || !keeping || !confirming) throw new Error("five societies send mail");
  const { id: roundId } = await publishedRound(cast, mailPrize);
  const round = await publishedRound(cast, mailPrize);
  const of = ({ code: societyCode }: Society, id: string = round.id) => ({ roundId: id, societyCode });
  await drafted(own, round);
  await drafted(keeping, round);
  const complete = await ready(confirming, round);
  const toConfirm = await recorded(cast, await read(await handedIn(cast, of(confirming))));
  return {
    round,
    own,
    confirming,
    toRecord: await read(await handedIn(cast, of(blank, roundId))),
    toTakeOver: await recorded(cast, await read(await handedIn(cast, of(own)))),
    toDispute: await recorded(cast, await read(await handedIn(cast, of(disputing)))),
    disputing,
    toJoin: await read(await handedIn(cast, of(blank))),
    toKeep: await read(await handedIn(cast, of(keeping))),
    landed: await handedIn(cast, of(keeping)),
    landedBad: await handedIn(cast, of(keeping), emls.bad),
    toConfirm,
    complete,
  };
}

export type Mailed = Awaited<ReturnType<typeof mailedRound>>;

/** What officers and societies may ask about mails, each on records of its own. */
export function mailedRequests(
  { round, own, toRecord, toTakeOver, toDispute, disputing }: Mailed,
  cast: Cast,
) {
  const inIntake = { at: moments.intake };
  const ofOwn = { roundId: round.id, societyCode: own.code };
  return {
    handInMail: {
      ...inIntake,
      who: cast.officer,
      params: ofOwn,
      body: { name: "来信.eml", bytes: emls.good.length, sha256: sha256(emls.good) },
    },
    handInMedium: {
      ...inIntake,
      who: cast.officer,
      params: ofOwn,
      body: {
        ...{ medium: "usb", by: "王秘书", at: arrivedAt },
        files: [{ kind: "dossier", name: "a.pdf", bytes: emls.good.length, sha256: sha256(emls.good) }],
      },
    },
    getOriginal: { ...inIntake, who: cast.officer, params: paramsOf(toTakeOver) },
    recordMail: {
      ...inIntake,
      who: cast.officer,
      params: paramsOf(toRecord),
      body: { version: toRecord.version, arrivedAt, reason: null },
    },
    listMails: { ...inIntake, who: cast.officer, params: { roundId: round.id }, query: { limit: "10" } },
    listSocietyMails: { ...inIntake, who: own.filler, params: ofOwn },
    takeOverMail: {
      ...inIntake,
      who: own.approver,
      params: paramsOf(toTakeOver),
      body: { version: toTakeOver.version },
    },
    disputeMail: {
      ...inIntake,
      who: disputing.approver,
      params: paramsOf(toDispute),
      body: { version: toDispute.version, reason: "并非本单位发送" },
    },
  };
}
