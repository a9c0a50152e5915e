import type { Notice, notices as routes } from "../../shared/contract/notices.ts";
import { noticePublished } from "../../shared/events/notices.ts";
import { NoticeId } from "../../shared/kernel/ids.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { isUnloaded, noticePeriod } from "../../shared/kernel/working-days.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { keepText } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { notices, pageKey } from "../../shared/store/published/notices.ts";
import { noticeLifecycle } from "./lifecycle.ts";
import { listText } from "./list.ts";
import { noticeFact, running, supplementClaims } from "./records.ts";
import { listNow } from "./step-list.ts";
import { noticePage, supplementTitle } from "./text.ts";

type Routes = typeof routes;

/** Each is four items of a transaction, which takes a hundred; what is left comes with the next call. */
const supplementsAtOnce = 20;

/** The list as it stands, and those of its places that changed and were not shown since. */
async function changesOf(main: Notice) {
  const now = await listNow({ id: main.decisionId });
  const supplements = await supplementClaims.list(main.decisionId);
  const shown = new Set([
    ...supplements.map(({ societyCode, tier }) => `${societyCode}#${tier}`),
    ...main.tiers.flatMap(({ id, societies }) => societies.map(({ societyCode }) => `${societyCode}#${id}`)),
  ]);
  const text = listText(now.decision.decisionHash, now.ground, now.list);
  const unshown = now.list.changed.flatMap(({ applicationId, from, to }) => {
    const one = now.ground.decided.ranking.find((row) => row.applicationId === applicationId);
    return one && !shown.has(`${one.societyCode}#${to}`)
      ? [{ societyCode: one.societyCode, names: one.names, partners: one.partners, from, to }]
      : [];
  });
  return { ...now, text, sha256: sha256Of(text), unshown };
}

/** The notice of the list itself; what changed of it is asked there. */
async function mainOf(call: Call<Routes["getStandingList"]> | Call<Routes["publishSupplements"]>) {
  const main = await notices.get({ id: call.params.id });
  if (!main || main.supplement !== null) throw call.refuse("not-found");
  return main;
}

export async function getStandingList(call: Call<Routes["getStandingList"]>) {
  const { text, sha256, unshown } = await changesOf(await mainOf(call));
  return { list: text, sha256, unshown: unshown.map(({ societyCode }) => societyCode) };
}

export async function publishSupplements(call: Call<Routes["publishSupplements"]>) {
  const main = await mainOf(call);
  const { ground, sha256: listHash, unshown, stillSo } = await changesOf(main);
  if (listHash !== call.body.listHash) throw call.refuse("version-conflict", { listHash });
  if (unshown.length === 0) throw call.refuse("wrong-state", { unshown: 0 });
  const rules = ground.definition.publicNotice;
  const period = noticePeriod({
    publishedAt: call.now,
    workingDays: rules.workingDays,
    counting: rules.counting,
    lastMoment: rules.endsAt,
    zone: main.zone,
  });
  if (isUnloaded(period)) throw call.refuse("calendar-unloaded", { year: period.unloaded });
  const nameOf = (tier: string): Words =>
    ground.definition.tiers.find(({ id }) => id === tier)?.name ?? { zh: tier, en: tier };
  const items = await Promise.all(
    unshown
      .slice(0, supplementsAtOnce)
      .map(async ({ societyCode, names, partners, from, to }): Promise<Notice> => {
        const shown = {
          ...period,
          title: supplementTitle(ground.definition.names),
          tiers: [
            { id: to, name: nameOf(to), societies: [{ societyCode, names, ...(partners && { partners }) }] },
          ],
          zone: main.zone,
          workingDays: rules.workingDays,
          publishedAt: call.now,
          changedFrom: from === null ? null : nameOf(from),
        };
        const page = noticePage(shown, ground.definition);
        const sha256 = sha256Of(page);
        const pageVersionId = await keepText(
          "documents",
          pageKey({ roundId: main.roundId, sha256 }),
          page,
          sha256,
        );
        const { changedFrom: _, ...kept } = shown;
        return {
          ...kept,
          id: NoticeId.parse(call.newId("notice")),
          roundId: main.roundId,
          decisionId: main.decisionId,
          decisionHash: main.decisionHash,
          sha256,
          pageVersionId,
          state: noticeLifecycle.initial,
          publishedBy: call.actor.id,
          announcedAt: null,
          supplement: { societyCode, from, to, removals: ground.removals.length },
          ...{ awards: [], pending: [], version: 1 },
        };
      }),
  );
  const moved = () => call.refuse("version-conflict");
  return call.commit({
    writes: [
      stillSo(moved),
      ...items.flatMap(({ id: noticeId, decisionId, endsAt, supplement }) => [
        ...(supplement
          ? [
              supplementClaims.create(
                {
                  ...{ decisionId, noticeId, version: 1 },
                  societyCode: supplement.societyCode,
                  tier: supplement.to,
                },
                moved,
              ),
            ]
          : []),
        running.create({ noticeId, endsAt, version: 1 }),
      ]),
      ...items.map((one) => notices.create(one)),
    ],
    facts: items.map((one) => noticeFact(noticePublished, one)),
    answer: { items },
  });
}
