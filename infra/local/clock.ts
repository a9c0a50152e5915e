import { join } from "node:path";
import { openJournal } from "./journal.ts";
import type { Clock } from "./model.ts";

/** The local clock: it runs as real time does; the offset set by `set` survives a restart when `dir` is given. */
export function openClock(dir?: string): Clock {
  const kept = openJournal<number>(dir === undefined ? undefined : join(dir, "clock.jsonl"));
  return {
    now: () => new Date(Date.now() + (kept.get("offset") ?? 0)),
    set: (instant) => kept.put("offset", instant.getTime() - Date.now()),
  };
}
