import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAllDone } from "./done.ts";
import { type Running, startPrepared } from "./running.ts";
import { submit } from "./storm.ts";

describe("the way of an event", () => {
  let running: Running;
  beforeAll(async () => {
    running = await startPrepared({ societies: 6 });
  });
  afterAll(() => running.close());

  it("goes on when the bus takes only some of what it is given: the others are given again", async () => {
    const { url, control, ready } = running;
    const some = ready.slice(0, 4);
    await control.disturb({ entries: { seed: 5, rate: 0.4 } });
    await Promise.all(some.map((one) => submit(url, one, `bus-${one.application.id}`)));
    const { written, delivered } = await control.idle();
    expect(delivered).toBe(written);
    await control.disturb({});
    await expectAllDone(running, some);
  });

  it("may be gone again, in any order: nothing changes", async () => {
    const { cloud, control, ledger } = running;
    const [bus] = cloud.cloud.buses;
    const before = await ledger.everything();
    for (const event of (await ledger.outbox()).reverse()) {
      const source = `linxuan.${event.service}`;
      cloud.bus.put({ bus: bus?.name ?? "", source, detailType: event.type, detail: event });
    }
    await control.idle();
    expect(await ledger.everything()).toEqual(before);
    await expectAllDone(running, running.ready.slice(0, 4));
  });

  it("that cannot be digested ends where it is seen, and is taken up when its cause is gone", async () => {
    const { url, control, ledger, ready } = running;
    const [poisoned] = ready.slice(4);
    if (!poisoned) throw new Error("five societies were to be prepared");
    const restore = await ledger.spoil(
      `identity#member#society#${poisoned.application.societyCode}`,
      "per_",
      "language",
    );
    await submit(url, poisoned, "poison");
    await control.idle();
    const [dead, ...others] = await control.deadLetters();
    expect(dead).toMatchObject({
      source: expect.stringContaining("notifications-onapplication"),
      reason: expect.stringContaining("language"),
    });
    expect(others).toEqual([]);
    expect((await control.inbox()).filter(({ to }) => poisoned.mails.includes(to))).toEqual([]);

    await restore();
    expect(await control.redrive()).toMatchObject({ redriven: 1, left: 0 });
    await expectAllDone(running, [poisoned]);
  });
});
