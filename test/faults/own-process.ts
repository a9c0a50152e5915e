import { fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import * as z from "zod";

const script = resolve(import.meta.dirname, "cloud-process.ts");
const Told = z.object({ url: z.url(), storeUrl: z.url() });

/** Around the moment at which the mail service takes a letter. */
export type Moment = "before-mail" | "after-mail";

/** A local cloud that runs in a process of its own. */
export interface CloudProcess extends z.infer<typeof Told> {
  /** As a power failure does: nothing is said, nothing is finished. Resolves when it is gone. */
  kill(): Promise<void>;
  /** As Ctrl-C does. Resolves when it is gone. */
  stop(): Promise<void>;
  /** Lets it die by itself, at the next letter. */
  dieAt(moment: Moment): void;
  /** Resolves when it is gone, by whatever. */
  ended: Promise<unknown>;
}

/** Starts a cloud that keeps its things in `dir`. @throws with its words when it does not come up */
export async function startCloudProcess(assembly: string, dir: string): Promise<CloudProcess> {
  const child = fork(script, [assembly, dir], { execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let complaints = "";
  child.stderr?.on("data", (part: Buffer) => {
    complaints += part.toString();
  });
  const ended = once(child, "close");
  const [told] = await Promise.race([
    once(child, "message"),
    ended.then(() => Promise.reject(new Error(`the cloud did not come up: ${complaints}`))),
  ]);
  const end = (signal: "SIGKILL" | "SIGTERM") => async (): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    ...Told.parse(told),
    kill: end("SIGKILL"),
    stop: end("SIGTERM"),
    dieAt: (moment) => void child.send(moment),
    ended,
  };
}
