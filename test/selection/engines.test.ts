import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { decide, decisionText, snapshotText } from "../../functions/selection/decide.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { both, sha256, snapshotOf } from "./given-snapshot.ts";

const run = promisify(execFile);

/** Every Node on this machine's path and the one that runs this test, one of each version. */
function engines(): Map<string, string> {
  const found = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "node"));
  const programs = [process.execPath, ...found.filter((program) => existsSync(program))];
  const versionOf = (program: string) => execFileSync(program, ["--version"], { encoding: "utf8" }).trim();
  return new Map(programs.map((program) => [versionOf(program), program]));
}

/** `linxuan replay` as one file, that an older Node reads as well. */
async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, "replay.mjs");
  const contents = `import { replayCommand } from "./cli/replay.ts"; process.exitCode = await replayCommand.run(process.argv.slice(2));`;
  const stdin = { contents, resolveDir: process.cwd() };
  await build({
    stdin,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outfile,
    logLevel: "error",
  });
  return outfile;
}

it("every version of Node at hand decides the same bytes, the model's figures among them", async () => {
  const snapshot = snapshotOf(
    Array.from({ length: 60 }, (_, i) =>
      both(...[0, 1, 2, 3, 4].map((j) => String(50 + ((i * 7 + j * j * 11 + ((i * j) % 5)) % 43)))),
    ),
    { scoring: cast2021.scoring },
  );
  const texts = { snapshot: snapshotText(snapshot), decision: decisionText(decide(snapshot, sha256)) };
  const folder = await mkdtemp(join(tmpdir(), "linxuan-replay-"));
  const bundle = join(folder, "decision.json");
  const hashes = { snapshotHash: sha256(texts.snapshot), decisionHash: sha256(texts.decision) };
  await writeFile(bundle, JSON.stringify({ ...texts, ...hashes }));
  const program = await bundled(folder);
  for (const [version, node] of engines()) {
    const { stdout } = await run(node, [program, bundle]);
    expect(stdout, version).toContain("逐字节一致");
  }
});
