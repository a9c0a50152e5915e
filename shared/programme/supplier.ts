import type { SupplierFact } from "../contract/register.ts";
import type { RecordedFacts } from "../contract/register-record.ts";
import type { Instant } from "../kernel/time.ts";
import type { SupplierRegistration } from "./eligibility.ts";

/**
 * 四、申报程序（二）: what a missing registration as a supplier stands in the way of once the application is submitted, by the
 * programme's setting (`supplierRegistration.blocks`). That nothing is known of a society is never "registered".
 */
export function blockedBySupplier(
  asked: Pick<SupplierRegistration, "blocks"> | null,
  fact: Pick<SupplierFact, "isRegistered"> | null,
): "nothing" | "defence" | "award" {
  if (asked === null || fact?.isRegistered) return "nothing";
  return asked.blocks === "defence" || asked.blocks === "award" ? asked.blocks : "nothing";
}

/** Did the register know it at an instant? Whatever was recorded later changes nothing of what was announced then. */
export const wasRegisteredAt = (fact: RecordedFacts["supplier"], at: Instant): boolean =>
  fact?.isRegistered === true && fact.recorded.importedAt <= at;
