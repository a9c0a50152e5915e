import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";

/** Where somebody types a command: a folder of their own, and what the command has said in this test. */
export function openDesk() {
  const desk = {
    folder: "",
    said: [] as string[],
    complained: [] as string[],
    /** Puts a file on it. @returns its path */
    async given(name: string, content: Uint8Array | string): Promise<string> {
      const file = join(desk.folder, name);
      await writeFile(file, content);
      return file;
    },
  };
  beforeEach(async () => {
    desk.folder = await mkdtemp(join(tmpdir(), "linxuan-desk-"));
    desk.said = [];
    desk.complained = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => void desk.said.push(line));
    vi.spyOn(console, "error").mockImplementation((line: string) => void desk.complained.push(line));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(desk.folder, { recursive: true });
  });
  return desk;
}
