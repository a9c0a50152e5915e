import { handler } from "../../functions/rounds/api.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { type NamedRow, RegisterRow } from "../../shared/contract/register.ts";
import { rounds as routes } from "../../shared/contract/rounds.ts";
import { usccCheckCharacter } from "../../shared/kernel/uscc.ts";
import { answerTo } from "../asked.ts";
import { newSocietyCode } from "../codes.ts";
import { onceKey, signedIn } from "../given.ts";

export const at = "2021-11-03T01:00:00.000Z";

/** A sound row of the register under a code, name, credit code and addresses that no other test has. */
export function givenRow(overrides: Partial<NamedRow> = {}): NamedRow {
  const fresh = newSocietyCode();
  const code = overrides.code ?? fresh.code;
  const body = `51100000${String(fresh.number).padStart(9, "0")}`;
  const row = RegisterRow.parse({
    code,
    names: { zh: `中国第${body}学会`, en: `Society ${body}` },
    category: "理科",
    uscc: `${body}${usccCheckCharacter(body)}`,
    isRecommended: true,
    filler: { name: "填报人", mail: `f-${body}@society.example` },
    approver: { name: "审核人", mail: `a-${body}@society.example` },
    facts: {
      inspections: [{ year: 2020, conclusion: "QUALIFIED", source: "2020年度年检公告", on: "2021-09-30" }],
      partyOrganisation: { state: "complete", source: "党建台账", on: "2021-10-20" },
      penalties: { list: [], source: "信用平台", on: "2021-11-01" },
      earlierProjects: { state: "none", source: "项目台账", on: "2021-10-20" },
      supplier: { isRegistered: true, source: "智慧计财服务平台", on: "2021-10-20" },
    },
    ...overrides,
  });
  return row as NamedRow;
}

/** An officer imports rows, or the text of a file as it came. */
export async function importing(
  given: readonly RegisterRow[] | string,
  more: { isDryRun?: boolean; token?: string; headers?: Record<string, string>; at?: string } = {},
) {
  const csv = typeof given === "string" ? given : formatRegister(given);
  return answerTo(handler, routes.importRegister, {
    at: more.at ?? at,
    token: more.token ?? (await signedIn("officer")).token,
    headers: more.headers ?? onceKey(),
    body: { csv, fileName: "register.csv", ...(more.isDryRun && { isDryRun: true }) },
  });
}
