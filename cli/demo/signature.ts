import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { bits, integer, nothing, numbered, octets, oid, sequence, set, utcTime, utf8 } from "./der-writer.ts";

const sha256 = sequence(oid("2.16.840.1.101.3.4.2.1"), nothing);
const methods = {
  rsa: sequence(oid("1.2.840.113549.1.1.11"), nothing),
  ec: sequence(oid("1.2.840.10045.4.3.2")),
};

/** Somebody who signs with a certificate that they made themselves. */
export interface Signer {
  name: string;
  kind: keyof typeof methods;
  privateKey: KeyObject;
  certificate: Buffer;
  /** Issuer and number, as a signature names its certificate. */
  named: Buffer;
}

const commonName = (name: string) => sequence(set(sequence(oid("2.5.4.3"), utf8(name))));

/** A signer with a new key and a certificate of its own making, as tests and demonstrations have. */
export function selfSigned(name: string, kind: Signer["kind"] = "ec"): Signer {
  const { publicKey, privateKey } =
    kind === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const [subject, number] = [commonName(name), integer(1)];
  const body = sequence(
    numbered(0, integer(2)),
    number,
    methods[kind],
    subject,
    sequence(utcTime("2021-01-01T00:00:00.000Z"), utcTime("2031-01-01T00:00:00.000Z")),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const certificate = sequence(body, methods[kind], bits(sign("sha256", body, privateKey)));
  return { name, kind, privateKey, certificate, named: sequence(subject, number) };
}

const attribute = (kind: string, value: Uint8Array) => sequence(oid(kind), set(value));
const data = "1.2.840.113549.1.7.1";

/** A detached signature in the cryptographic message syntax (RFC 5652) over bytes that were hashed. */
export function signedMessage(
  { kind, privateKey, certificate, named }: Signer,
  digest: Uint8Array,
  at: string,
): Buffer {
  const attributes = [
    attribute("1.2.840.113549.1.9.3", oid(data)),
    attribute("1.2.840.113549.1.9.5", utcTime(at)),
    attribute("1.2.840.113549.1.9.4", octets(digest)),
  ];
  const value = sign("sha256", set(...attributes), privateKey);
  const signer = sequence(
    integer(1),
    named,
    sha256,
    numbered(0, ...attributes),
    methods[kind],
    octets(value),
  );
  const signed = sequence(
    integer(1),
    set(sha256),
    sequence(oid(data)),
    numbered(0, certificate),
    set(signer),
  );
  return sequence(oid("1.2.840.113549.1.7.2"), numbered(0, signed));
}

export const digestOf = (...parts: readonly Uint8Array[]): Buffer => {
  const running = createHash("sha256");
  for (const part of parts) running.update(part);
  return running.digest();
};
