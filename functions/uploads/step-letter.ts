import { isLostRace } from "../../shared/contract/problems.ts";
import { attemptsAtMost } from "../../shared/files/limits.ts";
import type { RegistrationId, Sha256 } from "../../shared/kernel/ids.ts";
import { letterCopyKeyOf, letterKeyOf } from "../../shared/kernel/letter-keys.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import { hashedBytesOf, keepBytes } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { type Inspection, inspectionLimits } from "./inspection.ts";
import { awaitedLetter } from "./letter-scan.ts";
import { contentTypes } from "./policy.ts";
import { type LetterInspection, letterInspections } from "./records.ts";
import { letterFacts } from "./step-letter-told.ts";

const how = { limits: inspectionLimits, means: inspectionMeans };
const contentType = contentTypes.pdf;

/** As long as the function may run: an inspection that began within it may still go on. */
const inspectingSeconds = 60;

/** The original of a letter that was not refused, and its copy without scripts and attachments where one is made. */
async function kept(
  id: RegistrationId,
  { bytes, sha256 }: { bytes: Uint8Array; sha256: Sha256 },
  inspection: Pick<Inspection, "kind"> | null,
) {
  const copy = inspection && (await import("./safe-copy.ts")).safeCopy(bytes, inspection, how)?.bytes;
  return {
    versionId: await keepBytes("documents", letterKeyOf(id), bytes, { sha256, contentType }),
    copyVersionId: copy
      ? await keepBytes("documents", letterCopyKeyOf(id), copy, { sha256: sha256Of(copy), contentType })
      : null,
  };
}

/** The verdict on one version; a letter whose inspections died before is not tried a third time. */
async function verdictOn(
  { registrationId: id, attempts }: LetterInspection,
  versionId: string,
): Promise<NonNullable<LetterInspection["said"]>> {
  const letter = await hashedBytesOf("quarantine", letterKeyOf(id), versionId);
  const { sha256 } = letter;
  if (attempts > attemptsAtMost)
    return { verdict: "flagged", reasons: ["too-complex"], sha256, ...(await kept(id, letter, null)) };
  const { inspect } = await import("./inspect.ts");
  const inspection = await inspect(letter.bytes, { ...how, expected: "pdf" });
  const { verdict } = inspection;
  const reasons = inspection.reasons.map(({ code }) => code);
  if (verdict === "refused") return { verdict, reasons, sha256, versionId: null, copyVersionId: null };
  return { verdict, reasons, sha256, ...(await kept(id, letter, inspection)) };
}

/** Writes that an inspection begins, so that one which dies is counted; undefined while another may be at it. */
async function begin(id: RegistrationId, { now, commit }: Tick): Promise<LetterInspection | undefined> {
  const held = await letterInspections.get({ registrationId: id });
  const letter = held ?? awaitedLetter(id, now);
  const { begunAt, attempts, version } = letter;
  if (letter.said !== null) return undefined;
  if (begunAt !== null && begunAt > plusSeconds(now, -inspectingSeconds)) return undefined;
  const begun = { ...letter, attempts: attempts + 1, begunAt: now, version: version + 1 };
  try {
    await commit({ writes: [held ? letterInspections.replace(begun) : letterInspections.create(begun)] });
    return begun;
  } catch (cause) {
    if (!isLostRace(cause)) throw cause;
    return undefined;
  }
}

/**
 * Inspects one landed version of a letter and tells the verdict. The first has its way: an event that came twice, or the sweep
 * beside it, changes nothing, and a scanner's refusal is not overruled.
 * @returns whether it was inspected here
 */
export async function inspectLetter(id: RegistrationId, versionId: string, tick: Tick): Promise<boolean> {
  const begun = await begin(id, tick);
  if (!begun) return false;
  const said = await verdictOn(begun, versionId);
  for (let held: LetterInspection | undefined = begun; held; ) {
    if (held.said !== null) return false;
    const ended = { ...held, said, isWaiting: false, attempts: 0, begunAt: null, version: held.version + 1 };
    try {
      await tick.commit({ writes: [letterInspections.replace(ended)], facts: letterFacts(ended) });
      return true;
    } catch (cause) {
      if (!isLostRace(cause)) throw cause;
      held = await letterInspections.get({ registrationId: id });
    }
  }
  return false;
}
