import type { AwardCondition } from "../../shared/contract/award-record.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { resultAnnounced } from "../../shared/events/notices.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { wasRegisteredAt } from "../../shared/programme/supplier.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { awardConditionLifecycle } from "./lifecycle.ts";
import { awardConditions } from "./records.ts";
import { metBy } from "./step-award.ts";

/** A transaction takes a hundred items. */
const conditionsAtOnce = 90;

/** The conditions that a result brings: of each society selected that the register did not know as a supplier then. */
async function conditionsOf({
  payload,
  at,
  version,
}: EventOf<typeof resultAnnounced>): Promise<AwardCondition[]> {
  const [notice, round] = await Promise.all([
    notices.get({ id: payload.noticeId }),
    rounds.get({ id: payload.roundId }),
  ]);
  if (!notice || !round) throw new Error(`notice ${payload.noticeId} or its round is unknown`);
  const { supplierRegistration } = await definitionOf(round);
  if (supplierRegistration?.blocks !== "award") return [];
  const selected = notice.awards
    .filter(({ noticeVersion }) => noticeVersion === version)
    .map(({ societyCode }) => societyCode);
  if (selected.length === 0) return [];
  const [known, applied] = await Promise.all([
    societies.getMany(selected.map((code) => ({ code }))),
    applications.all(`round#${round.id}`),
  ]);
  const registered = new Set(
    known.filter(({ facts }) => wasRegisteredAt(facts.supplier, at)).map(({ code }) => code),
  );
  const conditional = new Set(selected.filter((code) => !registered.has(code)));
  return applied
    .filter(({ state, societyCode }) => state === "SUBMITTED" && conditional.has(societyCode))
    .map(({ societyCode, id: applicationId }) => ({
      ...{ societyCode, applicationId, roundId: round.id, noticeId: notice.id },
      ...{ state: awardConditionLifecycle.initial, announcedAt: at, metAt: null, version: 1 },
    }));
}

/** A result says who is selected on condition; the register says when the condition is met. */
export const handler = consume({
  service: "rounds",
  name: "on-award",
  mode: "each",
  hears: [resultAnnounced, societyRecorded],
  handle: async ({ event, now, commit, commitPart }) => {
    const touched: SocietyCode[] = [];
    if (event.type === resultAnnounced.type) {
      const wanted = await conditionsOf(event);
      const held = new Set((await awardConditions.getMany(wanted)).map(({ societyCode }) => societyCode));
      const fresh = wanted.filter(({ societyCode }) => !held.has(societyCode));
      for (let from = 0; from < fresh.length; from += conditionsAtOnce)
        await commitPart({
          writes: fresh.slice(from, from + conditionsAtOnce).map((one) => awardConditions.create(one)),
        });
      touched.push(...wanted.map(({ societyCode }) => societyCode));
    } else touched.push(event.payload.societyCode);
    // Whoever registered between the announcement and this line finds the condition here, or it finds them.
    for (const societyCode of touched)
      for (const part of await metBy(societyCode, now)) await commitPart(part);
    await commit({ writes: [] });
  },
});
