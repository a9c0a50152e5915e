import type { Application } from "../../shared/contract/applications.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Role } from "../../shared/kernel/roles.ts";

/** Staff read every application, a society's people their own; to anybody else it does not exist. */
export function mayRead(
  application: Pick<Application, "societyCode">,
  actor: { roles: readonly Role[]; societyCode: SocietyCode | null },
): boolean {
  if (actor.roles.includes("officer") || actor.roles.includes("supervisor")) return true;
  return actor.societyCode === application.societyCode;
}
