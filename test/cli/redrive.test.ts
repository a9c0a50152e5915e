import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { synthesize } from "../../infra/local/synth.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";

const root = resolve(import.meta.dirname, "../..");
const command = resolve(root, "cli/linxuan.ts");

let cloud: RunningCloud;
/** What the functions say. */
const log: string[] = [];
let operator: NodeJS.Dict<string>;
/** What this file does itself it does as the operator, on the cloud of its own. */
let store: typeof import("./recorded.ts");

beforeAll(async () => {
  cloud = await startCloud({ assembly: await synthesize(root), log: (_, line) => log.push(line) });
  const lines = await (await fetch(`${cloud.url}/_local/operator`)).text();
  operator = parseEnv(lines.replaceAll(/^export /gm, ""));
  for (const name of Object.keys(process.env))
    if (name.startsWith("AWS_ENDPOINT_URL_")) delete process.env[name];
  Object.assign(process.env, operator);
  store = await import("./recorded.ts");
});
afterAll(() => cloud.close());
afterEach(() => disturb({}));

/** Runs the command as a person would; what it needs to reach the cloud is in the environment alone. */
async function redrive(args: string[], env: NodeJS.Dict<string> = operator) {
  const child = spawn(process.execPath, [command, "redrive", ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [said, complained] = ["", ""];
  child.stdout.on("data", (part) => (said += part));
  child.stderr.on("data", (part) => (complained += part));
  const code = await new Promise((done) => child.once("close", done));
  return { code, said, complained };
}

const disturb = (faults: object) =>
  fetch(`${cloud.url}/_local/faults`, { method: "PUT", body: JSON.stringify(faults) });

/** Events that the bus took so far. */
const taken = () => cloud.bus.counts().accepted;

const day = (at: string) => Instant.parse(`2021-11-${at}.000Z`);

/** Three societies put into the register on two days; their people have accounts when it returns. */
async function recordedSocieties(): Promise<SocietyCode[]> {
  const codes: SocietyCode[] = [];
  for (const at of ["03T16:00:00", "03T23:59:59", "04T00:00:00"])
    codes.push(await store.recordSociety(day(at)));
  await cloud.settle();
  return codes;
}

describe("linxuan redrive", () => {
  it("publishes a range again: the bus sees it, and nobody who heard it does anything", async () => {
    const codes = await recordedSocieties();
    const [before, takenBefore] = [await store.everything(), taken()];
    const accounts = before.filter(({ pk }) => String(pk).startsWith("identity#person#"));
    expect(accounts).toHaveLength(2 * codes.length);

    const again = await redrive(["--from", "2021-11-03T16:00:00Z", "--to", "2021-11-04T08:00:00+08:00"]);
    expect(again).toMatchObject({ code: 0, complained: "" });
    expect(again.said).toContain("3  society.recorded.v1");
    expect(again.said).toContain("3  已发布 / published");
    await cloud.settle();

    expect(taken()).toBe(takenBefore + codes.length);
    // Three services hear of societies: each says of each event that it knows it.
    expect(log.filter((line) => line.includes("heard before"))).toHaveLength(3 * codes.length);
    expect(await store.everything()).toEqual(before);
  });

  it("takes both ends of the range, and one kind of event, and only counts when it is asked to", async () => {
    const takenBefore = taken();
    const range = ["--from", "2021-11-03T23:59:59Z", "--to", "2021-11-04T00:00:00Z", "--dry-run"];
    expect((await redrive(range)).said).toMatch(/^ +2 {2}society\.recorded\.v1\n +2 {2}未发布/);
    const other = await redrive([...range, "--type", "application.submitted.v1"]);
    expect(other.said).toMatch(/^ +0 {2}未发布/);
    expect(taken()).toBe(takenBefore);
    const none = await redrive(["--from", "2021-11-05T00:00:00Z", "--to", "2021-11-07T00:00:00Z"]);
    expect(none).toMatchObject({ code: 0, said: expect.stringContaining("0  已发布") });
  });

  it("goes to the table and the bus that are named", async () => {
    const { LINXUAN_TABLE, LINXUAN_BUS, ...rest } = operator;
    const named = ["--table", LINXUAN_TABLE ?? "", "--bus", LINXUAN_BUS ?? ""];
    const range = ["--from", "2021-11-04T00:00:00Z", "--to", "2021-11-04T00:00:00Z"];
    expect(await redrive([...range, ...named], rest)).toMatchObject({ code: 0, complained: "" });
  });

  it("names what the bus did not take", async () => {
    await disturb({ entries: { seed: 1, rate: 1 } });
    const range = ["--from", "2021-11-03T16:00:00Z", "--to", "2021-11-04T00:00:00Z"];
    const { code, complained, said } = await redrive(range);
    expect(code).toBe(1);
    expect(said).toContain("0  已发布");
    expect(complained.match(/the bus did not take evt_\w{26}$/gm)).toHaveLength(3);
  });

  it("says so when the table can't be reached or is not the operator's", async () => {
    const range = ["--from", "2021-11-03T16:00:00Z", "--to", "2021-11-04T00:00:00Z"];
    const strange = { ...operator, AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE" };
    const refused = await redrive(range, strange);
    expect(refused).toMatchObject({ code: 1, complained: expect.stringContaining("未能完成") });
    const missing = await redrive([...range, "--table", "none"]);
    expect(missing).toMatchObject({ code: 1, complained: expect.stringContaining("未能完成") });
  });

  it.each([
    [[], "an instant with its offset"],
    [["--from", "2021-11-03", "--to", "2021-11-04"], "an instant with its offset"],
    [["--from", "2021-11-03T16:00:00", "--to", "2021-11-04T16:00:00Z"], "an instant with its offset"],
    [["--from", "2021-11-05T00:00:00Z", "--to", "2021-11-04T00:00:00Z"], "later than --to"],
    [["--from", "2021-11-03T16:00:00Z", "--to", "2021-11-04T16:00:00Z", "--all"], "Unknown option"],
    [["2021"], "Unexpected argument"],
  ])("called with %j it shows how to use it", async (args, words) => {
    const { code, complained } = await redrive(args);
    expect(code).toBe(2);
    expect(complained).toContain(words);
    expect(complained).toContain("linxuan redrive --from INSTANT");
  });

  it("asks for the table and the bus when nothing names them", async () => {
    const range = ["--from", "2021-11-03T16:00:00Z", "--to", "2021-11-04T16:00:00Z"];
    const { code, complained } = await redrive(range, {});
    expect(code).toBe(2);
    expect(complained).toContain("not set: LINXUAN_TABLE, LINXUAN_BUS");
  });

  it("--help exits 0", async () => {
    const { code, said } = await redrive(["--help"], {});
    expect(code).toBe(0);
    expect(said).toContain("_local/operator");
  });
});
