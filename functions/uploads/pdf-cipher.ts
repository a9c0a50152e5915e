import type { Decipher, PdfFile, Unlock } from "./pdf-file.ts";
import { type Dictionary, isDictionary, isText, nameOf, type PdfStream } from "./pdf-syntax.ts";

/** What a rule does not compute itself: hashes and AES without padding. */
export interface Ciphers {
  hash: (name: "md5" | "sha256" | "sha384" | "sha512", ...parts: readonly Uint8Array[]) => Uint8Array;
  aesCbc: (way: "encrypt" | "decrypt", key: Uint8Array, vector: Uint8Array, bytes: Uint8Array) => Uint8Array;
}

/** ISO 32000-1, 7.6.3.3: what a password is filled up with. */
const padding = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");
const noVector = Buffer.alloc(16);

function rc4(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, n) => n);
  const swap = (a: number, b: number) => {
    [state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0];
  };
  for (let n = 0, j = 0; n < 256; n++) {
    j = (j + (state[n] ?? 0) + (key[n % key.length] ?? 0)) & 0xff;
    swap(n, j);
  }
  let [i, j] = [0, 0];
  return bytes.map((byte) => {
    i = (i + 1) & 0xff;
    j = (j + (state[i] ?? 0)) & 0xff;
    swap(i, j);
    return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 0xff] ?? 0);
  });
}

/** The lock as its dictionary describes it. */
interface Lock {
  revision: number;
  keyBytes: number;
  owner: Uint8Array;
  user: Uint8Array;
  userKey: Uint8Array;
  permissions: number;
  hidesMetadata: boolean;
  id: Uint8Array;
}

/** Twenty more rounds, each with the key under another mask. */
const masked = (key: Uint8Array, round: number) => key.map((byte) => byte ^ round);

function oldKey(password: Uint8Array, lock: Lock, { hash }: Ciphers): Uint8Array {
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(lock.permissions | 0);
  const tail = lock.revision >= 4 && !lock.hidesMetadata ? [Buffer.alloc(4, 0xff)] : [];
  let key = hash("md5", password, lock.owner.subarray(0, 32), permissions, lock.id, ...tail);
  if (lock.revision >= 3) for (let n = 0; n < 50; n++) key = hash("md5", key.subarray(0, lock.keyBytes));
  return key.subarray(0, lock.keyBytes);
}

function fitsOld(key: Uint8Array, lock: Lock, { hash }: Ciphers): boolean {
  if (lock.revision < 3) return Buffer.from(rc4(key, padding)).equals(lock.user.subarray(0, 32));
  let check = rc4(key, hash("md5", padding, lock.id));
  for (let round = 1; round < 20; round++) check = rc4(masked(key, round), check);
  return Buffer.from(check).equals(lock.user.subarray(0, 16));
}

/** Revisions 2 to 4: the key for an empty password to open. */
function keyOfOld(lock: Lock, ciphers: Ciphers): Uint8Array | undefined {
  const key = oldKey(padding, lock, ciphers);
  return fitsOld(key, lock, ciphers) ? key : undefined;
}

/** ISO 32000-2, algorithm 2.B, for an empty password. */
function newHash(salt: Uint8Array, { revision }: Lock, { hash, aesCbc }: Ciphers): Uint8Array {
  let key = hash("sha256", salt);
  if (revision < 6) return key;
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const block = Buffer.concat(Array.from({ length: 64 }, () => key));
    const mixed = aesCbc("encrypt", key.subarray(0, 16), key.subarray(16, 32), block);
    const rest = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = hash(rest === 0 ? "sha256" : rest === 1 ? "sha384" : "sha512", mixed);
    last = mixed.at(-1) ?? 0;
  }
  return key.subarray(0, 32);
}

/** Revisions 5 and 6. */
function keyOfNew(lock: Lock, ciphers: Ciphers): Uint8Array | undefined {
  if (lock.user.length < 48 || lock.userKey.length < 32) return undefined;
  const given = newHash(lock.user.subarray(32, 40), lock, ciphers);
  if (!Buffer.from(given).equals(lock.user.subarray(0, 32))) return undefined;
  const key = newHash(lock.user.subarray(40, 48), lock, ciphers);
  return ciphers.aesCbc("decrypt", key, noVector, lock.userKey.subarray(0, 32));
}

