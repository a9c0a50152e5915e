import type { DigitalSignature } from "../../shared/contract/signatures.ts";
import { Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { type HashName, readSignedMessage, readTimeStamp, subjectOf } from "./cms.ts";
import { instantOfDigits } from "./der.ts";
import type { PdfFile } from "./pdf-file.ts";
import { signatureFields } from "./pdf-signature-fields.ts";
import { type Dictionary, isText, nameOf, type PdfValue, shownText } from "./pdf-syntax.ts";

/** What a rule does not compute itself: hashes, and whether a value was made with the other half of a public key. */
export interface Signing {
  hash: (name: HashName, parts: readonly Uint8Array[]) => Uint8Array;
  /** Null when the key is of a kind that can't be used here. */
  fits: (of: {
    hash: HashName;
    parts: readonly Uint8Array[];
    publicKey: Uint8Array;
    value: Uint8Array;
  }) => boolean | null;
}

/** Bytes that the signatures of one file may have hashed together: five of the largest file. */
const hashedBytesMost = 1_000_000_000;

/** With all its certificates and lists a signature has some kilobytes. */
const messageBytesMost = 2_000_000;

/** In hexadecimal, and in whatever room its writer left for it. */
const gapMost = 4 * messageBytesMost;

type Compared = DigitalSignature["content"];
const compared = (is: boolean | null): Compared =>
  is === null ? "not-checkable" : is ? "matches" : "differs";

interface Covered {
  coverage: DigitalSignature["coverage"];
  appendedBytes: number | null;
  /** The bytes themselves; null where it is not clear which they are. */
  parts: Uint8Array[] | null;
}

const unclear: Covered = { coverage: "not-checkable", appendedBytes: null, parts: null };

/** What the signature was made over: two runs of bytes with nothing between them but its own value in hexadecimal. */
function covered(bytes: Uint8Array, range: PdfValue, contents: string): Covered {
  if (!Array.isArray(range) || range.length !== 4) return unclear;
  const numbers = range.filter((one): one is number => Number.isSafeInteger(one) && Number(one) >= 0);
  const [from = 0, length = 0, second = 0, rest = 0] = numbers;
  const end = second + rest;
  if (numbers.length !== 4 || end > bytes.length || from + length > second) return unclear;
  const gap = Buffer.from(bytes.subarray(from + length, Math.min(second, from + length + gapMost))).toString(
    "latin1",
  );
  const isOwnValue =
    gap.startsWith("<") &&
    gap.endsWith(">") &&
    Buffer.from(gap.slice(1, -1).replaceAll(/\s/g, ""), "hex").toString("latin1") === contents;
  const parts = [bytes.subarray(from, from + length), bytes.subarray(second, end)];
  if (from !== 0 || !isOwnValue) return { coverage: "other-parts", appendedBytes: null, parts };
  const appendedBytes = bytes.length - end;
  return { coverage: appendedBytes === 0 ? "whole-file" : "earlier-version", appendedBytes, parts };
}

/** `D:20211108100000+08'00'` as an instant. */
function pdfTime(text: string): Instant | null {
  const [, digits = "", sign, hours = "", minutes = ""] =
    /^D:(\d{14})(?:Z|([+-])(\d\d)'?(\d\d))?/.exec(text) ?? [];
  const local = instantOfDigits(digits);
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60;
  const at = local && Instant.safeParse(plusSeconds(local, sign === "-" ? ahead : -ahead));
  return at?.success ? at.data : null;
}

const messages = new Set(["adbe.pkcs7.detached", "ETSI.CAdES.detached", "adbe.pkcs7.sha1", "ETSI.RFC3161"]);

/** Looks at the signatures of one file, one after the other. */
function looker(file: PdfFile, bytes: Uint8Array, signing: Signing) {
  let left = hashedBytesMost;

  /** The parts, if there is still work to be spent on them. */
  function affordable(parts: Uint8Array[] | null, times: number): Uint8Array[] | null {
    const size = times * (parts ?? []).reduce((sum, { length }) => sum + length, 0);
    if (parts === null || size > left) return null;
    left -= size;
    return parts;
  }

  const isHash = (hash: HashName | null, parts: readonly Uint8Array[], digest: Uint8Array | null) =>
    hash === null || digest === null ? null : Buffer.from(signing.hash(hash, parts)).equals(digest);

  function entriesOf(of: Dictionary) {
    // Texts of a locked file are written in its cipher; only the signature itself is not.
    const text = (key: string) => {
      const value = file.entry(of, key);
      return isText(value) && !file.isRestricted ? shownText(value.text) : null;
    };
    const contents = file.entry(of, "Contents");
    const certificates = [file.entry(of, "Cert") ?? []].flat().map(file.resolve);
    const [certificate] = certificates.filter(isText);
    return {
      kind: nameOf(file.entry(of, "SubFilter"))?.slice(0, 100) ?? null,
      handler: nameOf(file.entry(of, "Filter"))?.slice(0, 100) ?? null,
      contents: isText(contents) ? contents.text : "",
      saidAt: pdfTime(text("M") ?? ""),
      subject: certificate ? subjectOf(Buffer.from(certificate.text, "latin1")) : null,
    };
  }

  return function look({ field, value }: { field: string | null; value: Dictionary }): DigitalSignature {
    const { kind, handler, contents, saidAt, subject } = entriesOf(value);
    const { parts: all, ...range } = covered(bytes, file.entry(value, "ByteRange"), contents);
    const message =
      contents.length <= messageBytesMost ? readSignedMessage(Buffer.from(contents, "latin1")) : undefined;
    const isKnown = kind !== null && messages.has(kind) && message !== undefined;
    const parts = isKnown ? affordable(all, message.attributes ? 1 : 2) : null;
    const stamp = message?.content && kind === "ETSI.RFC3161" ? readTimeStamp(message.content) : null;

    function contentMatches(): boolean | null {
      if (!message || parts === null) return null;
      if (kind === "adbe.pkcs7.sha1") return isHash("sha1", parts, message.content);
      if (kind === "ETSI.RFC3161") return stamp && isHash(stamp.hash, parts, stamp.digest);
      return message.attributes ? isHash(message.hash, parts, message.digest) : null;
    }

    function valueFits(): boolean | null {
      if (!message || !isKnown) return null;
      const { valueHash: hash, value: made, publicKey, attributes, content } = message;
      if (hash === null || made === null || publicKey === null) return null;
      // A signature over attributes holds for content that it carries only when their digest is of it.
      if (attributes && content && isHash(message.hash, [content], message.digest) === false) return false;
      const over = attributes ? [attributes] : content ? [content] : parts;
      return over && signing.fits({ hash, parts: over, publicKey, value: made });
    }

    const content = contentMatches();
    const fits = valueFits();
    return {
      field: field?.slice(0, 200) ?? null,
      kind,
      handler,
      signer: (message?.signer ?? subject)?.slice(0, 200) ?? null,
      signedAt: stamp?.at ?? message?.signedAt ?? saidAt,
      ...range,
      // Without attributes the value is of the content itself, and says the same of it.
      content: compared(isKnown && message.attributes === null && message.content === null ? fits : content),
      value: compared(fits),
      certificate: "not-checkable",
    };
  };
}

/**
 * The digital signatures of a PDF: who, when and how they say to be, what they cover, and whether what can be compared
 * agrees. One of a kind that is not known here is named and not judged.
 * @param bytes of the file from its header on, as places in it are counted
 */
export function signaturesOf(
  file: PdfFile,
  pages: readonly Dictionary[],
  bytes: Uint8Array,
  signing: Signing,
): DigitalSignature[] {
  return signatureFields(file, pages).map(looker(file, bytes, signing));
}
