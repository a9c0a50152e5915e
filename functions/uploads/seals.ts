import { Problem } from "../../shared/contract/problems.ts";
import type { SealLook, SealLookGiven, SealLooks, SealStanding } from "../../shared/contract/seals.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import type { PersonId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/** How the seal of a file stands: as the last look says. */
export function standingOf(held: SealLooks | undefined): SealStanding {
  const last = held?.looks.at(-1);
  return { state: last?.outcome ?? "not-looked-at", looks: held?.looks ?? [], version: held?.version ?? 0 };
}

/**
 * 四、申报程序（一）·公章: the record of the looks at a file, with one more. A program can't tell a seal from a picture of
 * one; a person looks, says on which pages, and may look again.
 * @throws Problem version-conflict when somebody looked meanwhile, no-such-page
 */
export function lookedAt(
  { applicationId, id: uploadId, sha256, pages: count }: Upload,
  held: SealLooks | undefined,
  { given, by, at }: { given: SealLookGiven; by: PersonId; at: Instant },
): SealLooks {
  const { version, looks } = standingOf(held);
  if (given.version !== version) throw new Problem("version-conflict", { version });
  const { outcome, note } = given;
  const pages = given.outcome === "seen" ? given.pages.toSorted((a, b) => a - b) : [];
  const beyond = count === null ? [] : pages.filter((page) => page > count);
  if (beyond.length > 0) throw new Problem("no-such-page", { pages: count, beyond });
  const look: SealLook = { outcome, pages, note, by, at };
  return { applicationId, uploadId, sha256, looks: [...looks, look], version: version + 1 };
}
