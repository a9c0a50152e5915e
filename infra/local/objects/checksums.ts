import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { fault } from "./fault.ts";

/** The ones that clients of the product send. CRC32C and CRC64NVME are refused, not ignored. */
export const checksumNames = ["crc32", "sha1", "sha256"] as const;
export type ChecksumName = (typeof checksumNames)[number];
export type Checksums = { [name in ChecksumName]?: string };

interface Digest {
  update(chunk: Buffer): void;
  /** Base64, as in the headers. */
  result(): string;
}

const isChecksumName = (name: string): name is ChecksumName => checksumNames.some((known) => known === name);

/** @throws NotImplemented for an algorithm that is not kept here */
export function checksumNamed(written: string): ChecksumName {
  const name = written.toLowerCase();
  if (!isChecksumName(name)) throw fault("NotImplemented", `The checksum ${written} is not known here.`);
  return name;
}

export const checksumHeader = (name: ChecksumName): string => `x-amz-checksum-${name}`;

/** The element's name in XML bodies, e.g. `ChecksumSHA256`. */
export const checksumElement = (name: ChecksumName): string => `Checksum${name.toUpperCase()}`;

const crcLength = 4;

export function digestOf(name: ChecksumName | "md5"): Digest {
  if (name !== "crc32") {
    const hash = createHash(name);
    return { update: (chunk) => void hash.update(chunk), result: () => hash.digest("base64") };
  }
  let value = 0;
  return {
    update(chunk) {
      value = crc32(chunk, value);
    },
    result() {
      const bytes = Buffer.alloc(crcLength);
      bytes.writeUInt32BE(value);
      return bytes.toString("base64");
    },
  };
}

const lengths: Record<ChecksumName | "md5", number> = { crc32: crcLength, sha1: 20, sha256: 32, md5: 16 };

/** @throws InvalidDigest or InvalidRequest when the text is not base64 of that digest's length */
export function checkForm(name: ChecksumName | "md5", text: string): void {
  if (/^[A-Za-z0-9+/]+=*$/.test(text) && Buffer.from(text, "base64").length === lengths[name]) return;
  if (name === "md5") throw fault("InvalidDigest", "The Content-MD5 you specified was invalid.");
  throw fault("InvalidRequest", `Value for ${checksumHeader(name)} header is invalid.`);
}

/** What a request's headers (or a form's fields) say of checksums; undefined = to compute, nothing to compare with yet. */
export function wishedChecksums(headers: Record<string, string>): Map<ChecksumName, string | undefined> {
  const wished = new Map<ChecksumName, string | undefined>();
  const asked = headers["x-amz-sdk-checksum-algorithm"] ?? headers["x-amz-checksum-algorithm"];
  if (asked !== undefined) wished.set(checksumNamed(asked), undefined);
  for (const trailer of (headers["x-amz-trailer"] ?? "").toLowerCase().split(",")) {
    const name = /^\s*x-amz-checksum-(\w+)\s*$/.exec(trailer)?.[1];
    if (name !== undefined) wished.set(checksumNamed(name), undefined);
  }
  for (const [header, value] of Object.entries(headers)) {
    const name = /^x-amz-checksum-(\w+)$/.exec(header)?.[1];
    if (name === undefined || ["algorithm", "mode", "type"].includes(name)) continue;
    const known = checksumNamed(name);
    checkForm(known, value);
    wished.set(known, value);
  }
  return wished;
}

/** @throws BadDigest naming the one that differs */
export function compareChecksums(wished: Map<ChecksumName, string | undefined>, found: Checksums): void {
  for (const [name, value] of wished) {
    if (value !== undefined && value !== found[name]) {
      throw fault(
        "BadDigest",
        `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
  }
}
