import type { Application } from "../../shared/contract/applications.ts";
import type { SealedFile } from "../../shared/contract/seals.ts";
import type { UploadId } from "../../shared/kernel/ids.ts";
import { type LocalFile, upload } from "./applicant.ts";
import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { beginInParts, uploadInParts } from "./in-parts.ts";
import type { Applicant } from "./plan.ts";
import { momentsOf, type OpenRound, officersOf, type Play } from "./play.ts";
import { signPdf } from "./sign-pdf.ts";
import { selfSigned } from "./signature.ts";

/** The one society that signs its PDF digitally beside the seal: the last that has nothing else to show. */
const signing = ({ plan }: Play): Applicant | undefined =>
  plan.applicants.findLast(
    ({ course, planted, wrongFile, isScan }) =>
      course === "plain" && planted === null && wrongFile === null && !isScan,
  );

const nameOf = ({ society }: Applicant) => `${society.name_zh}（演示证书）`;

/** The files of a society as it sends them: those of one carry a digital signature, made with a certificate of its own. */
export function signedIfSo(play: Play, applicant: Applicant, files: LocalFile[]): LocalFile[] {
  if (applicant !== signing(play)) return files;
  const signer = selfSigned(nameOf(applicant));
  const { intake } = momentsOf(play.definition);
  return files.map((file) =>
    file.kind === "stamped"
      ? { ...file, bytes: new Uint8Array(signPdf(file.bytes, { signer, at: intake[0] ?? "" })) }
      : file,
  );
}

/** Sends a file: the signed one in parts, after a first try that was given up; any other in one piece. */
export async function uploadAsDue(
  play: Play,
  { filler, id, applicant }: { filler: Caller; id: Application["id"]; applicant: Applicant },
  file: LocalFile,
): Promise<UploadId> {
  if (applicant !== signing(play) || file.kind !== "stamped") return upload(filler, id, file);
  const { upload: first } = await beginInParts(filler, id, file);
  const params = { id, uploadId: first.id };
  play.checks.equal(
    "parts that are not there make no file",
    await refusalOf(filler.uploads.completeParts({ key: newKey(), params })),
    "parts-missing",
  );
  await filler.uploads.abortParts({ key: newKey(), params });
  return uploadInParts(filler, id, file);
}

/** What the platform says of the signature: who, when, what agrees, and what it can't check. */
async function checkSignature(play: Play, officer: Caller, files: readonly SealedFile[]): Promise<void> {
  const { checks } = play;
  const applicant = signing(play);
  const file = files.find(({ societyCode }) => societyCode === applicant?.society.code);
  if (!applicant || !file) throw new Error("nobody signed digitally");
  const params = { id: file.applicationId, uploadId: file.uploadId };
  const { signatures } = await officer.uploads.getUpload({ params });
  checks.equal(
    "a digital signature is named; what can be compared agrees, its certificate is not checkable here",
    signatures?.map((one) => [one.signer, one.kind, one.coverage, one.content, one.value, one.certificate]),
    [[nameOf(applicant), "adbe.pkcs7.detached", "whole-file", "matches", "matches", "not-checkable"]],
  );
}

/** How many files an officer of the play looks at. */
const looks = 3;

/** An officer looks at the stamped files and records on which page the seal is; a second look follows a doubt. */
export async function playSeals(play: Play, { roundId }: OpenRound): Promise<void> {
  const { checks } = play;
  const { first, second } = await officersOf(play);
  const listed = () => allOf((query) => first.uploads.listSeals({ params: { roundId }, query }));
  const files = await listed();
  checks.equal("nobody has looked at a seal yet", files.filter(({ seal }) => seal.version > 0).length, 0);
  await checkSignature(play, first, files);
  const record = (
    officer: Caller,
    { applicationId: id, uploadId }: SealedFile,
    body: Parameters<Caller["uploads"]["recordSealLook"]>[0]["body"],
  ) => officer.uploads.recordSealLook({ key: newKey(), params: { id, uploadId }, body });
  const [doubtful, ...others] = files.slice(0, looks);
  if (!doubtful) throw new Error("nobody submitted a stamped file");
  checks.equal(
    "a seal is on no page that the file has not",
    await refusalOf(record(first, doubtful, { outcome: "seen", version: 0, pages: [9999] })),
    "no-such-page",
  );
  await record(first, doubtful, { outcome: "not-found", version: 0, note: "首页未见公章（演示）。" });
  const again = await record(second, doubtful, { outcome: "seen", version: 1, pages: [1] });
  checks.equal("a second look is kept beside the first", again.looks.length, 2);
  for (const file of others) await record(first, file, { outcome: "seen", version: 0, pages: [1] });
  const seen = (await listed()).filter(({ seal }) => seal.state === "seen");
  checks.equal("the list shows which seals were seen", seen.length, looks);
}
