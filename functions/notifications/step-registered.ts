import type { Application } from "../../shared/contract/applications.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { societies } from "../../shared/store/published/societies.ts";

/** Whose society the register knows as a supplier: "已注册学会无需再次注册". */
export async function registeredAmong(
  applied: readonly Pick<Application, "societyCode">[],
): Promise<Set<SocietyCode>> {
  const known = await societies.getMany(applied.map(({ societyCode: code }) => ({ code })));
  return new Set(known.filter(({ facts }) => facts.supplier?.isRegistered).map(({ code }) => code));
}
