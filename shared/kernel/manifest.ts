import type { Routes } from "../contract/kit.ts";
import type { EventContract } from "../events/kit.ts";
import type { ServiceName } from "./services.ts";
import type { Words } from "./text.ts";

/**
 * Ways to read rows: one by key, several by key in one batch (also with rows of other kinds), a partition, the index;
 * `check`: in a write that stands only while the row is as it was read.
 */
export type ReadAct = "get" | "batch" | "query" | "index" | "check";

/** Acts on the table that a function may be granted; each becomes one IAM statement, bound to its key prefix; all batches, one bound to all of theirs. */
export type TableAct = ReadAct | "put" | "update" | "delete";

/**
 * Acts on a bucket: the newest version is read, a pinned `version` is, an object is put, the parts of one are listed, or
 * given up; also by who bears its presigned link.
 */
export type BucketAct = "read" | "version" | "put" | "parts" | "abort";
export type BucketName = "quarantine" | "documents";

/** The rows of another service that a function may read: an owner's declaration in `shared/store/published/`. */
export type PublishedName =
  | "experts"
  | "sessions"
  | "members"
  | "replacements"
  | "rounds"
  | "societies"
  | "applications"
  | "sections"
  | "uploads"
  | "objectionDocuments"
  | "twins"
  | "mails"
  | "partnerships"
  | "twinLooks"
  | "copies"
  | "determinations"
  | "appeals"
  | "reinstatements"
  | "assignments"
  | "societyLinks"
  | "matchDecisions"
  | "sheets"
  | "sheetTallies"
  | "defenceDraws"
  | "defenceStandings"
  | "defenceTimetables"
  | "defenceNotices"
  | "defenceReceipts"
  | "attendances"
  | "standings"
  | "decisions"
  | "notices"
  | "objections"
  | "revocations"
  | "dockets"
  | "recusals"
  | "glassUses"
  | "exports";

/** One function of a service: what calls it, and everything that it may touch. Environment, grants and alarms derive from it. */
export interface FunctionManifest {
  /** Routes that it answers. */
  serves?: Routes;
  /** Answers every path that no route has (`$default`). */
  servesUnknown?: true;
  /** Events that it hears, by contract. */
  hears?: readonly EventContract[];
  /** Object-created events of a bucket under a prefix (default bus); what else lies there is not ours. */
  onObjects?: { bucket: BucketName; prefix: string };
  /** A scanner's word on such objects (default bus), where a stage has a scanner. */
  onScans?: { bucket: BucketName; prefix: string };
  /** What the mail service tells (default bus) of letters whose id begins so; `troubles`: of others, too, what went wrong. */
  onMailEvents?: { letters: string; troubles?: true };
  /** The table's stream of events not yet on the bus. */
  onOutbox?: true;
  /** Work that a sibling function hands over and does not wait for (`handsTo`). */
  onHandOver?: true;
  /** Runs at this rate. */
  everyMinutes?: number;
  /** Acts on the service's own rows. */
  own?: readonly TableAct[];
  /** Rows that others publish, and how they are read. */
  reads?: Partial<Record<PublishedName, readonly ReadAct[]>>;
  /** Ledgers of another service that it writes to and can't read: what happened here and is accounted for there. */
  appends?: readonly PublishedName[];
  buckets?: Partial<Record<BucketName, readonly BucketAct[]>>;
  sendsMail?: true;
  /** The function of the same service that it hands work to without waiting for it. */
  handsTo?: string;
  putsEvents?: true;
  /** Plain settings of the stage that it needs, by name. */
  settings?: readonly SettingName[];
  timeoutSeconds?: number;
  memoryMb?: number;
  /** An ESM bundle with chunks: for engines that load on first use. */
  isSplit?: true;
}

/** What a function answers nobody: a failure shows only in its dead-letter queue. */
export const isAsynchronous = (manifest: FunctionManifest): boolean =>
  manifest.hears !== undefined ||
  manifest.onObjects !== undefined ||
  manifest.onScans !== undefined ||
  manifest.onMailEvents !== undefined ||
  manifest.onOutbox !== undefined ||
  manifest.onHandOver !== undefined ||
  manifest.everyMinutes !== undefined;

/** Settings of a stage (cdk.json context), handed over as environment variables `LINXUAN_<NAME>`. */
export type SettingName = "FIRST_ADMINISTRATOR" | "ORIGIN";

/** One microservice. */
export interface ServiceManifest {
  name: ServiceName;
  /** Whom it hurts, in words, when it fails: printed in each of its alarms. */
  impact: Words;
  /** Entry file (without ending) -> what the function is. */
  functions: Record<string, FunctionManifest>;
}

/** Declares a service. */
export const service = <const M extends ServiceManifest>(manifest: M): M => manifest;
