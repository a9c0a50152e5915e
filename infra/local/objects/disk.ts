import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ChecksumName, type Checksums, digestOf } from "./checksums.ts";
import { fault } from "./fault.ts";

/** A body on disk that no object refers to yet. */
export interface Received {
  file: string;
  size: number;
  /** Hex. */
  md5: string;
  /** Base64, of the algorithms asked for. */
  checksums: Checksums;
}

interface ReceiveLimits {
  algorithms: Iterable<ChecksumName>;
  /** Bytes; the transfer ends as soon as there are more. */
  max: number;
}

/** S3's own limit for one PUT. */
export const largestPut = 5 * 1024 ** 3;

export const newName = (): string => randomBytes(16).toString("hex");

/** Writes a stream to a new file of the folder and to stable storage; memory holds one piece at a time. */
export async function receive(
  dir: string,
  source: AsyncIterable<Buffer>,
  { algorithms, max }: ReceiveLimits,
): Promise<Received> {
  const file = join(dir, newName());
  const md5 = digestOf("md5");
  const digests = [...algorithms].map((name) => [name, digestOf(name)] as const);
  const handle = await open(file, "wx");
  let size = 0;
  try {
    for await (const piece of source) {
      size += piece.length;
      if (size > max) throw fault("EntityTooLarge");
      md5.update(piece);
      for (const [, digest] of digests) digest.update(piece);
      await handle.appendFile(piece);
    }
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  const checksums = Object.fromEntries(digests.map(([name, digest]) => [name, digest.result()]));
  return { file, size, md5: Buffer.from(md5.result(), "base64").toString("hex"), checksums };
}

/** Replaces a file as a whole or not at all. */
export async function writeWhole(tempDir: string, file: string, text: string): Promise<void> {
  const temp = join(tempDir, newName());
  const handle = await open(temp, "wx");
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(temp, file);
}

const folders = ["bodies", "versions", "uploads", "owed", "temp"] as const;
type Layout = Record<(typeof folders)[number], string>;

/** The folders of one bucket. What a kill left half-written in `temp` is gone afterwards. */
export async function layOut(dir: string): Promise<Layout> {
  await rm(join(dir, "temp"), { recursive: true, force: true });
  for (const folder of folders) await mkdir(join(dir, folder), { recursive: true });
  return {
    bodies: join(dir, "bodies"),
    versions: join(dir, "versions"),
    uploads: join(dir, "uploads"),
    owed: join(dir, "owed"),
    temp: join(dir, "temp"),
  };
}

export const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, "utf8"));

/** Runs work on one key one after the other, so that a condition and its write are one. */
export function turns() {
  const tails = new Map<string, Promise<unknown>>();
  return async <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => undefined);
    tails.set(key, settled);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === settled) tails.delete(key);
    }
  };
}
