import { handler } from "../../functions/identity/api.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { noFacts } from "../../shared/contract/register.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { givenRow } from "../rounds/given.ts";
import { givenPerson, morning, signedInBy } from "./given.ts";

/** The number that the register holds of a filler. */
export const registered = "010-68571898";

/** A society of the register, with a registered number of its filler unless it is null. */
export async function givenSociety(phone: string | null = registered) {
  const { withdrawn: _, ...row } = givenRow();
  const recorded = {
    importHash: Sha256.parse("0".repeat(64)),
    importFile: "register.csv",
    importedBy: "per",
    importedAt: Instant.parse(morning),
  };
  const filler = { ...row.filler, ...(phone !== null && { phone }) };
  await transact([
    societies.create({
      ...{ ...row, filler, nameSince: null, nameRecorded: recorded, formerNames: [] },
      ...{ facts: noFacts, ...recorded, version: 1 },
    }),
  ]);
  return { ...row, filler };
}

/** Such a society whose filler has an account. */
export async function givenFiller(phone?: string | null) {
  const society = await givenSociety(phone);
  const { mail, name } = society.filler;
  return { society, person: await givenPerson({ mail, name, roles: ["filler"], societyCode: society.code }) };
}

/** Such a society with both its people signed in. */
export async function staffed(service: MailService) {
  const society = await givenSociety();
  const account = async (role: "filler" | "approver") => {
    const { name, mail } = society[role];
    const person = await givenPerson({ name, mail, roles: [role], societyCode: society.code });
    return { ...person, token: (await signedInBy(service, mail)).token };
  };
  return {
    society,
    code: society.code,
    filler: await account("filler"),
    approver: await account("approver"),
  };
}
export type Staffed = Awaited<ReturnType<typeof staffed>>;

/** An officer, or another, asks for a code to read out. */
export async function readOut(
  id: string,
  more: { at?: string; phone?: string; token?: string; reason?: string } = {},
) {
  return answerTo(handler, routes.giveCallBackCode, {
    at: more.at ?? morning,
    token: more.token ?? (await signedIn("officer")).token,
    params: { id },
    body: { phone: more.phone ?? registered, reason: more.reason ?? "邮件被退回，已回拨登记电话" },
  });
}
