import { setTimeout as wait } from "node:timers/promises";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Application } from "../../shared/contract/applications.ts";
import { formAndStamped, type LocalFile, upload, verdictOn } from "./applicant.ts";
import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { makeStampedPdf } from "./files.ts";
import type { Applicant } from "./plan.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";
import { formerNameOf } from "./register.ts";

type Part = "edited-in-word" | "other-pdf" | "former-name";
const readPollMs = 100;

const isPlain = ({ planted, course, wrongFile, isScan }: Applicant) =>
  planted === null && course === "plain" && wrongFile === null && !isScan;

/** Who plays which part: the first two with nothing unusual about them, and the one that the register gives a former name. */
function partOf({ plan }: Play, applicant: Applicant): Part | null {
  if (applicant === plan.applicants[0]) return "former-name";
  const at = plan.applicants.filter(isPlain).indexOf(applicant);
  return at === 0 ? "edited-in-word" : at === 1 ? "other-pdf" : null;
}

/** The form after somebody has typed over a text in Word: where it stands first, or wherever it stands. */
function typedOver(
  { bytes }: LocalFile,
  from: string,
  { by, where }: { by: string; where: "first" | "everywhere" },
): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(bytes);
  const name = "word/document.xml";
  const text = strFromU8(parts[name] ?? new Uint8Array());
  const xml = where === "first" ? text.replace(from, by) : text.replaceAll(from, by);
  return new Uint8Array(zipSync({ ...parts, [name]: strToU8(xml) }));
}

interface Written {
  filler: Caller;
  applicant: Applicant;
  id: Application["id"];
  files: LocalFile[];
}

const presidentOf = async (caller: Caller, id: Application["id"]): Promise<string> => {
  const { sections } = await caller.applications.getApplication({ params: { id } });
  return sections.find(({ key }) => key === "profile")?.content.parts.president ?? "";
};

/** A form that was edited outside is read back, and its one difference taken over; then form and PDF are made anew. */
async function editedInWord({ checks }: Play, { filler, applicant, id, files }: Written) {
  const [form] = files;
  if (!form) return files;
  const before = await presidentOf(filler, id);
  const bytes = typedOver(form, before, { by: "欧阳新任（虚构）", where: "first" });
  const uploadId = await upload(filler, id, { ...form, bytes });
  await verdictOn(filler, id, uploadId);
  const params = { id, uploadId };
  let read = await filler.applications.listDifferences({ params });
  for (; read.state === "waiting"; read = await filler.applications.listDifferences({ params })) {
    await wait(readPollMs);
  }
  checks.equal(
    "a form that was edited in Word is read back, and differs in one place",
    [
      read.state,
      read.isOfThisApplication,
      read.differences.map(({ key, draft, word }) => [key, draft, word]),
    ],
    ["read", true, [["profile.president", before, "欧阳新任（虚构）"]]],
  );
  const body = { key: "profile.president", version: read.differences[0]?.version ?? 0 };
  await filler.applications.takeDifference({ key: newKey(), params, body });
  checks.equal("what was taken over is the draft's", await presidentOf(filler, id), "欧阳新任（虚构）");
  checks.equal(
    "a difference from an older version of the draft is not taken over",
    await refusalOf(filler.applications.takeDifference({ key: newKey(), params, body })),
    "version-conflict",
  );
  return formAndStamped(filler, id, applicant);
}

/** The files that a society sends in, where this scene has something to do with them; else those that it has. */
export async function filesOfScene(play: Play, written: Written): Promise<LocalFile[]> {
  const { filler, applicant, id, files } = written;
  const { society } = applicant;
  const [form, stamped] = files;
  const part = partOf(play, applicant);
  if (!form || !stamped || part === null) return files;
  if (part === "edited-in-word") return editedInWord(play, written);
  if (part === "other-pdf") {
    const older = typedOver(form, await presidentOf(filler, id), { by: "司徒前任（虚构）", where: "first" });
    return [form, { ...stamped, bytes: new Uint8Array(makeStampedPdf(older, society)) }];
  }
  const old = typedOver(form, society.name_zh, { by: formerNameOf(society).zh, where: "everywhere" });
  const bearing = { ...society, name_zh: formerNameOf(society).zh };
  return [
    { ...form, bytes: old },
    { ...stamped, bytes: new Uint8Array(makeStampedPdf(old, bearing)) },
  ];
}

/** After the intake: officers find the one pair that differs, and nothing against those that agree. */
export async function checkTwins(
  play: Play,
  { roundId }: OpenRound,
  applied: readonly { applicant: Applicant; id: Application["id"] }[],
): Promise<void> {
  const { checks } = play;
  const { first } = await officersOf(play);
  const doubts = await allOf((query) => first.uploads.listTwinDoubts({ params: { roundId }, query }));
  const codesOf = (part: Part) =>
    applied
      .filter(({ applicant }) => partOf(play, applicant) === part)
      .map(({ applicant }) => applicant.society.code);
  checks.equal(
    "of all PDF files with text, the one of another text is in doubt",
    doubts
      .filter(({ comparison }) => comparison.verdict === "doubt")
      .map(({ societyCode, comparison }) => [societyCode, comparison.findings.map(({ code }) => code)]),
    codesOf("other-pdf").map((code) => [code, ["text-differs"]]),
  );
  const [scans, unlike] = [applied.filter(({ applicant }) => applicant.isScan), codesOf("other-pdf")];
  checks.equal(
    "scans are said to be not checkable, and nothing is guessed of them",
    doubts.length,
    scans.length + unlike.length,
  );
  for (const [part, wanted] of [
    ["edited-in-word", ["agree", "agree", "agree"]],
    ["other-pdf", ["agree", "differ", "differ"]],
    ["former-name", ["differ", "agree", "differ"]],
  ] as const) {
    for (const { id } of applied.filter(({ applicant }) => partOf(play, applicant) === part)) {
      const { pairs } = await first.applications.getAgreement({ params: { id } });
      const found = pairs.flatMap((one) => [one.draftWord.state, one.wordPdf.state, one.draftPdf.state]);
      checks.equal(`${part}: draft and Word, Word and PDF, draft and PDF`, found, wanted);
    }
  }
}
