import { noFacts, type RegisterRow } from "../../shared/contract/register.ts";
import type { Society } from "../../shared/contract/rounds.ts";

/** As long as the upload link: whoever sends a large scan over a slow line types the code after it. */
export const proofSeconds = 3600;
/** Five tries at six digits: one chance in 200,000. */
export const proofTries = 5;
export const proofCodes = 1_000_000;

/** The limits of whoever asks without being known: as for sign-in codes, in their window. */
export const askWindowSeconds = 600;
export const asksPerMail = 5;
/** Far above what an office asks for in ten minutes; each asking may bring a file of 20 MB. */
export const asksPerSource = 60;

/** A request that nobody proved is forgotten after two days, and with it whom it named. */
export const forgottenAfterSeconds = 2 * 86_400;

/** Six digits from a whole number below `proofCodes`. */
export const proofCodeOf = (number: number): string => String(number).padStart(6, "0");

/** The society of the register that a request states, by its code or its USCC. */
export const statedSociety = (stated: string, registered: readonly Society[]): Society | undefined =>
  registered.find(({ code, uscc }) => code === stated || uscc === stated);

/** A row that states nothing of a society but its two people: merged as an import's row is. */
export const contactRow = (
  { code, names, category, uscc, isRecommended }: Society,
  people: Pick<RegisterRow, "filler" | "approver">,
): RegisterRow => ({
  ...{ code, names, category, uscc, isRecommended },
  ...people,
  ...{ nameSince: null, formerNames: [], withdrawn: [] },
  facts: noFacts,
});
