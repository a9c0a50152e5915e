import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Application } from "../../shared/contract/applications.ts";
import type { Mail, MailRecording } from "../../shared/contract/mail-record.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { postFile, submit, verdictOn, write } from "./applicant.ts";
import type { Applied } from "./applied.ts";
import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { makeContent } from "./content.ts";
import { makeDocx, makeStampedPdf } from "./files.ts";
import { type WrittenMail, writeMail } from "./mail-writer.ts";
import type { Applicant } from "./plan.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";

const pollMs = 100;

/** Those with nothing unusual about them, who play no part in the scene of the Word form. */
const plain = ({ plan }: Play) =>
  plan.applicants.filter(
    ({ planted, course, wrongFile, isScan, isRecommended }) =>
      planted === null && course === "plain" && wrongFile === null && !isScan && isRecommended,
  );

/** The one society that never opens the portal before the deadline: it sends its files to the mailbox of the notice. */
export const sendsMail = (play: Play, applicant: Applicant): boolean =>
  applicant === plain(play).at(3) && play.definition.channels.mail !== null;

/** What the mailbox's server received on the last evening. */
const receivedAt = ({ definition }: Play): Instant => plusSeconds(definition.timetable.closes.at, -5400.999);

async function mailOf(play: Play, { society }: Applicant, more: Partial<WrittenMail> = {}) {
  const { definition, seed } = play;
  const sections = makeContent({ definition, society, route: "recommended", seed });
  const form = await makeDocx({ definition, society, route: "recommended", sections });
  return writeMail({
    from: `office.${society.code.toLowerCase()}@society.example`,
    to: definition.channels.mail?.address ?? "",
    subject: `${society.name_zh}申报材料`,
    sentAt: plusSeconds(receivedAt(play), -60),
    receivedAt: receivedAt(play),
    attachments: [
      { name: `${society.name_zh}申报书.docx`, bytes: form },
      { name: `${society.name_zh}申报书（盖章）.pdf`, bytes: makeStampedPdf(form, society) },
    ],
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
  const sha256 = Sha256.parse(createHash("sha256").update(eml).digest("hex"));
  const { mail, post } = await officer.applications.handInMail({
    key: newKey(),
    params,
    body: { name: "来信.eml", bytes: eml.length, sha256 },
  });
  await postFile(post, { name: mail.name, bytes: eml });
  for (;;) {
    const { items } = await officer.applications.listSocietyMails({ params });
    const seen = items.find(({ id }) => id === mail.id);
    if (seen && seen.state !== "AWAITED") return seen;
    await wait(pollMs);
  }
}

const record = (
  officer: Caller,
  { roundId, societyCode, id: mailId, version }: Pick<Mail, "roundId" | "societyCode" | "id" | "version">,
  arrivedAt: Instant,
) =>
  officer.applications.recordMail({
    key: newKey(),
    params: { roundId, societyCode, mailId },
    body: { version, arrivedAt, reason: null },
  });

/** Takes the mailed Word form over into the draft, part by part, as the platform read it. */
async function takeOverForm(
  filler: Caller,
  id: Application["id"],
  uploadId: Applied["uploads"][number]["uploadId"],
) {
  const params = { id, uploadId };
  let read = await filler.applications.listDifferences({ params });
  for (; read.state === "waiting"; read = await filler.applications.listDifferences({ params }))
    await wait(pollMs);
  const versions = new Map<string, number>();
  for (const { key, section, version: seen } of read.differences.filter(({ canTake }) => canTake)) {
    const version = versions.get(section) ?? seen;
    const taken = await filler.applications.takeDifference({ key: newKey(), params, body: { key, version } });
    versions.set(section, taken.version);
  }
}

/** What no file is read for: the total is a person's to state. */
async function stateTotal(
  { definition, seed }: Play,
  filler: Caller,
  { id, applicant }: { id: Application["id"]; applicant: Applicant },
) {
  const { society } = applicant;
  const key = definition.sections.find(({ kind }) => kind === "budget")?.key ?? "";
  const { stated } = makeContent({ definition, society, route: "recommended", seed })[key] ?? {};
  const { sections } = await filler.applications.getApplication({ params: { id } });
  const held = sections.find((section) => section.key === key);
  if (!held || !stated) throw new Error("the form brought no budget");
  await write(filler, id, { [key]: { ...held.content, stated } }, { [key]: held.version });
}

/** The society finds its mail as its draft, completes it from its own Word form, and its second person confirms. */
async function confirm(play: Play, applicant: Applicant, { applicationId: id }: MailRecording, mail: Mail) {
  const { checks, definition, local } = play;
  const code = applicant.society.code.toLowerCase();
  const filler = await local.signIn(`filler.${code}@society.example`);
  const approver = await local.signIn(`approver.${code}@society.example`);
  const files = mail.read?.files ?? [];
  const verdicts = [];
  for (const { uploadId } of files) verdicts.push((await verdictOn(filler, id, uploadId)).state);
  checks.equal("what came by e-mail is inspected as any file", verdicts, ["ACCEPTED", "ACCEPTED"]);
  const uploads = files.map(({ kind, uploadId }) => ({ kind, uploadId }));
  const named = { undertakingVersion: definition.undertaking.version, uploads };
  checks.equal(
    "a mail alone is no submission: its draft is empty",
    await refusalOf(submit(approver, id, named)),
    "incomplete",
  );
  const form = files.find(({ kind }) => kind === "form");
  if (!form) throw new Error("the mail brought no form");
  await takeOverForm(filler, id, form.uploadId);
  await stateTotal(play, filler, { id, applicant });
  const submitted = await submit(approver, id, named);
  checks.equal(
    "a confirmed mail counts by its own arrival, and the receipt says when it was confirmed",
    [submitted.receipt?.arrivedAt, (submitted.receipt?.confirmedAt ?? "") > definition.timetable.closes.at],
    [receivedAt(play), true],
  );
  return uploads;
}

/**
 * After the deadline an officer works through the mailbox: one mail is an application and is confirmed, one has files that
 * nobody can take out, one is of a society that submitted here. All are listed as what they are.
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
  await local.idle();
  const params = { roundId: round.roundId };
  const listed = await allOf((query) => first.applications.listMails({ params, query }));
  checks.equal(
    "the mails of the round are listed: unreadable, confirmed, and one that is a record only",
    listed.map(({ state }) => state).toSorted(),
    ["CONFIRMED", "KEPT", "UNREADABLE"],
  );
  const all = await allOf((query) => first.applications.listApplications({ params, query }));
  checks.equal(
    "of all applications the one that came by e-mail is marked so",
    all.filter(({ channel }) => channel === "mail").map(({ id, state }) => [id, state]),
    [[joined.recording.applicationId, "SUBMITTED"]],
  );
  checks.equal("a society's own submission stands beside a mail of it", second.state, "KEPT");
  return [{ applicant, id: joined.recording.applicationId, uploads }];
}
