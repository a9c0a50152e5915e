import type { Notice } from "../../shared/contract/notices.ts";
import { noticeClosed } from "../../shared/events/notices.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { onTick } from "../../shared/runtime/consume.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { noticeLifecycle } from "./lifecycle.ts";
import { noticeFact, running } from "./records.ts";

/** Notices of one tick; far more than ever run at once. */
const atOnce = 20;

/** Periods end: the last instant of the last working day is still in. */
export const handler = onTick("notices-on-tick", async ({ now, commit }) => {
  const { items } = await running.page("open", { limit: atOnce, upTo: now });
  for (const entry of items.filter(({ endsAt }) => endsAt < now)) {
    const notice = await notices.get({ id: entry.noticeId });
    const transition = notice && transitionOf(noticeLifecycle, "close", notice.state);
    if (!notice || !transition) {
      await commit({ writes: [running.remove(entry)] });
      continue;
    }
    const next: Notice = { ...notice, state: transition.to, version: notice.version + 1 };
    await commit({
      writes: [notices.replace(next, [stillIn(transition.from)]), running.remove(entry)],
      facts: [noticeFact(noticeClosed, next)],
    });
  }
});
