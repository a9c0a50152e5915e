import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { freePort } from "../../infra/local/store-process.ts";
import { synthSmallApp } from "./small-app.ts";

const script = resolve(import.meta.dirname, "../../infra/local/start.ts");
const assembly = synthSmallApp();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Runs `npm start`'s script in a folder of its own. */
function start(args: string[], { cwd = mkdtempSync(join(tmpdir(), "start-")), port = 0 } = {}) {
  const env = { ...process.env, LINXUAN_PORT: String(port) };
  const child = spawn(process.execPath, [script, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said += part));
  return {
    child,
    cwd,
    said: () => said,
    ended: once(child, "close").then(([code]) => code as number | null),
  };
}

type Started = ReturnType<typeof start>;
const isUp = ({ said }: Started) => expect.poll(said, { timeout: 30_000 }).toContain("Ctrl-C stops it");
const urlOf = ({ said }: Started) => /runs at (http:\S+)/.exec(said())?.[1] ?? "";
const ask = async (url: string, id: string, act: string) => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/reviews/${id}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ act }),
  });
  return response.json();
};

describe("npm start", () => {
  it("says where it runs, leads there, and ends at Ctrl-C with its store", async () => {
    const started = start(["--assembly", assembly]);
    await isUp(started);
    const response = await fetch(urlOf(started));
    expect(response.url).toBe(`${urlOf(started)}/_local/`);
    expect(response.status).toBe(200);
    started.child.kill("SIGINT");
    expect(await started.ended).toBe(0);
  });

  it.each([
    ["on the disk", []],
    ["in memory", ["--in-memory"]],
  ])("keeps what was entered %s, also over a kill, until it is started fresh", async (_, how) => {
    const first = start(["--assembly", assembly, ...how]);
    await isUp(first);
    await ask(urlOf(first), "7", "submit");
    first.child.kill("SIGKILL");
    await first.ended;

    const second = start(["--assembly", assembly], { cwd: first.cwd });
    await isUp(second);
    expect(await ask(urlOf(second), "7", "read")).toEqual({ answer: true });
    await expect.poll(() => ask(urlOf(second), "heard-7", "read")).toEqual({ answer: true });
    second.child.kill("SIGINT");
    await second.ended;

    const third = start(["--assembly", assembly, "--fresh"], { cwd: first.cwd });
    await isUp(third);
    expect(await ask(urlOf(third), "7", "read")).toEqual({ answer: false });
  });

  it("takes what lies in memory to its folder at Ctrl-C, and forgets what a killed run left when it is started fresh", async () => {
    const first = start(["--assembly", assembly, "--in-memory"]);
    await isUp(first);
    await ask(urlOf(first), "8", "submit");
    first.child.kill("SIGINT");
    await first.ended;

    const second = start(["--assembly", assembly, "--in-memory"], { cwd: first.cwd });
    await isUp(second);
    expect(await ask(urlOf(second), "8", "read")).toEqual({ answer: true });
    second.child.kill("SIGKILL");
    await second.ended;

    const third = start(["--assembly", assembly, "--fresh"], { cwd: first.cwd });
    await isUp(third);
    expect(await ask(urlOf(third), "8", "read")).toEqual({ answer: false });
  });

  it("says in one line that its port is in use, and forgets nothing", async () => {
    const port = await freePort();
    const taken = createServer().listen(port, "127.0.0.1");
    const cwd = mkdtempSync(join(tmpdir(), "start-"));
    const refused = start(["--assembly", assembly, "--fresh"], { cwd, port });
    expect(await refused.ended).toBe(1);
    expect(refused.said().trim()).toBe(`port ${port} is in use`);
    expect(existsSync(join(cwd, ".local"))).toBe(false);
    taken.close();
  });

  it.each([
    [["--seed", "half"], "--seed is one of empty, open"],
    [["--colour"], "Unknown option '--colour'"],
  ])("refuses %j", async (args, words) => {
    const refused = start(args);
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain(words);
  });

  it("explains itself", async () => {
    const helped = start(["--help"]);
    expect(await helped.ended).toBe(0);
    expect(helped.said()).toContain("--fresh");
  });
});
