import { createHmac, timingSafeEqual } from "node:crypto";
import { epochOf, type Instant } from "../../shared/kernel/time.ts";

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
export function totpOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/**
 * The step whose code was typed, or undefined. No step counts twice, nor one before a step that was used (RFC 6238, 5.2).
 * @param lastStep the step of the last code that was taken; null before the first
 */
export function stepOfCode(
  { secret, lastStep }: { secret: string; lastStep: number | null },
  code: string,
  now: Instant,
): number | undefined {
  const present = stepAt(now);
  for (let step = present - drift; step <= present + drift; step += 1) {
    if (lastStep !== null && step <= lastStep) continue;
    const expected = totpOf(secret, step);
    if (expected.length === code.length && timingSafeEqual(Buffer.from(expected), Buffer.from(code)))
      return step;
  }
  return undefined;
}

/** What an app reads from a picture; the issuer is in ASCII, as some apps show nothing else. */
export const otpauthUri = (secret: string, mail: string): string =>
  `otpauth://totp/Linxuan:${encodeURIComponent(mail)}?secret=${secret}&issuer=Linxuan&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
