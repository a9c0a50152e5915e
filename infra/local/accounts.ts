import { existsSync, readFileSync } from "node:fs";
import type { Cloud } from "./model.ts";

/** Somebody to sign in as; the code comes to the inbox. */
interface Account extends Record<string, unknown> {
  mail: string;
  name: string;
  roles: string[];
}

/** Whom a seed left in `file`, and the first administrator whom the template names. */
export function accountsOf(cloud: Cloud, file: string | undefined): Account[] {
  const seeded: Account[] =
    file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  const first = cloud.functions
    .map(({ environment }) => environment.LINXUAN_FIRST_ADMINISTRATOR)
    .find(Boolean);
  if (first === undefined || seeded.some(({ mail }) => mail === first)) return seeded;
  return [{ mail: first, name: "首位管理员 / first administrator", roles: ["administrator"] }, ...seeded];
}
