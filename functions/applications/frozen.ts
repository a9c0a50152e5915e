import type { Application, PinnedFile, Section } from "../../shared/contract/applications.ts";
import type { Partner } from "../../shared/contract/partnership-record.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/** What a submission froze. Its hash is the application's identity from then on. */
export interface Submission {
  application: Application;
  sections: readonly Section[];
  files: readonly PinnedFile[];
  undertakingVersion: number;
  submittedBy: string;
  arrivedAt: Instant;
  /** Only of a joint application. */
  partners?: Partner[] | undefined;
  leadShareFen?: number | undefined;
  /** When the society confirmed what came by e-mail. */
  confirmedAt: Instant | null;
}

/** The canonical JSON of a submission: the same content is the same bytes on every machine. */
export function frozenText({
  application,
  sections,
  files,
  undertakingVersion,
  submittedBy,
  arrivedAt,
  confirmedAt,
  partners,
  leadShareFen,
}: Submission): string {
  return canonicalJson({
    schemaVersion: 1,
    applicationId: application.id,
    roundId: application.roundId,
    definitionHash: application.definitionHash,
    societyCode: application.societyCode,
    societyNames: application.societyNames,
    uscc: application.uscc,
    route: application.route,
    submission: application.submissions + 1,
    sections: sections
      .map(({ key, version, content }) => ({ key, version, content }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    files: files
      .map(({ kind, uploadId, name, bytes, sha256, key, versionId }) => ({
        kind,
        uploadId,
        name,
        bytes,
        sha256,
        key,
        versionId,
      }))
      .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
    ...(partners && { partners }),
    ...(leadShareFen !== undefined && { leadShareFen }),
    undertakingVersion,
    submittedBy,
    arrivedAt,
    ...(application.arrival && {
      channel: application.channel,
      mailId: application.arrival.mailId,
      mailHash: application.arrival.mailHash,
      confirmedAt,
    }),
  });
}

/** Where the frozen text lies among the documents. */
export const frozenKey = (applicationId: string, sha256: string) =>
  `applications/${applicationId}/${sha256}.json`;

/** The receipt's number: programme, society and the count of submissions; needs no counter that others share. */
export function receiptNumber(
  programme: string,
  application: Pick<Application, "societyCode" | "submissions">,
): string {
  return `${programme}/${application.societyCode}/${application.submissions + 1}`.toUpperCase();
}
