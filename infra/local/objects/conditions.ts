import { unquoted } from "./call.ts";
import { type Fault, fault } from "./fault.ts";
import type { StoredVersion } from "./storage.ts";

type Headers = Record<string, string | undefined>;

const names = (header: string, etag: string): boolean =>
  header.split(",").some((each) => each.trim() === "*" || unquoted(each) === etag);

/** Instants in HTTP headers have whole seconds. */
const wholeSeconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** Whether a read goes on: RFC 9110's order of If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since. */
export function readOutcome(headers: Headers, version: StoredVersion): "read" | "not-modified" | "failed" {
  const modified = wholeSeconds(version.modifiedAt);
  const match = headers["if-match"];
  const unmodifiedSince = headers["if-unmodified-since"];
  if (match !== undefined && !names(match, version.etag)) return "failed";
  if (match === undefined && unmodifiedSince !== undefined && modified > wholeSeconds(unmodifiedSince))
    return "failed";
  const noneMatch = headers["if-none-match"];
  const modifiedSince = headers["if-modified-since"];
  if (noneMatch !== undefined) return names(noneMatch, version.etag) ? "not-modified" : "read";
  if (modifiedSince !== undefined && modified <= wholeSeconds(modifiedSince)) return "not-modified";
  return "read";
}

/** What forbids a write over the object that is there: If-None-Match: * and If-Match, the conditions that S3 knows. */
export function writeFault(headers: Headers, current: StoredVersion | undefined): Fault | undefined {
  const noneMatch = headers["if-none-match"];
  const match = headers["if-match"];
  if (noneMatch !== undefined && noneMatch !== "*")
    return fault("NotImplemented", "If-None-Match takes * on a write.");
  if (noneMatch !== undefined && current !== undefined) return fault("PreconditionFailed");
  if (match === undefined) return undefined;
  if (current === undefined) return fault("NoSuchKey");
  return names(match, current.etag) ? undefined : fault("PreconditionFailed");
}

export interface Range {
  start: number;
  /** The last byte. */
  end: number;
}

/** The one range that is asked for; undefined = the whole, also for what is no single range (RFC 9110: ignore it). */
export function rangeOf(header: string | undefined, size: number): Range | "unsatisfiable" | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [, first = "", last = ""] = parts ?? [];
  if (parts === null || (first === "" && last === "")) return undefined;
  if (first === "") {
    return Number(last) === 0 || size === 0
      ? "unsatisfiable"
      : { start: Math.max(0, size - Number(last)), end: size - 1 };
  }
  const start = Number(first);
  const end = Math.min(last === "" ? size - 1 : Number(last), size - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}
