import { epochOf, type Instant } from "../../shared/kernel/time.ts";

/** HMAC-SHA-1 (RFC 2104), passed in. */
export type Hmac = (key: Uint8Array, message: Uint8Array) => Uint8Array;

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, thirty seconds; RFC 4226 asks for a secret of 160 bits. */
export const secretBytes = 20;
const stepSeconds = 30;
const digits = 6;
/** A phone's clock may be a step off either way (RFC 6238, 5.2). */
const drift = 1;

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Bytes as an app takes them when they are typed: RFC 4648 without padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => base32.charAt(Number.parseInt(group.padEnd(5, "0"), 2))).join("");
}

function fromBase32(text: string): Uint8Array {
  const bits = [...text].map((one) => base32.indexOf(one).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** The number of the thirty seconds that an instant lies in. */
export const stepAt = (now: Instant): number => Math.floor(epochOf(now) / 1000 / stepSeconds);

/** The code of a step: RFC 4226, 5.3. */
export function totpOf(secret: string, step: number, hmac: Hmac): string {
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(step));
  const hash = hmac(fromBase32(secret), counter);
  const bytes = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  const offset = bytes.getUint8(hash.length - 1) & 0xf;
  const number = bytes.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/**
 * The step whose code was typed, or undefined. No step counts twice, nor one before a step that was used (RFC 6238, 5.2).
 * @param lastStep the step of the last code that was taken; null before the first
 */
export function stepOfCode(
  { secret, lastStep }: { secret: string; lastStep: number | null },
  { code, now, hmac }: { code: string; now: Instant; hmac: Hmac },
): number | undefined {
  const present = stepAt(now);
  for (let step = present - drift; step <= present + drift; step += 1) {
    if ((lastStep === null || step > lastStep) && totpOf(secret, step, hmac) === code) return step;
  }
  return undefined;
}

/** What an app reads from a picture; the issuer is in ASCII, as some apps show nothing else. */
export const otpauthUri = (secret: string, mail: string): string =>
  `otpauth://totp/Linxuan:${encodeURIComponent(mail)}?secret=${secret}&issuer=Linxuan&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
