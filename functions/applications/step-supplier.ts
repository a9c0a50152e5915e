import type { Application } from "../../shared/contract/applications.ts";
import type { Draft } from "../../shared/programme/completeness.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { societies } from "../../shared/store/published/societies.ts";

/** What the register knows of the society as a supplier, where its submission hangs on that; null when nothing is known. */
export async function supplierAsked(
  { supplierRegistration }: Pick<ProgrammeDefinition, "supplierRegistration">,
  { societyCode }: Pick<Application, "societyCode">,
): Promise<Pick<Draft, "isSupplier">> {
  if (supplierRegistration?.blocks !== "submission") return {};
  const society = await societies.get({ code: societyCode });
  return { isSupplier: society?.facts.supplier?.isRegistered ?? null };
}
