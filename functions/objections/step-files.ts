import type { ObjectionDocument } from "../../shared/contract/objection-document-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ObjectionDocumentId, RoundId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { ObjectionDocuments } from "../../shared/programme/notice.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { type NamedFiles, namedFiles } from "./records.ts";

/** What has landed and was not refused; a verdict that is still awaited holds nobody up before a deadline. */
const nameable: readonly ObjectionDocument["state"][] = ["LANDED", "ACCEPTED", "FLAGGED"];

/** Was the file sent in under this secret? */
export const isUnder = (
  secret: string | null,
  { secretHash }: Pick<ObjectionDocument, "secretHash">,
): boolean => secret !== null && secretHash === sha256Of(secret);

interface Naming {
  side: ObjectionDocument["side"];
  terms: Pick<ObjectionDocuments, "most"> | null;
  /** Whether who names it may: another's does not exist for them. */
  isOwn: (one: ObjectionDocument) => boolean;
  /** Named before by the same side. */
  before?: number;
}

/**
 * The files that somebody names, as they are kept.
 * @throws Problem not-found of another's, file-not-landed, file-refused with the reasons, invalid-request of too many
 */
export async function filesToName(
  {
    refuse,
  }: {
    refuse: (
      code: "not-found" | "file-not-landed" | "file-refused",
      facts?: Record<string, unknown>,
    ) => Problem;
  },
  ids: readonly ObjectionDocumentId[],
  { side, terms, isOwn, before = 0 }: Naming,
): Promise<ObjectionDocument[]> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return [];
  const most = terms?.most ?? 0;
  if (asked.length + before > most)
    throw new Problem("invalid-request", {
      part: "body",
      faults: [{ path: "documentIds", code: "too-many", most }],
    });
  const held = await together(...asked.map((id) => objectionDocuments.ask({ id })));
  return held.map((one, at) => {
    if (one?.side !== side || !isOwn(one)) throw refuse("not-found", { documentId: asked[at] });
    if (one.state === "PRESIGNED") throw refuse("file-not-landed", { documentId: one.id });
    if (!nameable.includes(one.state))
      throw refuse("file-refused", { documentId: one.id, reasons: one.reasons.map(({ code }) => code) });
    return one;
  });
}

/** The writes that name files in a matter, each only while it is not refused; none where there is nothing to keep. */
export function keptFiles(
  matterId: NamedFiles["matterId"],
  { files, secret, now }: { files: readonly ObjectionDocument[]; secret: string | null; now: Instant },
  held?: NamedFiles,
): Write[] {
  if (files.length === 0 && (secret === null || held)) return [];
  const known = new Set(held?.named.map(({ id }) => id));
  const fresh = files.filter(({ id }) => !known.has(id));
  const next: NamedFiles = {
    matterId,
    secretHash: held?.secretHash ?? (secret === null ? null : sha256Of(secret)),
    named: [
      ...(held?.named ?? []),
      ...fresh.map(({ id, side }) => ({ id, side, namedAt: now, release: null })),
    ],
    version: (held?.version ?? 0) + 1,
  };
  return [
    held ? namedFiles.replace(next) : namedFiles.create(next),
    ...fresh.map(({ id }) =>
      objectionDocuments.check({ id }, [stillIn(nameable)], () => new Problem("file-refused")),
    ),
  ];
}

/** The files of a matter in the order in which they were named. */
export const documentsOf = async (matterId: NamedFiles["matterId"]) =>
  documentsIn(await namedFiles.get({ matterId }));

/** The same of what was read already. */
export async function documentsIn(held: NamedFiles | undefined) {
  if (!held || held.named.length === 0) return [];
  const found = await together(...held.named.map(({ id }) => objectionDocuments.ask({ id })));
  return held.named.flatMap(({ namedAt, release }, at) => {
    const one = found[at];
    return one ? [{ ...one, namedAt, release }] : [];
  });
}

interface ReleasedPaper {
  one: ObjectionDocument;
  release: NonNullable<NamedFiles["named"][number]["release"]>;
}

/**
 * What the target is shown of papers that were released to it: the redacted version where one was named, and nothing where that
 * is refused since, never the paper itself in its place.
 */
export async function releasedVersions(papers: readonly ReleasedPaper[]) {
  const ids = papers.flatMap(({ release }) => release.redaction?.id ?? []);
  const found = await together(...ids.map((id) => objectionDocuments.ask({ id })));
  const redactedOf = new Map(ids.map((id, at) => [id, found[at]]));
  return papers.map(({ one, release }) => {
    const version = release.redaction ? redactedOf.get(release.redaction.id) : one;
    return { id: one.id, release, version: version?.state === "REFUSED" ? undefined : version };
  });
}

/** What a round takes of files with an objection. */
export async function fileTermsOf(roundId: RoundId): Promise<ObjectionDocuments | null> {
  const round = await rounds.get({ id: roundId });
  if (!round) throw new Error(`round ${roundId} is unknown`);
  return (await definitionOf(round)).publicNotice.objection.documents;
}
