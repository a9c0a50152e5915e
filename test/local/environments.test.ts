import { afterEach, describe, expect, it } from "vitest";
import { type Functions, type FunctionsOptions, startFunctions } from "../../infra/local/environments.ts";
import type { LocalFunction } from "../../infra/local/model.ts";
import { smallCloud, smallFunction } from "./small-functions.ts";

const lines: string[] = [];
let open: Functions[] = [];
afterEach(async () => {
  await Promise.all(open.map((functions) => functions.close()));
  open = [];
  lines.length = 0;
});

function start(called: LocalFunction, over: Partial<FunctionsOptions> = {}) {
  const functions = startFunctions({
    cloud: smallCloud(called),
    endpointUrl: "http://127.0.0.1:1",
    credentialsOf: (arn) => ({ accessKeyId: arn, secretAccessKey: "secret", sessionToken: "token" }),
    log: (name, line) => lines.push(`${name}: ${line}`),
    ...over,
  });
  open.push(functions);
  return (event: unknown = {}, isForgotten?: () => boolean) =>
    functions.invoke(called.arn, event, isForgotten);
}

const counting = "let events = 0; exports.handler = async () => (events += 1);";

describe("a function", () => {
  it("answers what it returns, as JSON", async () => {
    const invoke = start(
      smallFunction("Echo", "exports.handler = async (event) => ({ ...event, gone: undefined });"),
    );
    expect(await invoke({ at: new Date(0) })).toEqual({
      outcome: "returned",
      value: { at: "1970-01-01T00:00:00.000Z" },
    });
  });

  it("may be an ES module, and may return nothing", async () => {
    const code = "export const handler = async () => undefined;";
    const invoke = start(smallFunction("Module", code, { file: "index.mjs" }));
    expect(await invoke()).toEqual({ outcome: "returned", value: null });
  });

  it("sees its own variables and none of the machine's", async () => {
    const code = "exports.handler = async () => process.env;";
    const invoke = start(smallFunction("Own", code, { environment: { TABLE: "Linxuan" }, memoryMb: 256 }));
    const { value } = (await invoke()) as { value: Record<string, string> };
    expect(value).toMatchObject({
      TABLE: "Linxuan",
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_ACCESS_KEY_ID: "arn:aws:lambda:us-east-1:000000000000:function:Own",
      AWS_LAMBDA_FUNCTION_NAME: "Own",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
    });
    for (const foreign of ["VITEST", "NODE_COMPILE_CACHE"]) expect(value).not.toHaveProperty(foreign);
  });

  it("is given Lambda's context", async () => {
    const code = `exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });`;
    const { value } = (await start(smallFunction("Context", code))()) as { value: Record<string, unknown> };
    expect(value).toMatchObject({ functionName: "Context", memoryLimitInMB: "128" });
    expect(value.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(value.left).toBeGreaterThan(0);
  });

  it("keeps what it holds from one event to the next", async () => {
    const invoke = start(smallFunction("Warm", counting));
    await invoke();
    expect(await invoke()).toEqual({ outcome: "returned", value: 2 });
  });

  it("has its lines logged under its name", async () => {
    const code = `exports.handler = async () => { console.log("one"); console.error("two"); };`;
    await start(smallFunction("Loud", code))();
    await expect.poll(() => lines).toEqual(expect.arrayContaining(["Loud: one", "Loud: two"]));
  });

  it("that is not in the template cannot be called", async () => {
    const functions = startFunctions({
      cloud: smallCloud(),
      endpointUrl: "",
      credentialsOf: () => ({ accessKeyId: "", secretAccessKey: "", sessionToken: "" }),
      log: () => undefined,
    });
    await expect(functions.invoke("arn:nobody", {})).rejects.toThrow("no function arn:nobody");
  });
});

describe("a failing function", () => {
  it("that throws fails with the error's type, and takes the next event", async () => {
    const code = `exports.handler = async (event) => { if (event.bad) throw new RangeError("too far"); return "well"; };`;
    const invoke = start(smallFunction("Throws", code));
    expect(await invoke({ bad: true })).toEqual({
      outcome: "failed",
      errorType: "RangeError",
      message: "too far",
    });
    expect(await invoke()).toEqual({ outcome: "returned", value: "well" });
  });

  it.each([
    ["does not load", `throw new Error("no settings");`, "no settings"],
    ["has no handler", "exports.other = 1;", "index.handler is undefined or not exported"],
  ])("that %s says so each time", async (_, code, message) => {
    const invoke = start(smallFunction("Broken", code));
    expect(await invoke()).toEqual({ outcome: "failed", errorType: "Error", message });
    expect(await invoke()).toEqual({ outcome: "failed", errorType: "Error", message });
  });

  it("that exits crashes, and the next event gets a fresh environment", async () => {
    const code = `let n = 0; exports.handler = async (event) => { n += 1; if (event.exit) process.exit(3); return n; };`;
    const invoke = start(smallFunction("Exits", code));
    await invoke();
    expect(await invoke({ exit: true })).toEqual({ outcome: "crashed", message: "it exited with code 3" });
    expect(await invoke()).toEqual({ outcome: "returned", value: 1 });
  });

  it.each([
    ["heap", "const all = []; for (;;) all.push(new Array(1000).fill(all.length));"],
    [
      "buffers",
      "globalThis.all = []; for (;;) { all.push(Buffer.alloc(5e6, 1)); await new Promise(setImmediate); }",
    ],
  ])("that fills its memory with %s crashes alone", async (_, loop) => {
    const invoke = start(
      smallFunction(
        "Hungry",
        `exports.handler = async (event) => { if (event.eat) { ${loop} } return "fed"; };`,
      ),
    );
    expect((await invoke({ eat: true })).outcome).toBe("crashed");
    expect(await invoke()).toEqual({ outcome: "returned", value: "fed" });
  });

  it.each([
    ["waits", "await new Promise(() => setInterval(() => {}, 1000));"],
    ["spins", "for (;;);"],
  ])("that %s is ended at its timeout", async (_, hang) => {
    const code = `exports.handler = async (event) => { if (event.hang) { ${hang} } return "back"; };`;
    const invoke = start(smallFunction("Hangs", code, { timeoutSeconds: 1 }));
    expect(await invoke({ hang: true })).toEqual({ outcome: "timed-out" });
    expect(await invoke()).toEqual({ outcome: "returned", value: "back" });
  });

  it("is given and gives back 6 MB at most", async () => {
    const invoke = start(smallFunction("Large", `exports.handler = async ({ n }) => "x".repeat(n);`));
    expect(await invoke("x".repeat(7e6))).toMatchObject({ errorType: "RequestEntityTooLargeException" });
    expect(await invoke({ n: 7e6 })).toMatchObject({ errorType: "Function.ResponseSizeTooLarge" });
    expect((await invoke({ n: 5e6 })).outcome).toBe("returned");
  });
});

describe("many events at the same time", () => {
  const busy = `let now = 0, most = 0;
    exports.handler = async () => {
      most = Math.max(most, ++now);
      await new Promise((done) => setTimeout(done, 20));
      now -= 1;
      return most;
    };`;

  it("are handled one by one in each environment", async () => {
    const invoke = start(smallFunction("Single", busy), { processes: 2 });
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => invoke()));
    expect(outcomes.every((one) => one.outcome === "returned" && one.value === 1)).toBe(true);
  });

  it("are throttled beyond the cap, or beyond what the function reserves", async () => {
    const kinds = async (invoke: () => Promise<{ outcome: string }>) =>
      (await Promise.all(Array.from({ length: 5 }, () => invoke()))).map(({ outcome }) => outcome);
    const two = ["returned", "returned", "throttled", "throttled", "throttled"];
    expect(await kinds(start(smallFunction("Capped", busy), { cap: 2 }))).toEqual(two);
    expect(await kinds(start(smallFunction("Reserved", busy, { reservedConcurrency: 2 })))).toEqual(two);
    expect(await kinds(start(smallFunction("Off", busy, { reservedConcurrency: 0 })))).not.toContain(
      "returned",
    );
  });

  it("do not begin when nobody waits for them any more, and let the next one pass", async () => {
    const counted = counting.replace(
      "(events += 1)",
      "{ await new Promise((done) => setTimeout(done, 20)); return (events += 1); }",
    );
    const invoke = start(smallFunction("Queue", counted), { processes: 1 });
    const outcomes = await Promise.all([invoke(), invoke({}, () => true), invoke()]);
    expect(outcomes).toEqual([
      { outcome: "returned", value: 1 },
      { outcome: "throttled" },
      { outcome: "returned", value: 2 },
    ]);
  });

  it("find a fresh environment after a while without any", async () => {
    const invoke = start(smallFunction("Idle", counting), { idleMs: 1 });
    await invoke();
    await new Promise((done) => setTimeout(done, 100));
    expect(await invoke()).toEqual({ outcome: "returned", value: 1 });
  });

  it("end as crashed when the local cloud is closed, waiting ones too", async () => {
    const called = smallFunction(
      "Closed",
      "exports.handler = () => new Promise(() => setInterval(() => {}, 1000));",
    );
    const invoke = start(called, { processes: 1 });
    const outcomes = [invoke(), invoke()];
    await open[0]?.close();
    expect((await Promise.all(outcomes)).map(({ outcome }) => outcome)).toEqual(["crashed", "crashed"]);
  });
});
