import { existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Entries that outlive the process: what was put and not dropped is there again after a kill. */
export interface Journal<T> {
  /** Oldest first. */
  entries(): [string, T][];
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  drop(key: string): void;
  size(): number;
}

interface Line<T> {
  key: string;
  value?: T;
}

function lineOf<T>(text: string): Line<T> | undefined {
  try {
    return JSON.parse(text) as Line<T>;
  } catch {
    // Only the last line can be torn, by a kill within its write; nobody was told yet that it is kept.
    return undefined;
  }
}

function readLines<T>(file: string): Map<string, T> {
  const held = new Map<string, T>();
  if (!existsSync(file)) return held;
  for (const text of readFileSync(file, "utf8").split("\n")) {
    const line = text === "" ? undefined : lineOf<T>(text);
    if (line === undefined) continue;
    if (line.value === undefined) held.delete(line.key);
    else held.set(line.key, line.value);
  }
  return held;
}

/** Opens (and compacts) a journal of JSON values; without a file it lives in memory. A put is on disk when it returns. */
export function openJournal<T>(file: string | undefined): Journal<T> {
  const held = file === undefined ? new Map<string, T>() : readLines<T>(file);
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    const lines = [...held].map(([key, value]) => `${JSON.stringify({ key, value })}\n`);
    writeFileSync(`${file}.new`, lines.join(""));
    renameSync(`${file}.new`, file);
  }
  // Open as long as the process lives: most of an append was to open and to close.
  const written = file === undefined ? undefined : openSync(file, "a");
  const append = (line: Line<T>) => {
    if (written !== undefined) writeSync(written, `${JSON.stringify(line)}\n`);
  };
  return {
    entries: () => [...held],
    get: (key) => held.get(key),
    put(key, value) {
      append({ key, value });
      held.set(key, value);
    },
    drop(key) {
      if (held.delete(key)) append({ key });
    },
    size: () => held.size,
  };
}
