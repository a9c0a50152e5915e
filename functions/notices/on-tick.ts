import type { Notice } from "../../shared/contract/notices.ts";
import { isLostRace } from "../../shared/contract/problems.ts";
import { noticeClosed } from "../../shared/events/notices.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { onTick, type Tick } from "../../shared/runtime/consume.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { noticeLifecycle } from "./lifecycle.ts";
import { noticeFact, type Running, running } from "./records.ts";

/** Notices of one tick; far more than ever run at once. */
const atOnce = 20;

/** One period is over: its notice is closed, unless the result came first. */
async function close(entry: Running, { commit }: Tick): Promise<void> {
  const notice = await notices.get({ id: entry.noticeId });
  const transition = notice && transitionOf(noticeLifecycle, "close", notice.state);
  if (!notice || !transition) return commit({ writes: [running.remove(entry)] });
  const next: Notice = { ...notice, state: transition.to, version: notice.version + 1 };
  return commit({
    writes: [notices.replace(next, [stillIn(transition.from)]), running.remove(entry)],
    facts: [noticeFact(noticeClosed, next)],
  });
}

/** Periods end: the last instant of the last working day is still in. */
export const handler = onTick("notices-on-tick", async (tick) => {
  const { items } = await running.page("open", { limit: atOnce, upTo: tick.now });
  for (const entry of items.filter(({ endsAt }) => endsAt < tick.now)) {
    // Whoever announced or closed it meanwhile, the next tick does what is left; the others do not wait for it.
    await close(entry, tick).catch((cause: unknown) => {
      if (!isLostRace(cause)) throw cause;
    });
  }
});
