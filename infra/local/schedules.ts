import { cronMatcher, rateMs } from "./cron.ts";
import type { Clock, Cloud, LocalRule } from "./model.ts";

const minuteMs = 60_000;

/** A schedule and when it ran last on the local clock (epoch ms). */
interface Schedule {
  rule: LocalRule;
  arn: string;
  isDue: (now: Date, lastRunAt: number) => boolean;
  lastRunAt: number;
}

function dueTest(expression: string): Schedule["isDue"] {
  const rate = rateMs(expression);
  if (rate !== undefined) return (now, lastRunAt) => now.getTime() - lastRunAt >= rate;
  const isMinute = cronMatcher(expression);
  const minuteOf = (epochMs: number) => Math.floor(epochMs / minuteMs);
  return (now, lastRunAt) => minuteOf(now.getTime()) > minuteOf(lastRunAt) && isMinute(now);
}

/**
 * The rules that run by the clock. In real time each fires at its rate; `fireAll` (after a jump of the clock) fires each
 * once at the new instant, since a tick does all that is due.
 */
export function createSchedules(options: {
  cloud: Pick<Cloud, "rules" | "region" | "accountId">;
  clock: Clock;
  tick: (rule: LocalRule, ruleArn: string) => void;
  /** How often real time is looked at. */
  everyMs?: number;
}) {
  const { cloud, clock, tick, everyMs = 1000 } = options;
  const schedules: Schedule[] = [];
  for (const rule of cloud.rules) {
    if (rule.schedule === undefined) continue;
    const partition = cloud.region.startsWith("cn-") ? "aws-cn" : "aws";
    const arn = `arn:${partition}:events:${cloud.region}:${cloud.accountId}:rule/${rule.name}`;
    schedules.push({ rule, arn, isDue: dueTest(rule.schedule), lastRunAt: clock.now().getTime() });
  }
  const fire = (schedule: Schedule) => {
    schedule.lastRunAt = clock.now().getTime();
    tick(schedule.rule, schedule.arn);
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    start(): void {
      timer = setInterval(() => {
        const now = clock.now();
        for (const schedule of schedules) if (schedule.isDue(now, schedule.lastRunAt)) fire(schedule);
      }, everyMs);
    },
    fireAll(): void {
      for (const schedule of schedules) fire(schedule);
    },
    close: () => clearInterval(timer),
  };
}

export type Schedules = ReturnType<typeof createSchedules>;
