import { hash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, rmSync, statfsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { storeFile } from "./store-process.ts";

/** Linux's folder in memory; nowhere else is one. */
const memory = "/dev/shm";
/** Eight times what a whole round fills; a container's usual 64 MB are too few. */
const roomBytes = 1024 ** 3;

/** Where the store of a folder lies while it is in memory; the same after a kill. */
const placeOf = (storeDir: string): string =>
  join(memory, `linxuan-${hash("sha256", resolve(storeDir)).slice(0, 16)}`);

function hasRoom(): boolean {
  if (!existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= roomBytes;
}

/** Forgets what a killed run left in memory. */
export const forgetMemory = (storeDir: string): void =>
  rmSync(placeOf(storeDir), { recursive: true, force: true });

/** Takes what lies in memory, of this run or of a killed one, back to its folder. */
export function bringBack(storeDir: string): void {
  const place = placeOf(storeDir);
  if (!existsSync(place)) return;
  const file = storeFile(place);
  // The store of a killed run may still be ending: while somebody else has the file open, it leaves it as it is.
  const held = existsSync(file) ? new DatabaseSync(file, { timeout: 5000 }) : undefined;
  try {
    held?.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    rmSync(storeDir, { recursive: true, force: true });
    cpSync(place, storeDir, { recursive: true });
  } finally {
    held?.close();
  }
  forgetMemory(storeDir);
}

/**
 * Takes a store's folder into memory. dynoxide waits for the disk at each transaction, a millisecond and more; only a
 * machine that goes down forgets what lies there.
 * @returns where it lies now: in its own folder when there is no such memory, or too little
 */
export function takeToMemory(storeDir: string): string {
  if (!hasRoom()) return storeDir;
  const place = placeOf(storeDir);
  mkdirSync(place, { recursive: true });
  if (existsSync(storeDir)) cpSync(storeDir, place, { recursive: true });
  return place;
}
