import { plusSeconds } from "../../shared/kernel/time.ts";
import { postFile } from "./applicant.ts";
import type { Applied } from "./applied.ts";
import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { type WrittenMail, writeMail } from "./mail-writer.ts";
import type { Applicant } from "./plan.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";
import { confirm, filesOf, hashOf, plain, readBySystem, receivedAt, record, sendsMail } from "./recorded.ts";
import { playStick } from "./scene-stick.ts";

async function mailOf(play: Play, applicant: Applicant, more: Partial<WrittenMail> = {}) {
  const { definition } = play;
  const { society } = applicant;
  return writeMail({
    from: `office.${society.code.toLowerCase()}@society.example`,
    to: definition.channels.mail?.address ?? "",
    subject: `${society.name_zh}申报材料`,
    sentAt: plusSeconds(receivedAt(play), -60),
    receivedAt: receivedAt(play),
    attachments: await filesOf(play, applicant),
    ...more,
  });
}

/** An officer hands a mail in as the mailbox's program saved it, and sees what was found in it. */
async function handIn(
  officer: Caller,
  { roundId }: OpenRound,
  { society: { code } }: Applicant,
  eml: Uint8Array<ArrayBuffer>,
) {
  const params = { roundId, societyCode: code };
  const sha256 = hashOf(eml);
  const { mail, post } = await officer.applications.handInMail({
    key: newKey(),
    params,
    body: { name: "来信.eml", bytes: eml.length, sha256 },
  });
  await postFile(post, { name: mail.name, bytes: eml });
  return readBySystem(officer, mail);
}

/**
 * After the deadline an officer works through the mailbox: one mail is an application and is confirmed, one has files that
 * nobody can take out, one is of a society that submitted here. And a stick was brought. All are listed as what they are.
 */
export async function playMails(play: Play, round: OpenRound): Promise<Applied[]> {
  const { checks, local } = play;
  const applicant = plain(play).find((one) => sendsMail(play, one));
  const other = plain(play).at(4);
  if (!applicant || !other) throw new Error("nobody sends mail");
  const { first } = await officersOf(play);
  const wrapped = [{ name: "winmail.dat", bytes: Buffer.from("x"), type: "application/ms-tnef" }];
  const unread = await handIn(
    first,
    round,
    applicant,
    await mailOf(play, applicant, { attachments: wrapped }),
  );
  checks.equal("a mail whose files can't be taken out says why", unread.unreadable?.code, "winmail");
  const mail = await handIn(first, round, applicant, await mailOf(play, applicant));
  checks.equal("a mail's arrival is read out of it", mail.read?.received?.at, receivedAt(play));
  checks.equal(
    "an arrival that the mail does not bear out is not recorded without a reason",
    await refusalOf(record(first, mail, plusSeconds(receivedAt(play), -3600))),
    "arrival-unfounded",
  );
  const joined = await record(first, mail, receivedAt(play));
  const second = await record(
    first,
    await handIn(first, round, other, await mailOf(play, other)),
    receivedAt(play),
  );
  await local.idle();
  if (!joined.recording) throw new Error("the mail was not recorded");
  const uploads = await confirm(play, applicant, joined.recording, joined);
  const brought = await playStick(play, round);
  await local.idle();
  const params = { roundId: round.roundId };
  const listed = await allOf((query) => first.applications.listMails({ params, query }));
  checks.equal(
    "the mails and media of the round are listed: unreadable, confirmed, and one that is a record only",
    listed.map(({ channel, state }) => `${channel} ${state}`).toSorted(),
    ["handed-over CONFIRMED", "mail CONFIRMED", "mail KEPT", "mail UNREADABLE"],
  );
  const all = await allOf((query) => first.applications.listApplications({ params, query }));
  checks.equal(
    "of all applications those that came by e-mail and on a stick are marked so",
    all
      .filter(({ channel }) => channel !== "portal")
      .map(({ id, channel, state }) => `${channel} ${id} ${state}`)
      .toSorted(),
    [`handed-over ${brought.id} SUBMITTED`, `mail ${joined.recording.applicationId} SUBMITTED`],
  );
  checks.equal("a society's own submission stands beside a mail of it", second.state, "KEPT");
  return [{ applicant, id: joined.recording.applicationId, uploads }, brought];
}
