import type { DefenceNotice, defenceNoticeRoutes } from "../../shared/contract/defence-notice.ts";
import { defenceNoticeApproved } from "../../shared/events/defence-notices.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { preparationDue, workingDaysBeforeDefence } from "../../shared/programme/defence-due.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { asRead, stillIn } from "../../shared/store/entity.ts";
import { defenceNotices } from "../../shared/store/published/defence-notices.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { defenceNoticeLifecycle } from "./lifecycle.ts";
import { defenceNoticeText, hashedText } from "./notice-text.ts";
import { settledDefenders } from "./step-settled.ts";

type Routes = typeof defenceNoticeRoutes;

/** The round with its defence; to a round without one nothing of this exists. */
async function defendedRound(
  call: Call<Routes["composeDefenceNotice"]> | Call<Routes["approveDefenceNotice"]>,
) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const definition = await definitionOf(round);
  const { defence, timetable } = definition;
  if (defence === null || timetable.defence === null) throw call.refuse("not-found");
  return { round, definition, defence, window: timetable.defence };
}

export async function composeDefenceNotice(call: Call<Routes["composeDefenceNotice"]>) {
  const { round, definition, defence, window } = await defendedRound(call);
  if (round.state === "AWARDED") throw call.refuse("wrong-state", { state: round.state });
  const { place, remarks } = call.body;
  if (holdsIdentityData(...Object.values(place), ...Object.values(remarks ?? {})))
    throw call.refuse("identity-data-not-taken");
  const due = preparationDue(definition);
  if (isUnloaded(due)) throw call.refuse("calendar-unloaded", { year: due.unloaded });
  const last = (await defenceNotices.list(round.id)).at(-1);
  const text = defenceNoticeText({ ...definition, defence, window }, call.body, due);
  const notice: DefenceNotice = {
    roundId: round.id,
    number: (last?.number ?? 0) + 1,
    definitionHash: round.definitionHash,
    zone: definition.zone,
    ...call.body,
    text,
    sha256: sha256Of(hashedText(text)),
    defenceAt: window.fromAt,
    receiptDueAt: due.receipt,
    materialDueAt: due.material,
    state: defenceNoticeLifecycle.initial,
    composedBy: call.actor.id,
    composedAt: call.now,
    approvedBy: null,
    approvedAt: null,
    version: 1,
  };
  const other = () => call.refuse("version-conflict");
  return call.commit({ writes: [defenceNotices.create(notice, other)], answer: notice });
}

export async function approveDefenceNotice(call: Call<Routes["approveDefenceNotice"]>) {
  const { id: roundId, number } = call.params;
  const { round, definition, defence, window } = await defendedRound(call);
  const [notice, newer] = (await defenceNotices.list(roundId)).filter((one) => one.number >= number);
  if (notice?.number !== number) throw call.refuse("not-found");
  const transition = transitionOf(defenceNoticeLifecycle, "approve", notice.state);
  if (!transition) throw call.refuse("wrong-state", { state: notice.state });
  const conflict = () => call.refuse("version-conflict", { number: newer?.number ?? number });
  if (newer || notice.sha256 !== call.body.sha256) throw conflict();
  if (notice.composedBy === call.actor.id) throw call.refuse("second-person-required");
  const left = workingDaysBeforeDefence(call.now, window.fromAt, definition.zone);
  if (isUnloaded(left)) throw call.refuse("calendar-unloaded", { year: left.unloaded });
  const { noticeWorkingDays } = defence;
  if (left < noticeWorkingDays || call.now >= window.fromAt)
    throw call.refuse("defence-notice-late", { noticeWorkingDays, left });
  await settledDefenders(round, defence);
  const next: DefenceNotice = {
    ...notice,
    state: transition.to,
    approvedBy: call.actor.id,
    approvedAt: call.now,
    version: notice.version + 1,
  };
  return call.commit({
    writes: [
      defenceNotices.replace(next, [stillIn(transition.from)], conflict),
      // Nobody composed another one meanwhile.
      defenceNotices.check({ roundId, number: number + 1 }, [asRead(undefined)], conflict),
    ],
    facts: [
      fact(defenceNoticeApproved, {
        aggregateId: roundId,
        version: number,
        payload: { roundId, noticeNumber: number, noticeHash: next.sha256 },
      }),
    ],
    answer: next,
  });
}

export const listDefenceNotices = async (call: Call<Routes["listDefenceNotices"]>) => ({
  items: await defenceNotices.list(call.params.id),
});
