import type { HandedFile, HandOver, Mail } from "../../shared/contract/mail-record.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { RequiredDocument } from "../../shared/programme/documents.ts";

/** A file as the receiving officer states it. */
type StatedFile = Pick<HandedFile, "kind" | "name" | "bytes" | "sha256">;

/** Why a list of files is not taken: of no document of the programme, twice the same, or too large. */
type FilesFault =
  | { code: "not-found"; kind: string }
  | { code: "twice"; at: number }
  | { code: "too-large"; kind: string; maxBytes: number };

/** What is wrong with the files of a medium: one for each document of the programme at most, within its size. */
export function filesFault(
  files: readonly StatedFile[],
  required: readonly Pick<RequiredDocument, "kind" | "maxBytes">[],
): FilesFault | undefined {
  for (const [at, { kind, bytes }] of files.entries()) {
    const document = required.find((one) => one.kind === kind);
    if (!document) return { code: "not-found", kind };
    if (files.findIndex((one) => one.kind === kind) !== at) return { code: "twice", at };
    if (bytes > document.maxBytes) return { code: "too-large", kind, maxBytes: document.maxBytes };
  }
  return undefined;
}

/**
 * The slip of what was handed over: who brought it, on what, when, to whom, and the hash of each file. Its own hash stands for
 * the whole, as an .eml's does.
 */
export const slipText = (
  { roundId, societyCode, id, handedInBy }: Pick<Mail, "roundId" | "societyCode" | "id" | "handedInBy">,
  { medium, by, at, files }: HandOver,
): string =>
  canonicalJson({
    schemaVersion: 1,
    ...{ id, roundId, societyCode, medium, by, at, receivedBy: handedInBy },
    files: files.map(({ uploadId, kind, format, name, bytes, sha256 }) => ({
      ...{ uploadId, kind, format, name, bytes, sha256 },
    })),
  });
