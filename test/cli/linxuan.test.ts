import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const script = resolve(import.meta.dirname, "../../cli/linxuan.ts");

/** Runs the program as its npm script does. */
const linxuan = (...args: string[]) =>
  new Promise<{ code: number; said: string; complained: string }>((done) => {
    const child = execFile(process.execPath, [script, ...args], (_, said, complained) =>
      done({ code: child.exitCode ?? -1, said, complained }),
    );
  });

describe("linxuan", () => {
  it.each([[[]], [["decide"]], [["toString"]], [["--version"]]])(
    "called with %j lists its commands and exits 2",
    async (args) => {
      const { code, said, complained } = await linxuan(...args);
      expect({ code, said }).toEqual({ code: 2, said: "" });
      for (const name of [
        "inspect",
        "twin",
        "definition",
        "replay",
        "draw",
        "redrive",
        "copy-table",
        "verify",
      ])
        expect(complained).toContain(`  ${name} `);
      if (args[0] !== undefined) expect(complained).toContain(`没有这个命令 / no such command: ${args[0]}`);
    },
  );

  it("lists its commands in both languages when it is asked to, and exits 0", async () => {
    const { code, said, complained } = await linxuan("--help");
    expect({ code, complained }).toEqual({ code: 0, complained: "" });
    expect(said).toMatch(/inspect .*检查 Word 与 PDF 文件 \/ inspect Word and PDF files/);
  });

  it.each(["inspect", "twin", "definition", "replay", "draw", "redrive", "copy-table", "verify"])(
    "%s explains itself",
    async (name) => {
      const { code, said, complained } = await linxuan(name, "--help");
      expect({ code, complained }).toEqual({ code: 0, complained: "" });
      expect(said).toContain(`linxuan ${name} `);
      expect(said).toMatch(/\p{Script=Han}/u);
    },
  );

  it("hands a command its exit code", async () => {
    expect(await linxuan("definition", "none.json")).toMatchObject({ code: 2 });
    expect(await linxuan("inspect", script)).toMatchObject({
      code: 0,
      said: expect.stringContaining('"verdict":"refused"'),
    });
  });
});
