import type { Application } from "../../shared/contract/applications.ts";
import type { UploadId } from "../../shared/kernel/ids.ts";
import { formAndStamped, type LocalFile, submit, upload, verdictOn, write } from "./applicant.ts";
import type { Applied, Intake, JudgedFile } from "./applied.ts";
import { type Caller, newKey, refusalOf } from "./caller.ts";
import { makeContent } from "./content.ts";
import { makeWrong } from "./files.ts";
import { inTurns } from "./in-turns.ts";
import type { Applicant } from "./plan.ts";
import { atOnce, momentsOf, type OpenRound, officersOf, type Play } from "./play.ts";
import { comesOtherwise } from "./recorded.ts";
import { playLatePasses } from "./scene-late.ts";
import { playMails } from "./scene-mail.ts";
import { signedIfSo, uploadAsDue } from "./scene-signed.ts";
import { checkTwins, filesOfScene } from "./scene-word.ts";

const mailOf = (role: "filler" | "approver", { society }: Applicant) =>
  `${role}.${society.code.toLowerCase()}@society.example`;

/** What a society that keeps its hands off the keyboard until the end has written by then. */
const firstSections = 3;

/** The wrong file goes up, is refused for its reason, and can't be submitted. */
async function tryWrongFile(
  { checks, definition }: Play,
  { filler, approver, id, applicant, files }: Drafted & { approver: Caller },
): Promise<JudgedFile[]> {
  const { wrongFile, society } = applicant;
  const [form, stamped] = files;
  if (wrongFile === null || !form || !stamped) return [];
  const made = makeWrong(wrongFile, form.bytes, society);
  const kind = made.format === "docx" ? form.kind : stamped.kind;
  const wrong = { kind, name: made.name, bytes: new Uint8Array(made.bytes) };
  const right = kind === form.kind ? stamped : form;
  const named = [];
  for (const file of [wrong, right]) {
    named.push({ kind: file.kind, uploadId: await upload(filler, id, file) });
  }
  const verdict = await verdictOn(filler, id, named[0]?.uploadId ?? ("" as UploadId));
  const reasons = verdict.reasons.map(({ code }) => code);
  checks.equal(`${made.name} of ${society.code} is refused`, verdict.state, "REFUSED");
  checks.equal(`${made.name} of ${society.code} is refused for what is wrong with it`, reasons[0], wrongFile);
  const refused = await refusalOf(
    submit(approver, id, { undertakingVersion: definition.undertaking.version, uploads: named }),
  );
  checks.equal(`a refused file of ${society.code} can't be submitted`, refused, "file-refused");
  return [{ file: `${society.code} ${made.name}`, reason: reasons[0] ?? "" }];
}

interface Drafted {
  filler: Caller;
  applicant: Applicant;
  id: Application["id"];
  files: LocalFile[];
}

/** The filler opens and writes the draft and, unless the society leaves it there, prepares the files. */
async function draft(play: Play, { roundId }: OpenRound, applicant: Applicant): Promise<Drafted> {
  const filler = await play.local.signIn(mailOf("filler", applicant));
  const { id, route } = await filler.applications.openDraft({ key: newKey(), body: { roundId } });
  const { definition, seed } = play;
  const sections = makeContent({ definition, society: applicant.society, route, seed });
  const isStale = applicant.course === "stale-draft";
  await write(
    filler,
    id,
    isStale ? Object.fromEntries(Object.entries(sections).slice(0, firstSections)) : sections,
  );
  const files = isStale ? [] : signedIfSo(play, applicant, await formAndStamped(filler, id, applicant));
  return { filler, applicant, id, files };
}

/** One society's way through the intake, up to its receipt where it comes to one. */
async function apply(play: Play, round: OpenRound, applicant: Applicant): Promise<Intake> {
  const { definition, local } = play;
  if (comesOtherwise(play, applicant)) return { applied: [], refusedUploads: [] };
  const drafted = await draft(play, round, applicant);
  const { id } = drafted;
  if (applicant.course === "stale-draft") {
    return { applied: [{ applicant, id, uploads: [] }], refusedUploads: [] };
  }
  const approver = await local.signIn(mailOf("approver", applicant));
  const refusedUploads = await tryWrongFile(play, { ...drafted, approver });
  const uploads = [];
  for (const file of await filesOfScene(play, drafted))
    uploads.push({ kind: file.kind, uploadId: await uploadAsDue(play, drafted, file) });
  const named = { undertakingVersion: definition.undertaking.version, uploads };
  if (applicant.course !== "late" && applicant.course !== "late-pass") await submit(approver, id, named);
  if (applicant.course === "withdrawn") await withdraw(play, { approver, id });
  if (applicant.course === "returned") await returned(play, { ...drafted, approver, named });
  return { applied: [{ applicant, id, uploads }], refusedUploads };
}

