import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { ReasonCode } from "../contract/reasons.ts";
import type { ArchiveLimits } from "./limits.ts";

/** The package format allows UTF-8 and UTF-16; Latin letters alone are read alike by everybody. */
const encodings: Record<string, string> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  "us-ascii": "utf-8",
  ascii: "utf-8",
  "iso-8859-1": "latin1",
};

/** By its mark, else by its declaration, else UTF-8; undefined when it is one in which things could be hidden. */
function encodingOf(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0x00)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0x00 && b === 0x3c)) return "utf-16be";
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const said = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1];
  const known = said === undefined ? "utf-8" : encodings[said.toLowerCase()];
  // Declared as two bytes a letter, and written with one.
  return known?.startsWith("utf-16") ? undefined : known;
}

interface Handlers {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string, inside: string) => void;
  close?: (name: string) => void;
}

/** A name without its prefix: prefixes are the writer's own choice. */
const localName = (name: string) => name.slice(name.indexOf(":") + 1);

function decodedText(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  if (encoding === undefined) return undefined;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Reads a part of a document; entities are never resolved, and any document type is refused.
 * @returns why it can't stand, or null
 */
export function readXml(
  bytes: Uint8Array,
  limits: Pick<ArchiveLimits, "depth">,
  handlers: Handlers,
): ReasonCode | null {
  const text = decodedText(bytes);
  if (text === undefined) return "malformed-xml";
  const parser = new SaxesParser({ xmlns: false });
  const path: string[] = [];
  let because: ReasonCode | null = null;
  const stop = (code: ReasonCode): never => {
    because ??= code;
    throw new Error(code);
  };
  parser.on("error", () => stop("malformed-xml"));
  parser.on("doctype", () => stop("external-entity"));
  parser.on("opentag", (tag: SaxesTagPlain) => {
    path.push(localName(tag.name));
    if (path.length > limits.depth) stop("deep-nesting");
    if (!handlers.open) return;
    const attributes: Record<string, string> = {};
    for (const [name, value] of Object.entries(tag.attributes)) attributes[localName(name)] = value;
    handlers.open(localName(tag.name), attributes);
  });
  parser.on("closetag", (tag) => {
    path.pop();
    handlers.close?.(localName(tag.name));
  });
  parser.on("text", (some) => handlers.text?.(some, path.at(-1) ?? ""));
  try {
    parser.write(text).close();
    return null;
  } catch {
    return because ?? "malformed-xml";
  }
}
