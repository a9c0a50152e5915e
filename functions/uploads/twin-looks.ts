import type { TwinLookOutcome, TwinLooks, TwinStanding } from "../../shared/contract/twin-looks.ts";
import type { Twin } from "../../shared/contract/twins.ts";
import type { PersonId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/** How the doubt about a pair stands: as the last look says. */
export const standingOf = (held: TwinLooks | undefined): TwinStanding => ({
  state: held?.looks.at(-1)?.outcome ?? "open",
  version: held?.version ?? 0,
});

/** 四、申报程序（一）: the looks at a pair with one more. Whether a difference matters is a person's to say, who may look again. */
export function lookedAt(
  { applicationId, roundId, societyCode, pdfUploadId, wordUploadId, submission }: Twin,
  held: TwinLooks | undefined,
  look: { outcome: TwinLookOutcome; note: string; by: PersonId; at: Instant },
): TwinLooks {
  return {
    ...{ applicationId, roundId, societyCode, pdfUploadId, wordUploadId, submission },
    looks: [...(held?.looks ?? []), look],
    version: (held?.version ?? 0) + 1,
  };
}