async function withdraw(
  { checks }: Play,
  { approver, id }: { approver: Caller; id: Application["id"] },
): Promise<void> {
  const { application } = await approver.applications.getApplication({ params: { id } });
  const body = { version: application.version, reason: "理事会决定本轮不申报（演示）。" };
  const withdrawn = await approver.applications.withdrawApplication({ key: newKey(), params: { id }, body });
  checks.equal("a society withdraws before the deadline", withdrawn.state, "WITHDRAWN");
}

/** An officer sends the application back with a list; the society mends it and submits a second time. */
async function returned(
  play: Play,
  given: Drafted & { approver: Caller; named: { undertakingVersion: number; uploads: Applied["uploads"] } },
): Promise<void> {
  const { filler, approver, id, applicant, named } = given;
  const { first } = await officersOf(play);
  const { application, sections } = await first.applications.getApplication({ params: { id } });
  const place = { section: "budget", part: "notes" };
  const items = [{ item: "预算说明", reason: "请补充会议费的测算依据。", place }];
  await first.applications.returnApplication({
    key: newKey(),
    params: { id },
    body: { version: application.version, items },
  });
  const [unlisted] = sections.filter(({ key }) => key !== place.section);
  if (unlisted) {
    const { key, content, version } = unlisted;
    const text = Object.fromEntries(Object.keys(content.parts).map((part) => [part, "另行改写"]));
    const refusal = await refusalOf(write(filler, id, { [key]: { parts: text } }, { [key]: version }));
    play.checks.equal("what a return does not list is not changed", refusal, "not-listed");
  }
  const mended = sections.find(({ content }) => content.lines !== undefined);
  if (mended) {
    const parts = Object.fromEntries(
      Object.entries(mended.content.parts).map(([key, text]) => [key, `${text}（已按退回意见补充测算依据）`]),
    );
    const content = { ...mended.content, parts };
    await write(filler, id, { [mended.key]: content }, { [mended.key]: mended.version });
  }
  const again = [];
  for (const file of await formAndStamped(filler, id, applicant)) {
    again.push({ kind: file.kind, uploadId: await upload(filler, id, file) });
  }
  const resubmitted = await submit(approver, id, { ...named, uploads: again });
  play.checks.equal("a returned application comes back", resubmitted.submissions, 2);
}

/**
 * After the last instant: the late ones are refused and change nothing, drafts are closed; one is given a late pass, and what
 * came by e-mail is recorded and confirmed.
 * @returns the applications that came by e-mail
 */
async function closeIntake(play: Play, round: OpenRound, applied: readonly Applied[]): Promise<Applied[]> {
  const { local, definition, checks } = play;
  await local.moveTo(momentsOf(definition).afterIntake);
  const approverOf = ({ applicant }: Applied) => local.staysIn(mailOf("approver", applicant));
  for (const one of applied.filter(({ applicant: { course } }) => course === "late")) {
    const { id, uploads } = one;
    const approver = await approverOf(one);
    const code = await refusalOf(
      submit(approver, id, { undertakingVersion: definition.undertaking.version, uploads }),
    );
    // The tick that closed the intake may have closed the draft before the request came.
    checks.equal(
      "what arrives after the deadline is refused",
      code === "deadline-passed" || code === "wrong-state",
      true,
    );
  }
  await local.idle();
  await playLatePasses(play, round, { applied, approverOf });
  const mailed = await playMails(play, round);
  await local.idle();
  await checkTwins(play, round, applied);
  return mailed;
}

/** The days of the intake: societies draft, upload and submit; some make mistakes, some change their mind. */
export async function playIntake(play: Play, round: OpenRound): Promise<Intake> {
  const { local, plan, definition, progress } = play;
  const { intake } = momentsOf(definition);
  const step = progress.step("申报 applications", plan.applicants.length);
  const share = Math.ceil(plan.applicants.length / intake.length);
  const intakes: Intake[] = [];
  for (const [day, instant] of intake.entries()) {
    await local.moveTo(instant);
    const some = plan.applicants.slice(day * share, (day + 1) * share);
    intakes.push(
      ...(await inTurns(some, atOnce, async (applicant) => {
        const one = await apply(play, round, applicant);
        step.tick();
        return one;
      })),
    );
  }
  const applied = intakes.flatMap((one) => one.applied);
  const mailed = await closeIntake(play, round, applied);
  step.end();
  return { applied: [...applied, ...mailed], refusedUploads: intakes.flatMap((one) => one.refusedUploads) };
}