type Method = "none" | "rc4" | "aes-128" | "aes-256";
const methods: Record<string, Method> = { None: "none", V2: "rc4", AESV2: "aes-128", AESV3: "aes-256" };

function methodOf(file: Pick<PdfFile, "entry">, encrypt: Dictionary, version: number): Method | undefined {
  if (version < 4) return "rc4";
  const name = nameOf(file.entry(encrypt, "StmF")) ?? "Identity";
  if (name === "Identity") return "none";
  const filters = file.entry(encrypt, "CF");
  const filter = isDictionary(filters) ? file.entry(filters, name) : null;
  return isDictionary(filter) ? methods[nameOf(file.entry(filter, "CFM")) ?? "None"] : undefined;
}

function aes(key: Uint8Array, bytes: Uint8Array, { aesCbc }: Ciphers): Uint8Array {
  const whole = bytes.subarray(16, bytes.length - (bytes.length % 16));
  if (whole.length === 0) return new Uint8Array();
  const plain = aesCbc("decrypt", key, bytes.subarray(0, 16), whole);
  const pad = plain.at(-1) ?? 0;
  return pad >= 1 && pad <= 16 ? plain.subarray(0, plain.length - pad) : plain;
}

function decipherWith(key: Uint8Array, method: Method, hidesMetadata: boolean, ciphers: Ciphers): Decipher {
  const keyOf = ({ number, generation }: PdfStream): Uint8Array => {
    const id = Buffer.alloc(5);
    id.writeUIntLE(number, 0, 3);
    id.writeUIntLE(generation, 3, 2);
    const salt = method === "aes-128" ? [Buffer.from("sAlT")] : [];
    return ciphers.hash("md5", key, id, ...salt).subarray(0, Math.min(key.length + 5, 16));
  };
  return (bytes, stream) => {
    const { entries } = stream.dictionary;
    const type = nameOf(entries.get("Type"));
    const filters = [entries.get("Filter") ?? []].flat();
    const isPlain =
      method === "none" ||
      type === "XRef" ||
      (type === "Metadata" && !hidesMetadata) ||
      filters.some((filter) => nameOf(filter) === "Crypt");
    if (isPlain) return bytes;
    if (method === "aes-256") return aes(key, bytes, ciphers);
    return method === "rc4" ? rc4(keyOf(stream), bytes) : aes(keyOf(stream), bytes, ciphers);
  };
}

/** Opens a file with an empty password, as every reader tries first: ISO 32000, the standard security handler. */
export const unlockWith =
  (ciphers: Ciphers): Unlock =>
  (file) => {
    const encrypt = file.entry(file.trailer, "Encrypt");
    if (encrypt === null) return undefined;
    if (!isDictionary(encrypt) || nameOf(file.entry(encrypt, "Filter")) !== "Standard") return null;
    const number = (key: string, otherwise: number) => {
      const value = file.entry(encrypt, key);
      return typeof value === "number" ? value : otherwise;
    };
    const text = (key: string) => {
      const value = file.entry(encrypt, key);
      return Buffer.from(isText(value) ? value.text : "", "latin1");
    };
    const ids = file.entry(file.trailer, "ID");
    const id = Array.isArray(ids) ? file.resolve(ids[0]) : null;
    const version = number("V", 0);
    const method = methodOf(file, encrypt, version);
    const lock: Lock = {
      revision: number("R", 2),
      keyBytes: version === 1 ? 5 : version >= 4 ? 16 : Math.floor(number("Length", 40) / 8),
      owner: text("O"),
      user: text("U"),
      userKey: text("UE"),
      permissions: number("P", 0),
      hidesMetadata: file.entry(encrypt, "EncryptMetadata") !== false,
      id: Buffer.from(isText(id) ? id.text : "", "latin1"),
    };
    if (method === undefined || ![1, 2, 4, 5].includes(version) || lock.keyBytes < 5 || lock.keyBytes > 16)
      return null;
    const key = version === 5 ? keyOfNew(lock, ciphers) : keyOfOld(lock, ciphers);
    return key ? decipherWith(key, method, lock.hidesMetadata, ciphers) : null;
  };
