import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { LocalBucket } from "../model.ts";
import { checksumNames } from "./checksums.ts";
import { layOut, newName, type Received, readJson, turns, writeWhole } from "./disk.ts";

const Reason = z.enum(["PutObject", "POST Object", "CopyObject", "CompleteMultipartUpload"]);
type Reason = z.infer<typeof Reason>;

/** What is kept beside a body. `name` is also the body's file; `versionId` is `null` (the word) without versioning. */
export const StoredVersion = z.object({
  name: z.string(),
  key: z.string(),
  versionId: z.string(),
  sequence: z.int(),
  isMarker: z.boolean(),
  size: z.int(),
  etag: z.string(),
  modifiedAt: z.iso.datetime(),
  headers: z.record(z.string(), z.string()),
  checksums: z.partialRecord(z.enum(checksumNames), z.string()),
  checksumType: z.enum(["FULL_OBJECT", "COMPOSITE"]),
  tags: z.record(z.string(), z.string()),
  reason: Reason.optional(),
});
export type StoredVersion = z.infer<typeof StoredVersion>;

/** An object that came to be; `sequencer` orders the events of one key. */
export interface ObjectCreated {
  bucket: string;
  key: string;
  /** Undefined in a bucket without versions. */
  versionId: string | undefined;
  size: number;
  /** Without quotes. */
  etag: string;
  sequencer: string;
  reason: Reason;
  /** Real time, ISO. */
  at: string;
}

export type NewVersion = Pick<
  StoredVersion,
  "key" | "etag" | "headers" | "checksums" | "checksumType" | "tags"
> & {
  received: Received;
  reason: Reason;
  /** Throws when the object that is there now forbids the write. */
  guard?: (current: StoredVersion | undefined) => void;
};

/** Wide enough for the order of text to be the order of numbers. */
const sequencerOf = (sequence: number): string => sequence.toString(16).toUpperCase().padStart(18, "0");

const live = (version: StoredVersion | undefined): StoredVersion | undefined =>
  version?.isMarker === true ? undefined : version;

/**
 * One bucket on disk: bodies and, beside each, what is known of it. A version is there when its description is; the
 * event of one is owed (a marker file) until `announce` has returned, so a kill between the two only repeats it.
 */
export async function openBucket(dir: string, bucket: LocalBucket, announce: (event: ObjectCreated) => void) {
  const layout = await layOut(dir);
  const inTurn = turns();
  const byKey = new Map<string, StoredVersion[]>();
  let sequence = 0;
  let sorted: string[] | undefined;

  const bodyOf = ({ name }: Pick<StoredVersion, "name">): string => join(layout.bodies, name);
  const aboutOf = ({ name }: StoredVersion): string => join(layout.versions, `${name}.json`);
  const write = (version: StoredVersion) =>
    writeWhole(layout.temp, aboutOf(version), JSON.stringify(version));

  function index(version: StoredVersion): void {
    const versions = byKey.get(version.key) ?? [];
    if (versions.length === 0) sorted = undefined;
    byKey.set(version.key, [version, ...versions]);
  }

  async function drop(version: StoredVersion): Promise<void> {
    const kept = (byKey.get(version.key) ?? []).filter((each) => each !== version);
    if (kept.length > 0) byKey.set(version.key, kept);
    else if (byKey.delete(version.key)) sorted = undefined;
    await rm(aboutOf(version), { force: true });
    await rm(bodyOf(version), { force: true });
  }

  function announceOf({ key, versionId, size, etag, reason, modifiedAt, ...version }: StoredVersion): void {
    if (reason === undefined) return;
    announce({
      bucket: bucket.name,
      key,
      versionId: versionId === "null" ? undefined : versionId,
      size,
      etag,
      sequencer: sequencerOf(version.sequence),
      reason,
      at: modifiedAt,
    });
  }

  /** Puts a version on top; a bucket without versions keeps only that one. */
  async function place(version: StoredVersion): Promise<void> {
    const replaced = (byKey.get(version.key) ?? []).filter(
      ({ versionId }) => versionId === version.versionId,
    );
    const owed = join(layout.owed, version.name);
    const isAnnounced = bucket.sendsEvents && !version.isMarker;
    if (isAnnounced) await writeFile(owed, "");
    await write(version);
    index(version);
    for (const old of replaced) await drop(old);
    if (!isAnnounced) return;
    announceOf(version);
    await rm(owed, { force: true });
  }

  const fresh = (key: string) => {
    sequence += 1;
    const versionId = bucket.isVersioned ? newName() : "null";
    return { name: newName(), key, versionId, sequence, modifiedAt: new Date().toISOString() };
  };

  async function load(): Promise<void> {
    const files = (await readdir(layout.versions)).filter((file) => file.endsWith(".json"));
    const found: StoredVersion[] = [];
    for (const file of files) found.push(StoredVersion.parse(await readJson(join(layout.versions, file))));
    found.sort((left, right) => left.sequence - right.sequence);
    sequence = found.at(-1)?.sequence ?? 0;
    for (const version of found) {
      const older = (byKey.get(version.key) ?? []).find(({ versionId }) => versionId === version.versionId);
      if (older !== undefined) await drop(older);
      index(version);
    }
    const known = new Map([...byKey.values()].flat().map((version) => [version.name, version]));
    for (const name of await readdir(layout.bodies)) {
      if (!known.has(name)) await rm(join(layout.bodies, name), { force: true });
    }
    for (const name of await readdir(layout.owed)) {
      const version = known.get(name);
      if (version !== undefined) announceOf(version);
      await rm(join(layout.owed, name), { force: true });
    }
  }
  await load();

  return {
    bucket,
    layout,
    bodyOf,
    /** The newest version of a key, also when it is a delete marker. */
    newest: (key: string): StoredVersion | undefined => byKey.get(key)?.[0],
    version: (key: string, versionId: string): StoredVersion | undefined =>
      byKey.get(key)?.find((version) => version.versionId === versionId),
    /** In the order of listings; of one key the newest first. */
    versions(): StoredVersion[] {
      sorted ??= [...byKey.keys()].sort();
      return sorted.flatMap((key) => byKey.get(key) ?? []);
    },

    /** Makes a received body an object, whole or not at all. */
    commit: ({ received, guard, ...given }: NewVersion): Promise<StoredVersion> =>
      inTurn(given.key, async () => {
        guard?.(live(byKey.get(given.key)?.[0]));
        const version = { ...fresh(given.key), ...given, isMarker: false, size: received.size };
        await rename(received.file, bodyOf(version));
        await place(version);
        return version;
      }),

    /** Deletes as S3 does: a version for good, else by a marker where there are versions. Undefined = nothing was there. */
    remove: (key: string, versionId: string | undefined): Promise<StoredVersion | undefined> =>
      inTurn(key, async () => {
        if (versionId === undefined && bucket.isVersioned) {
          const bare = { size: 0, etag: "", headers: {}, checksums: {}, tags: {} };
          const marker = { ...fresh(key), ...bare, isMarker: true, checksumType: "FULL_OBJECT" as const };
          await place(marker);
          return marker;
        }
        const version = byKey.get(key)?.find((each) => each.versionId === (versionId ?? "null"));
        if (version !== undefined) await drop(version);
        return version;
      }),

    retag: (version: StoredVersion, tags: Record<string, string>): Promise<void> =>
      inTurn(version.key, async () => {
        if (!byKey.get(version.key)?.includes(version)) return;
        version.tags = tags;
        await write(version);
      }),
  };
}

export type Storage = Awaited<ReturnType<typeof openBucket>>;
