import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { synthesize } from "../../infra/local/synth.ts";

/** An app that notes each run of it, and what it was given. */
const app = `import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
appendFileSync("runs.txt", "run\\n");
const out = process.env.CDK_OUTDIR;
mkdirSync(out, { recursive: true });
writeFileSync(out + "/context.json", process.env.CDK_CONTEXT_JSON);
`;

describe("synthesizing for the local cloud", () => {
  let root: string;
  const runs = () => readFileSync(join(root, "runs.txt"), "utf8").split("\n").length - 1;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "synth-"));
    mkdirSync(join(root, "infra", "local"), { recursive: true });
    mkdirSync(join(root, "functions"));
    writeFileSync(join(root, "infra", "app.ts"), app);
    writeFileSync(join(root, "functions", "api.ts"), "one");
    writeFileSync(join(root, "cdk.json"), '{"context":{"colour":"red"}}');
  });

  it("hands the app the context of cdk.json and the local stage", async () => {
    const out = await synthesize(root);
    expect(readFileSync(join(out, "context.json"), "utf8")).toBe('{"colour":"red","stage":"local"}');
  });

  it("happens once while nothing changes that the template is made of", async () => {
    await synthesize(root);
    writeFileSync(join(root, "infra", "local", "start.ts"), "of no account");
    writeFileSync(join(root, "README.md"), "of no account");
    await synthesize(root);
    expect(runs()).toBe(1);
  });

  it("asked for several times at once happens once, and all get it whole", async () => {
    const outs = await Promise.all([synthesize(root), synthesize(root), synthesize(root)]);
    expect(new Set(outs).size).toBe(1);
    expect(runs()).toBe(1);
  });

  it("is not kept waiting by a process that was killed at it", async () => {
    mkdirSync(join(root, "cdk.out"));
    writeFileSync(join(root, "cdk.out", "local.pid"), "999999999");
    await synthesize(root);
    expect(runs()).toBe(1);
  });

  it.each(["functions/api.ts", "cdk.json", "package-lock.json"])(
    "happens again when %s changed",
    async (file) => {
      await synthesize(root);
      appendFileSync(join(root, file), " ");
      await synthesize(root);
      expect(runs()).toBe(2);
    },
  );

  it("fails with the app's own words, each time", async () => {
    writeFileSync(join(root, "infra", "app.ts"), 'throw new Error("no such stage");');
    await expect(synthesize(root)).rejects.toThrow("no such stage");
    await expect(synthesize(root)).rejects.toThrow("no such stage");
    expect(existsSync(join(root, "cdk.out", "local", "inputs.sha256"))).toBe(false);
  });
});
