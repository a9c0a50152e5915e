import type { Application } from "../../shared/contract/applications.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";

/** The fact of the submission that stands. */
export const submittedFact = (next: Application): Fact[] =>
  next.receipt === null
    ? []
    : [
        fact(applicationSubmitted, {
          aggregateId: next.id,
          version: next.version,
          payload: {
            applicationId: next.id,
            roundId: next.roundId,
            societyCode: next.societyCode,
            receiptNumber: next.receipt.number,
            arrivedAt: next.receipt.arrivedAt,
            sha256: next.receipt.sha256,
            files: next.receipt.files.map(({ kind, sha256 }) => ({ kind, sha256 })),
          },
        }),
      ];
