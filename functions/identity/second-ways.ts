import type { Person } from "../../shared/contract/identity.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { SecondWays } from "./records.ts";
import { type Hmac, stepOfCode } from "./totp.ts";

/** A code that is read out is typed while the call lasts. */
export const callBackSeconds = 120;
/** How many recovery codes are printed at a time. */
export const recoveryCount = 10;

// Crockford's base 32: no letter that is taken for a digit on paper.
const recoveryLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const recoveryBytes = 12;

/** Twelve letters and digits, 60 bits, from as many bytes of chance; in three groups, as they are printed. */
export function recoveryCodeOf(bytes: Uint8Array): string {
  const letters = [...bytes].map((byte) => recoveryLetters.charAt(byte % recoveryLetters.length)).join("");
  return (letters.match(/.{4}/g) ?? []).join("-");
}

/** A recovery code as it is compared: what people read as O, I or L is the digit. */
export const asPrinted = (code: string): string =>
  code.replaceAll("-", "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");

/** Of an address that has no second way yet. */
export const noSecondWays = (mail: SecondWays["mail"]): SecondWays => ({
  mail,
  callBack: null,
  totp: null,
  totpBegun: null,
  recovery: null,
  version: 0,
});

export const nextWays = (held: SecondWays, change: Partial<SecondWays>): SecondWays => ({
  ...held,
  ...change,
  version: held.version + 1,
});

type Holder = Pick<Person, "name" | "stamps">;

/**
 * Is what somebody has set up still theirs? A shared mailbox outlives who reads it: whoever comes after them under the same
 * address, or comes back after their roles were taken, sets up their own.
 */
export const isTheirs = (
  { holder, since }: { holder: string; since: Instant },
  { name, stamps }: Holder,
): boolean => holder === name && !stamps.some(({ act, when }) => act === "revoke" && when >= since);

const digitsOf = (phone: string) => phone.replaceAll(/\D/g, "");

/** One number, however its digits are grouped. */
export const isSamePhone = (a: string, b: string): boolean => digitsOf(a) === digitsOf(b);

/** Which of an address's ways may still be tried. */
export interface MayTry {
  callBack: boolean;
  /** The app's and the recovery codes. */
  own: boolean;
}

type Way = "call-back" | "totp" | "recovery";

/** A typed code, and what is made of it by means that a rule does not have. */
export interface Typed {
  code: string;
  /** Its hash as that of a code which was read out, and of a printed one. */
  hashes: { callBack: string; recovery: string };
  hmac: Hmac;
}

/**
 * The second way that a code opens, and what is kept after its use; undefined when it opens none. Each code works once.
 * @param person whose address it is; undefined while only the code is judged
 */
export function wayOf(
  held: SecondWays,
  { code, hashes, hmac }: Typed,
  { now, may, person }: { now: Instant; may: MayTry; person?: Holder },
): { way: Way; next: SecondWays } | undefined {
  const { callBack, totp, recovery } = held;
  if (may.callBack && callBack && now < callBack.expiresAt && callBack.codeHash === hashes.callBack)
    return { way: "call-back", next: nextWays(held, { callBack: null }) };
  if (!may.own) return undefined;
  const isOpen = (own: { holder: string; since: Instant }) => person === undefined || isTheirs(own, person);
  const lastStep = totp && isOpen(totp) ? stepOfCode(totp, { code, now, hmac }) : undefined;
  if (totp && lastStep !== undefined)
    return { way: "totp", next: nextWays(held, { totp: { ...totp, lastStep } }) };
  if (recovery && isOpen(recovery)) {
    const left = recovery.codeHashes.filter((one) => one !== hashes.recovery);
    if (left.length < recovery.codeHashes.length)
      return { way: "recovery", next: nextWays(held, { recovery: { ...recovery, codeHashes: left } }) };
  }
  return undefined;
}
