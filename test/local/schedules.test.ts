import { describe, expect, test, vi } from "vitest";
import { cronMatcher, rateMs } from "../../infra/local/cron.ts";
import type { Clock } from "../../infra/local/model.ts";
import { createSchedules } from "../../infra/local/schedules.ts";
import { accountId, region } from "./cloud-fixture.ts";

const ruleOf = (name: string, schedule: string) => ({
  name,
  busName: "default",
  pattern: undefined,
  schedule,
  targets: [],
});

function given(schedules: Record<string, string>) {
  let now = new Date("2021-09-30T08:58:30.000Z");
  const clock: Clock = {
    now: () => now,
    set(instant) {
      now = instant;
    },
  };
  const fired: string[] = [];
  const rules = Object.entries(schedules).map(([name, schedule]) => ruleOf(name, schedule));
  const running = createSchedules({
    cloud: { rules, region, accountId },
    clock,
    tick: (rule) => fired.push(`${rule.name} ${now.toISOString().slice(11, 16)}`),
    everyMs: 1000,
  });
  return { clock, fired, running };
}

describe("schedules", () => {
  test("fire once each at the new instant after a jump, however far", () => {
    const { clock, fired, running } = given({ sweep: "rate(1 minute)", daily: "cron(0 1 * * ? *)" });
    clock.set(new Date("2021-10-20T09:00:00.000Z"));
    running.fireAll();
    expect(fired).toEqual(["sweep 09:00", "daily 09:00"]);
  });

  test("fire at their rate and minute in running time", () => {
    vi.useFakeTimers();
    const { clock, fired, running } = given({ sweep: "rate(2 minutes)", daily: "cron(0 9 * * ? *)" });
    running.start();
    for (let second = 1; second <= 130; second += 1) {
      clock.set(new Date(clock.now().getTime() + 1000));
      vi.advanceTimersByTime(1000);
    }
    running.close();
    vi.useRealTimers();
    expect(fired).toEqual(["daily 09:00", "sweep 09:00"]);
  });

  test("an expression that is not known is refused at the start", () => {
    for (const wrong of [
      "rate(0.5 minutes)",
      "every day",
      "cron(0 9 L * ? *)",
      "cron(0 9 * *)",
      "cron(60 * * * ? *)",
    ]) {
      expect(() => given({ wrong })).toThrow(/cron|no schedule/);
    }
  });

  test("cron knows lists, ranges, steps and names", () => {
    const monday = new Date("2021-10-04T09:30:00.000Z");
    expect(cronMatcher("cron(0/15 8-10 ? OCT,NOV MON-FRI 2021)")(monday)).toBe(true);
    expect(cronMatcher("cron(0/20 8-10 ? OCT,NOV MON-FRI 2021)")(monday)).toBe(false);
    expect(cronMatcher("cron(30 9 ? * SUN *)")(monday)).toBe(false);
    expect(rateMs("rate(5 minutes)")).toBe(300_000);
  });
});
