import { createHash, createHmac } from "node:crypto";
import { asPrinted, type Typed } from "./second-ways.ts";
import type { Hmac } from "./totp.ts";

export const hmacSha1: Hmac = (key, message) => createHmac("sha1", key).update(message).digest();

/** Only the hash of a code is kept; a code is only good for the address that it was made for. */
export const hashOfWay = (kind: "call-back" | "recovery", mail: string, code: string): string =>
  createHash("sha256")
    .update(`${kind}\n${mail}\n${kind === "recovery" ? asPrinted(code) : code}`)
    .digest("hex");

export const typedFor = (mail: string, code: string): Typed => ({
  code,
  hashes: { callBack: hashOfWay("call-back", mail, code), recovery: hashOfWay("recovery", mail, code) },
  hmac: hmacSha1,
});
