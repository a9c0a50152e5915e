import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";

/** A folder of its own for each test of a command, and what the command says. */
export interface Listening {
  folder: string;
  said: string[];
}

export function listening(): Listening {
  const heard: Listening = { folder: "", said: [] };
  beforeEach(async () => {
    heard.folder = await mkdtemp(join(tmpdir(), "command-"));
    heard.said = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => void heard.said.push(line));
    vi.spyOn(console, "error").mockImplementation((line: string) => void heard.said.push(line));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(heard.folder, { recursive: true });
  });
  return heard;
}
