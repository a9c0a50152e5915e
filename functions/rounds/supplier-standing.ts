import { noFacts, type RegisterRow, type SupplierFact } from "../../shared/contract/register.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import type { SupplierClaim, SupplierStatus } from "../../shared/contract/supplier-record.ts";

/**
 * 四、申报程序（二）: where a society stands as a supplier. What the register knows comes first ("已注册学会无需再次注册"); then what
 * the society says of itself; that nothing is known is never "registered".
 */
export function supplierStatus(
  fact: Pick<SupplierFact, "isRegistered"> | null,
  claim: Pick<SupplierClaim, "state"> | undefined,
): SupplierStatus {
  if (fact?.isRegistered) return "REGISTERED";
  if (claim?.state === "CLAIMED") return "CLAIMED";
  if (claim?.state === "REFUSED") return "REFUSED";
  return fact ? "NOT_REGISTERED" : "UNKNOWN";
}

/** A row that states nothing of a society but its registration as a supplier: merged as an import's row is. */
export const supplierRow = (
  { code, names, category, uscc, isRecommended, filler, approver }: Society,
  supplier: SupplierFact,
): RegisterRow => ({
  ...{ code, names, category, uscc, isRecommended, filler, approver },
  ...{ nameSince: null, formerNames: [], withdrawn: [] },
  facts: { ...noFacts, supplier },
});
