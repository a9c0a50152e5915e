import type { Sheet } from "../../shared/contract/sheet-record.ts";
import { reviewSubmitted } from "../../shared/events/reviews.ts";
import { fact } from "../../shared/runtime/facts.ts";

/** That a sheet was submitted, amended or corrected: by its hash, never by its scores. */
export function submittedFact({
  roundId,
  applicationId,
  expertId,
  stage,
  submitted,
  history,
  version,
}: Sheet) {
  if (!submitted) throw new Error("only a submitted sheet is told of");
  return fact(reviewSubmitted, {
    aggregateId: `${applicationId}#${stage}#${expertId}`,
    version,
    payload: {
      roundId,
      applicationId,
      expertId,
      stage,
      sha256: submitted.sha256,
      isAmendment: history.length > 0,
    },
  });
}
