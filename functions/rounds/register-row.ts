import type * as z from "zod";
import { Phone } from "../../shared/contract/phone.ts";
import { RegisterContact, RegisterRow } from "../../shared/contract/register.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import { codeOf, lineReader, type TableLine } from "../../shared/files/table-cells.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import { usccFault } from "../../shared/kernel/uscc.ts";
import { statedFacts } from "./register-facts.ts";
import { type RegisterReader, registerFault } from "./register-faults.ts";
import type { Registered } from "./register-held.ts";
import { yesOrNo } from "./register-kinds.ts";
import { statedNames } from "./register-names.ts";

const contactCells = (["filler", "approver"] as const).flatMap((role) => [
  `${role}_name` as const,
  `${role}_mail` as const,
  `${role}_phone` as const,
]);

function contactIn({ fail, name, needed, plain }: RegisterReader, role: "filler" | "approver") {
  const mail = needed(`${role}_mail`, plain(`${role}_mail`));
  const sound = mail === undefined ? undefined : RegisterContact.shape.mail.safeParse(mail).data;
  if (mail !== undefined && sound === undefined) fail(`${role}_mail`, "bad-mail", mail);
  const stated = plain(`${role}_phone`);
  const phone = stated === "" ? undefined : Phone.safeParse(stated).data;
  if (holdsIdentityData(stated)) fail(`${role}_phone`, "identity-data");
  else if (stated !== "" && phone === undefined) fail(`${role}_phone`, "bad-phone", stated);
  const called = name(`${role}_name`);
  if (called !== undefined && holdsIdentityData(called)) fail(`${role}_name`, "identity-data");
  return { name: called, mail: sound, phone };
}

/** The credit code, of the right shape and with the right check character. */
function usccIn({ cell, fail, needed }: RegisterReader) {
  const uscc = needed("uscc", codeOf(cell("uscc")));
  const wrong = uscc === undefined ? null : usccFault(uscc);
  if (wrong !== null) fail("uscc", `uscc-${wrong}`, uscc);
  return uscc;
}

/**
 * One line as a row of the register, or every fault of the line at once.
 * @param heldUnder the society that the register holds under a code; a name finds none
 */
export function registerRow(
  line: TableLine,
  { heldUnder, today }: { heldUnder: (code: string) => Registered | undefined; today: LocalDate },
): RegisterRow | TableFault[] {
  const read = lineReader(line, registerFault);
  const { cell, fail, name, needed, plain, word } = read;
  const code = needed("code", codeOf(cell("code")));
  if (code !== undefined && !SocietyCode.safeParse(code).success) fail("code", "bad-code", code);
  const held = code === undefined ? undefined : heldUnder(code);
  // A society without any contact registers by itself; half a contact is a fault.
  const isNamed = contactCells.some((key) => plain(key) !== "");
  const filler = isNamed ? contactIn(read, "filler") : null;
  const approver = isNamed ? contactIn(read, "approver") : null;
  if (filler?.mail !== undefined && filler.mail === approver?.mail)
    fail("approver_mail", "filler-is-approver");
  const recommended = needed("recommended", plain("recommended"));
  const row = {
    code,
    ...statedNames(read, { held, today }),
    category: name("category"),
    uscc: usccIn(read),
    isRecommended: recommended === undefined ? undefined : word("recommended", yesOrNo, "unknown-word"),
    filler,
    approver,
    ...statedFacts(read, { held, today }),
  };
  if (read.faults.length > 0) return read.faults;
  const parsed = RegisterRow.safeParse(row);
  return parsed.success ? parsed.data : lengthFaults(line.line, parsed.error);
}

/** What is left for the schema to find: texts longer than their field. */
const lengthFaults = (line: number, error: z.ZodError): TableFault[] =>
  error.issues.map(({ path }) => registerFault(line, path.join("."), ["too-long"]));
