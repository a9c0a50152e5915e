import { authorisationInspected } from "../../shared/events/uploads.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import type { LetterInspection } from "./records.ts";

/** What is told of a letter of which inspection, or a scanner, has spoken. */
export const letterFacts = ({ registrationId, said, malware, version }: LetterInspection): Fact[] =>
  said === null
    ? []
    : [
        fact(authorisationInspected, {
          aggregateId: registrationId,
          version,
          payload: { registrationId, ...said, malware },
        }),
      ];
