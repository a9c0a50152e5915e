import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { InspectionLimits, Reason } from "./inspection.ts";

/** The text of a part, by its byte order mark; XML without one is UTF-8. */
export function xmlText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const isLittle = (a === 0xff && b === 0xfe) || (a === 0x3c && b === 0x00);
  const isBig = (a === 0xfe && b === 0xff) || (a === 0x00 && b === 0x3c);
  return new TextDecoder(isLittle ? "utf-16le" : isBig ? "utf-16be" : "utf-8").decode(bytes);
}

interface Handlers {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string, inside: string) => void;
}

/** A name without its prefix: prefixes are the writer's own choice. */
const localName = (name: string) => name.slice(name.indexOf(":") + 1);

/**
 * Reads a part of the document; entities are never resolved, and any document type is refused.
 * @returns why it can't stand, or null
 */
export function readXml(
  bytes: Uint8Array,
  limits: InspectionLimits,
  handlers: Handlers,
): Reason["code"] | null {
  const text = xmlText(bytes);
  if (/<!DOCTYPE/i.test(text) || /<!ENTITY/i.test(text)) return "external-entity";
  const parser = new SaxesParser({ xmlns: false });
  const path: string[] = [];
  let because: Reason["code"] | null = null;
  const stop = (code: Reason["code"]): never => {
    because ??= code;
    throw new Error(code);
  };
  parser.on("error", () => stop("malformed-xml"));
  parser.on("doctype", () => stop("external-entity"));
  parser.on("opentag", (tag: SaxesTagPlain) => {
    path.push(localName(tag.name));
    if (path.length > limits.depth) stop("deep-nesting");
    const attributes: Record<string, string> = {};
    for (const [name, value] of Object.entries(tag.attributes)) attributes[localName(name)] = value;
    handlers.open?.(localName(tag.name), attributes);
  });
  parser.on("closetag", () => path.pop());
  parser.on("text", (some) => handlers.text?.(some, path.at(-1) ?? ""));
  try {
    parser.write(text).close();
    return null;
  } catch {
    return because ?? "malformed-xml";
  }
}
