import type { Application } from "../../shared/contract/applications.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { wasRegisteredAt } from "../../shared/programme/supplier.ts";
import { societies } from "../../shared/store/published/societies.ts";

/** Whose society the register knows as a supplier ("已注册学会无需再次注册"), or knew at an instant. */
export async function registeredAmong(
  applied: readonly Pick<Application, "societyCode">[],
  at?: Instant,
): Promise<Set<SocietyCode>> {
  const known = await societies.getMany(applied.map(({ societyCode: code }) => ({ code })));
  const isKnown = ({ facts: { supplier } }: (typeof known)[number]) =>
    at === undefined ? supplier?.isRegistered === true : wasRegisteredAt(supplier, at);
  return new Set(known.filter(isKnown).map(({ code }) => code));
}
