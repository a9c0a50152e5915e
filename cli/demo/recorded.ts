import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Application } from "../../shared/contract/applications.ts";
import type { Mail, MailRecording } from "../../shared/contract/mail-record.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { submit, verdictOn, write } from "./applicant.ts";
import type { Applied } from "./applied.ts";
import { type Caller, newKey, refusalOf } from "./caller.ts";
import { makeContent } from "./content.ts";
import { makeDocx, makeStampedPdf } from "./files.ts";
import type { Applicant } from "./plan.ts";
import type { Play } from "./play.ts";

const pollMs = 100;

/** Those with nothing unusual about them, who play no part in the scene of the Word form. */
export const plain = ({ plan }: Play) =>
  plan.applicants.filter(
    ({ planted, course, wrongFile, isScan, isRecommended }) =>
      planted === null && course === "plain" && wrongFile === null && !isScan && isRecommended,
  );

/** The one society that never opens the portal before the deadline: it sends its files to the mailbox of the notice. */
export const sendsMail = (play: Play, applicant: Applicant): boolean =>
  applicant === plain(play).at(3) && play.definition.channels.mail !== null;

/** And one that brings them to the office on a stick. */
export const bringsStick = (play: Play, applicant: Applicant): boolean =>
  applicant === plain(play).at(5) && play.definition.channels.handedOver !== null;

/** Does it open the portal only to confirm what officers recorded? */
export const comesOtherwise = (play: Play, applicant: Applicant): boolean =>
  sendsMail(play, applicant) || bringsStick(play, applicant);

/** What the mailbox's server, or the office, received on the last evening. */
export const receivedAt = ({ definition }: Play): Instant =>
  plusSeconds(definition.timetable.closes.at, -5400.999);

/** The Word form and its stamped PDF, as the society made them. */
export async function filesOf({ definition, seed }: Play, { society }: Applicant) {
  const sections = makeContent({ definition, society, route: "recommended", seed });
  const form = await makeDocx({ definition, society, route: "recommended", sections });
  return [
    { name: `${society.name_zh}申报书.docx`, bytes: form },
    { name: `${society.name_zh}申报书（盖章）.pdf`, bytes: makeStampedPdf(form, society) },
  ];
}

export const hashOf = (bytes: Uint8Array) => Sha256.parse(createHash("sha256").update(bytes).digest("hex"));

/** What an officer handed in, once all of it has landed and was read. */
export async function readBySystem(officer: Caller, { roundId, societyCode, id: mailId }: Mail) {
  for (;;) {
    const { items } = await officer.applications.listSocietyMails({ params: { roundId, societyCode } });
    const seen = items.find(({ id }) => id === mailId);
    if (seen && seen.state !== "AWAITED") return seen;
    await wait(pollMs);
  }
}

/** The original as officers, and its society, download it. */
async function originalOf(caller: Caller, { roundId, societyCode, id: mailId }: Mail) {
  const { url } = await caller.applications.getOriginal({ params: { roundId, societyCode, mailId } });
  return hashOf(new Uint8Array(await (await fetch(url)).arrayBuffer()));
}

export const record = (
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
export async function confirm(
  play: Play,
  applicant: Applicant,
  { applicationId: id }: MailRecording,
  mail: Mail,
) {
  const { checks, definition, local } = play;
  const code = applicant.society.code.toLowerCase();
  const filler = await local.signIn(`filler.${code}@society.example`);
  const approver = await local.signIn(`approver.${code}@society.example`);
  const files = mail.read?.files ?? [];
  const verdicts = [];
  for (const { uploadId } of files) verdicts.push((await verdictOn(filler, id, uploadId)).state);
  checks.equal(
    "what came by e-mail or on a stick is inspected as any file",
    [mail.channel, ...verdicts],
    [mail.channel, "ACCEPTED", "ACCEPTED"],
  );
  checks.equal("its society downloads the original", await originalOf(approver, mail), mail.sha256);
  const uploads = files.map(({ kind, uploadId }) => ({ kind, uploadId }));
  const named = { undertakingVersion: definition.undertaking.version, uploads };
  checks.equal(
    "what was recorded is no submission by itself: its draft is empty",
    await refusalOf(submit(approver, id, named)),
    "incomplete",
  );
  const form = files.find(({ kind }) => kind === "form");
  if (!form) throw new Error("no form came");
  await takeOverForm(filler, id, form.uploadId);
  await stateTotal(play, filler, { id, applicant });
  const submitted = await submit(approver, id, named);
  checks.equal(
    "what was confirmed counts by its own arrival, and the receipt says when it was confirmed",
    [submitted.receipt?.arrivedAt, (submitted.receipt?.confirmedAt ?? "") > definition.timetable.closes.at],
    [receivedAt(play), true],
  );
  return uploads;
}
