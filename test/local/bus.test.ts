import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createBus } from "../../infra/local/bus.ts";
import type { Disorder } from "../../infra/local/deliveries.ts";
import type { Invocation, LocalRule } from "../../infra/local/model.ts";
import { openQueues } from "../../infra/local/queues.ts";
import { functionArn, givenCloud, givenFunction } from "./cloud-fixture.ts";

const toListener: LocalRule = {
  name: "submitted",
  busName: "linxuan",
  pattern: "application.submitted.v1",
  schedule: undefined,
  targets: [{ arn: functionArn("listener"), deadLetterArn: undefined, retries: 2, input: undefined }],
};

interface Given {
  answer?: (event: Delivered, attempt: number) => Invocation | Promise<Invocation>;
  rules?: LocalRule[];
  dir?: string;
  seed?: number;
  disorder?: Disorder;
}

interface Delivered {
  detail: number;
  time: string;
}

const fine: Invocation = { outcome: "returned", value: null };

function given({ answer = () => fine, rules = [toListener], ...options }: Given = {}) {
  const cloud = givenCloud({ rules });
  const queues = openQueues({ queues: cloud.queues, dir: options.dir });
  const heard: Delivered[] = [];
  const bus = createBus({
    cloud,
    queues,
    clock: { now: () => new Date("2021-09-30T09:00:00.750Z"), set: () => {} },
    matches: (pattern, event) => (event as { "detail-type": string })["detail-type"] === pattern,
    deliver: async (_, event) => {
      const delivered = event as Delivered;
      heard.push(delivered);
      return answer(delivered, heard.filter(({ detail }) => detail === delivered.detail).length);
    },
    retryDelayMs: () => 1,
    ...options,
  });
  const put = (detail: number) =>
    bus.put({ bus: "linxuan", source: "linxuan.test", detailType: "application.submitted.v1", detail });
  return { bus, put, heard, queues, details: () => heard.map(({ detail }) => detail) };
}

describe("the bus", () => {
  test("an event reaches a matching rule's function with the local clock's second", async () => {
    const { bus, put, heard } = given();
    const id = put(1);
    bus.put({ bus: "linxuan", source: "linxuan.test", detailType: "round.opened.v1", detail: 2 });
    await bus.idle();
    expect(heard).toEqual([
      {
        version: "0",
        id,
        "detail-type": "application.submitted.v1",
        source: "linxuan.test",
        account: "123456789012",
        time: "2021-09-30T09:00:00Z",
        region: "eu-west-1",
        resources: [],
        detail: 1,
      },
    ]);
  });

  test("a function that fails at first is tried again", async () => {
    const failed: Invocation = { outcome: "failed", errorType: "Error", message: "not yet" };
    const { bus, put, details, queues } = given({ answer: (_, attempt) => (attempt < 3 ? failed : fine) });
    put(1);
    await bus.idle();
    expect(details()).toEqual([1, 1, 1]);
    expect(queues.list()).toEqual([]);
  });

  test("a poison event ends in the dead-letter queue with its reason, after two retries", async () => {
    const { bus, put, details, queues } = given({ answer: () => ({ outcome: "timed-out" }) });
    put(1);
    await bus.idle();
    expect(details()).toEqual([1, 1, 1]);
    expect(queues.list("dead")).toMatchObject([
      { body: { detail: 1 }, failure: { reason: "timed out", attempts: 3, source: "rule submitted" } },
    ]);
  });

  test("a throttled call is no failure", async () => {
    const { bus, put, queues, details } = given({
      answer: (_, attempt) => (attempt < 6 ? { outcome: "throttled" } : fine),
    });
    put(1);
    await bus.idle();
    expect(details()).toHaveLength(6);
    expect(queues.list()).toEqual([]);
  });

  test("a seed duplicates, delays and shuffles in the same way each time, and loses nothing", async () => {
    const run = async (seed: number) => {
      const { bus, put, details } = given({ seed, disorder: { duplicate: 0.5, delayMs: 5, shuffle: true } });
      for (let at = 0; at < 20; at += 1) put(at);
      await bus.idle();
      return details();
    };
    const heard = await run(7);
    expect(heard.length).toBeGreaterThan(20);
    expect(new Set(heard).size).toBe(20);
    expect(heard).not.toEqual(heard.toSorted((a, b) => a - b));
    expect((await run(7)).toSorted()).toEqual(heard.toSorted());
  });

  test("may be put into disorder, and out of it, while it runs", async () => {
    const { bus, put, details } = given();
    bus.disturb({ seed: 7, duplicate: 1 });
    put(1);
    bus.disturb(undefined);
    put(2);
    await bus.idle();
    expect(details()).toEqual([1, 1, 2]);
  });

  test("an event accepted before a kill is delivered after it", async () => {
    const dir = mkdtempSync(join(tmpdir(), "linxuan-bus-"));
    const hanging = given({ dir, answer: () => new Promise(() => {}) });
    hanging.put(1);
    const second = given({ dir });
    second.bus.start();
    await second.bus.idle();
    expect(second.details()).toEqual([1]);
  });

  test("a rule on an unknown bus or with an unknown target is refused at the start", () => {
    expect(() => given({ rules: [{ ...toListener, busName: "nowhere" }] })).toThrow("no bus nowhere");
    const stranger = { arn: functionArn("stranger"), deadLetterArn: undefined, retries: 0, input: undefined };
    expect(() => given({ rules: [{ ...toListener, targets: [stranger] }] })).toThrow("no queue");
  });

  test("a failure of a function without a dead-letter queue is still seen", async () => {
    const cloud = givenCloud({
      functions: [givenFunction("listener", { deadLetterArn: undefined, asyncRetries: 0 })],
    });
    const queues = openQueues({ queues: [] });
    const bus = createBus({
      cloud,
      queues,
      clock: { now: () => new Date("2021-09-30T09:00:00Z"), set: () => {} },
      matches: () => true,
      deliver: async () => ({ outcome: "crashed", message: "out of memory" }),
    });
    bus.submit(functionArn("listener"), { detail: 1 }, "test");
    await bus.idle();
    expect(queues.list("dropped")).toMatchObject([{ failure: { reason: "crashed: out of memory" } }]);
  });
});
