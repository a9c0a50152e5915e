import type { LeadBecause } from "../../shared/contract/objection-record.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { PublicNotice } from "../../shared/programme/notice.ts";

/** What somebody gave of themselves and of what they say. */
interface Given {
  name: string | null;
  mail: string | null;
  phone: string | null;
  seal: "signed" | "sealed" | null;
  evidence: string | null;
  /** How many files go with it: they are evidence, too. */
  files: number;
}

/**
 * 公示异议: why this opens no objection; none: it does. A name, a way to answer and a signature are always needed, for nobody
 * else can be written to.
 */
export function leadBecause(
  { name, mail, phone, seal, evidence, files }: Given,
  { needsEvidence }: Pick<PublicNotice["objection"], "needsEvidence">,
  { arrivedAt, endsAt }: { arrivedAt: Instant; endsAt: Instant },
): LeadBecause[] {
  return [
    ...(arrivedAt > endsAt ? (["late"] as const) : []),
    ...(name === null ? (["anonymous"] as const) : []),
    ...(mail === null || phone === null ? (["no-contact"] as const) : []),
    ...(seal === null ? (["unsigned"] as const) : []),
    ...(needsEvidence && evidence === null && files === 0 ? (["no-evidence"] as const) : []),
  ];
}

/** The limits of whoever lodges: as for sign-in codes, in their window. */
export const lodgingWindowSeconds = 600;
export const lodgingsPerMail = 5;
/** Above what an office sends in ten minutes. */
export const lodgingsPerSource = 30;
