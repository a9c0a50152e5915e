import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const usualPort = 8080;
/** A whole round makes much garbage of one moment's life: a larger nursery collects it more seldom. */
const roomy = ["--min-semi-space-size=32", "--max-semi-space-size=64"];

/** The usual port if nobody has it, any other if somebody does. */
async function openPort(): Promise<number> {
  const server = createServer();
  const isFree = await new Promise<boolean>((done) => {
    server.once("error", () => done(false));
    server.listen(usualPort, "127.0.0.1", () => done(true));
  });
  if (isFree) await new Promise((done) => server.close(done));
  return isFree ? usualPort : 0;
}

/**
 * `npm start -- --fresh --in-memory` as a process of its own; what it says about itself is shown when it fails.
 * @returns its address, and how to end it so that everything is kept
 */
export async function startLocalCloud(): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = process.env.LINXUAN_PORT ?? String(await openPort());
  const child = spawn(
    process.execPath,
    [...roomy, join("infra", "local", "start.ts"), "--fresh", "--in-memory"],
    {
      cwd: root,
      env: { ...process.env, LINXUAN_PORT: port },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  const url = await new Promise<string>((done, failed) => {
    child.stdout.on("data", (part: Buffer) => {
      said += part.toString();
      const [, address] = /runs at (http:\S+)[\s\S]*Ctrl-C/.exec(said) ?? [];
      if (address !== undefined) done(address);
    });
    child.stderr.on("data", (part: Buffer) => {
      said += part.toString();
      process.stderr.write(part);
    });
    child.once("close", (code) => failed(new Error(`the local cloud ended (${code}):\n${said}`)));
  });
  // Whatever ends the play ends the cloud with it.
  process.once("exit", () => child.kill("SIGINT"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill("SIGINT");
      await once(child, "close");
    },
  };
}
