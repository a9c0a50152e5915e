import type { Defender } from "../../shared/contract/defence-record.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { inLotOrder } from "../../shared/kernel/lots.ts";

type Applicant = Omit<Defender, "place">;

/** The order of the defence by lot: by the lots as text, lowest first. `lotOf` gives HMAC-SHA256 of an id under the seed. */
export function byLot(applicants: readonly Applicant[], lotOf: (id: string) => string): Defender[] {
  return placed(inLotOrder(applicants, (one) => lotOf(one.applicationId)).map(({ thing }) => thing));
}

/** The order of the defence by the register: by the society's code, then by the application's id. */
export function byRegister(applicants: readonly Applicant[]): Defender[] {
  const keyOf = ({ societyCode, applicationId }: Applicant) => `${societyCode} ${applicationId}`;
  return placed(applicants.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
}

const placed = (ordered: readonly Applicant[]): Defender[] =>
  ordered.map((applicant, at) => ({ ...applicant, place: at + 1 }));

/** What the hash of the list of who defends is of: their ids, sorted, so that it says nothing of the order. */
export const listText = (defenders: readonly Pick<Defender, "applicationId">[]): string =>
  canonicalJson(defenders.map(({ applicationId }) => applicationId).toSorted());
