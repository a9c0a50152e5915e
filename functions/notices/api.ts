import { type Notice, notices as routes } from "../../shared/contract/notices.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { NoticeId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { isUnloaded, noticePeriod } from "../../shared/kernel/working-days.ts";
import { serve } from "../../shared/runtime/http.ts";
import { keepText, textOf } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { notices, pageKey } from "../../shared/store/published/notices.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { getStandingList, publishSupplements } from "./api-supplements.ts";
import { noticeLifecycle } from "./lifecycle.ts";
import { announceable, listed } from "./list.ts";
import { noticeClaims, noticeFact, running } from "./records.ts";
import { listNow } from "./step-list.ts";
import { noticePage, titleOf } from "./text.ts";

export const handler = serve("notices", routes, {
  publishNotice: async (call) => {
    const { decisionId, decisionHash } = call.body;
    const [round, decision] = await Promise.all([
      rounds.get({ id: call.params.id }),
      decisions.get({ id: decisionId }),
    ]);
    if (!round || decision?.roundId !== round.id) throw call.refuse("not-found");
    if (decision.state !== "APPROVED") throw call.refuse("wrong-state", { state: decision.state });
    if (decision.decisionHash !== decisionHash)
      throw call.refuse("version-conflict", { decisionHash: decision.decisionHash });
    // Whoever was revoked since the decision is not shown any more.
    const { ground, list, stillSo } = await listNow(decision);
    const { definition, decided } = ground;
    const rules = definition.publicNotice;
    const period = noticePeriod({
      publishedAt: call.now,
      workingDays: rules.workingDays,
      counting: rules.counting,
      lastMoment: rules.endsAt,
      zone: round.zone,
    });
    if (isUnloaded(period)) throw call.refuse("calendar-unloaded", { year: period.unloaded });
    const shown = {
      ...period,
      title: titleOf(round.names),
      tiers: listed(definition, decided, list),
      zone: round.zone,
      workingDays: rules.workingDays,
      publishedAt: call.now,
    };
    const page = noticePage(shown, definition);
    const sha256 = sha256Of(page);
    const pageVersionId = await keepText("documents", pageKey({ roundId: round.id, sha256 }), page, sha256);
    const notice: Notice = {
      ...shown,
      id: NoticeId.parse(call.newId("notice")),
      roundId: round.id,
      decisionId,
      decisionHash: decision.decisionHash,
      sha256,
      pageVersionId,
      state: noticeLifecycle.initial,
      publishedBy: call.actor.id,
      announcedAt: null,
      ...{ supplement: null, awards: [], pending: [], version: 1 },
    };
    const claim = { decisionId, noticeId: notice.id, roundId: round.id, version: 1 as const };
    return call.commit({
      writes: [
        stillSo(() => call.refuse("version-conflict")),
        noticeClaims.create(claim, (held) => call.refuse("already-exists", { noticeId: held?.noticeId })),
        notices.create(notice),
        running.create({ noticeId: notice.id, endsAt: notice.endsAt, version: 1 }),
      ],
      facts: [noticeFact(noticePublished, notice)],
      answer: notice,
    });
  },

  announceResult: async (call) => {
    const notice = await notices.get({ id: call.params.id });
    if (!notice) throw call.refuse("not-found");
    const transition = transitionOf(noticeLifecycle, "announce", notice.state);
    if (!transition) throw call.refuse("wrong-state", { state: notice.state });
    if (call.now <= notice.endsAt) throw call.refuse("notice-open", { endsAt: notice.endsAt });
    if (notice.version !== call.body.version)
      throw call.refuse("version-conflict", { version: notice.version });
    const { list, stillSo, ...about } = await listNow({ id: notice.decisionId });
    const { free, waiting, promoted } = announceable(notice, list, about);
    const isEmpty = notice.tiers.every(({ societies }) => societies.length === 0);
    if (free.length === 0 && waiting.length > 0) throw call.refuse("objection-open", { waiting });
    // What was announced, or has nobody left to be announced, is over; an empty list is announced once.
    if (free.length === 0 && (notice.announcedAt !== null || !isEmpty))
      throw call.refuse("wrong-state", { state: notice.state });
    const version = notice.version + 1;
    const next: Notice = {
      ...notice,
      state: transition.to,
      announcedAt: notice.announcedAt ?? call.now,
      awards: [...notice.awards, ...free.map((one) => ({ ...one, at: call.now, noticeVersion: version }))],
      // Who was promoted is told by the supplementary notice.
      pending: notice.supplement === null ? [...waiting, ...promoted] : waiting,
      version,
    };
    const moved = () => call.refuse("version-conflict", { version: notice.version });
    return call.commit({
      writes: [notices.replace(next, [stillIn(transition.from)]), stillSo(moved)],
      facts: [noticeFact(resultAnnounced, next)],
      answer: next,
    });
  },

  publishSupplements,
  getStandingList,

  getNotice: async (call) => {
    const notice = await notices.get({ id: call.params.id });
    if (!notice) throw call.refuse("not-found");
    return notice;
  },

  getNoticeDocument: async (call) => {
    const notice = await notices.get({ id: call.params.id });
    if (!notice) throw call.refuse("not-found");
    return textOf("documents", pageKey(notice), notice.pageVersionId);
  },

  listNotices: async (call) => ({ items: await notices.all(`round#${call.params.id}`) }),
});
