import type { Instant } from "../../shared/kernel/time.ts";
import { type Der, octetsOf, oidOf, partsOf, readDer, textOf, timeOf } from "./der.ts";

export type HashName = "sha1" | "sha256" | "sha384" | "sha512";

const hashes: Record<string, HashName> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

/** RSA (PKCS #1 v1.5) and ECDSA by their identifiers; null: with the hash that the content has. */
const methods: Record<string, HashName | null> = {
  "1.2.840.113549.1.1.1": null,
  "1.2.840.113549.1.1.5": "sha1",
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.10045.4.1": "sha1",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
};

const [messageDigest, signingTime, commonName] = ["1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5", "2.5.4.3"];

/** What a signature in the cryptographic message syntax (RFC 5652) holds; null of what it lacks or is of an unknown kind. */
export interface SignedMessage {
  /** How the content was hashed. */
  hash: HashName | null;
  digest: Uint8Array | null;
  /** The content, where it carries its own. */
  content: Uint8Array | null;
  /** What was signed in place of the content, as it must be hashed. */
  attributes: Uint8Array | null;
  valueHash: HashName | null;
  value: Uint8Array | null;
  signedAt: Instant | null;
  /** The signer's certificate: common name of the subject, and public key (SPKI). */
  signer: string | null;
  publicKey: Uint8Array | null;
}

const tagged = (parts: readonly Der[], tag: number) => parts.find((one) => one.tag === tag);
const isSame = (a: Der | undefined, b: Der | undefined) =>
  a !== undefined && b !== undefined && Buffer.from(a.whole).equals(b.whole);

interface Certificate {
  serial: Der | undefined;
  issuer: Der | undefined;
  subject: string | null;
  publicKey: Uint8Array | null;
}

/** The common name in a subject's name; the last one where there are several. */
function commonNameIn(name: Der | undefined): string | null {
  const pairs = partsOf(name).flatMap(partsOf).map(partsOf);
  const found = pairs.findLast(([kind]) => oidOf(kind) === commonName);
  return textOf(found?.[1]) ?? null;
}

function certificateOf(of: Der): Certificate {
  const body = partsOf(partsOf(of)[0]);
  const from = body[0]?.tag === 0xa0 ? 1 : 0;
  const [serial, , issuer, , subject, key] = body.slice(from);
  return { serial, issuer, subject: commonNameIn(subject), publicKey: key?.whole ?? null };
}

/** The common name in a certificate by itself; null when the bytes are none. */
export function subjectOf(bytes: Uint8Array): string | null {
  const certificate = readDer(bytes);
  return certificate ? certificateOf(certificate).subject : null;
}

/** The certificate that the signer names; the only one where it names none by issuer and number. */
function signersOwn(certificates: readonly Certificate[], named: Der | undefined): Certificate | undefined {
  const [issuer, serial] = named?.tag === 0x30 ? partsOf(named) : [];
  if (issuer) return certificates.find((one) => isSame(one.issuer, issuer) && isSame(one.serial, serial));
  return certificates.length === 1 ? certificates[0] : undefined;
}

function attributeOf(attributes: Der | undefined, kind: string): Der | undefined {
  const found = partsOf(attributes)
    .map(partsOf)
    .find(([name]) => oidOf(name) === kind);
  return partsOf(found?.[1])[0];
}

/** Attributes are stored under another tag than they are hashed under. */
const asHashed = ({ whole }: Der) => Buffer.concat([Uint8Array.of(0x31), whole.subarray(1)]);

/** Reads a signature with one signer, as PDFs carry it; undefined when the bytes are none. */
export function readSignedMessage(bytes: Uint8Array): SignedMessage | undefined {
  const [, wrapped] = partsOf(readDer(bytes));
  const signed = partsOf(partsOf(wrapped)[0]);
  const signers = partsOf(signed.findLast(({ tag }) => tag === 0x31));
  const [signer] = signers;
  // The set of hashes is one too: a signer is a sequence that begins with its version.
  const parts = partsOf(signer);
  if (parts[0]?.tag !== 0x02) return undefined;
  const certificates = partsOf(tagged(signed, 0xa0)).map(certificateOf);
  const own = signersOwn(certificates, parts[1]);
  const attributes = tagged(parts, 0xa0);
  const hash = hashes[oidOf(partsOf(parts[2])[0])] ?? null;
  const [method, value] = parts.slice(attributes ? 4 : 3);
  const named = methods[oidOf(partsOf(method)[0])];
  const [, wrappedContent] = partsOf(signed[2]);
  return {
    hash,
    digest: octetsOf(attributeOf(attributes, messageDigest)) ?? null,
    content: octetsOf(partsOf(wrappedContent)[0]) ?? null,
    attributes: attributes ? asHashed(attributes) : null,
    valueHash: named === null ? hash : (named ?? null),
    value: octetsOf(value) ?? null,
    signedAt: timeOf(attributeOf(attributes, signingTime)),
    signer: own?.subject ?? null,
    publicKey: own?.publicKey ?? null,
  };
}

/** What a time-stamp (RFC 3161) says of the content: its hash, and when it was seen. */
export function readTimeStamp(content: Uint8Array): {
  hash: HashName | null;
  digest: Uint8Array | null;
  at: Instant | null;
} {
  const [, , imprint, , at] = partsOf(readDer(content));
  const [kind, digest] = partsOf(imprint);
  return {
    hash: hashes[oidOf(partsOf(kind)[0])] ?? null,
    digest: octetsOf(digest) ?? null,
    at: timeOf(at),
  };
}
