import type { Round } from "../../shared/contract/rounds.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { onTick, type Tick } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { claimSeconds } from "./claims.ts";
import { closingReminder, reviewReminder } from "./letters.ts";
import { dues, reminded } from "./records.ts";
import { remindersDue } from "./reminders.ts";
import { deliver } from "./step-deliver.ts";
import { type Owed, owe } from "./step-owe.ts";

/** Letters of one sweep; the next tick takes the rest. */
const atOnce = 50;

/** Societies whose own deadline is near and who have not submitted. */
async function unsubmitted(round: Round): Promise<Owed[]> {
  const listed = await applications.all(`round#${round.id}`);
  return listed
    .filter(({ state }) => state === "DRAFT" || state === "RETURNED")
    .map(({ societyCode, societyNames, closesAt }) => ({
      template: "reminder-closes",
      roundId: round.id,
      group: `society#${societyCode}`,
      roles: societyPeople,
      words: closingReminder({ round: round.names, zone: round.zone, society: societyNames }, closesAt),
    }));
}

/** Experts with assignments that have no submitted sheet. */
async function unscored(round: Round): Promise<Owed[]> {
  const open = new Map<string, number>();
  for (const { id } of (await applications.all(`round#${round.id}`)).filter(
    ({ state }) => state === "SUBMITTED",
  )) {
    const [pairs, written] = await Promise.all([assignments.list(id), sheets.list(id)]);
    const scored = new Set(
      written.filter(({ submitted }) => submitted !== null).map(({ expertId }) => expertId),
    );
    for (const { expertId, state } of pairs) {
      if (state !== "RECUSED" && !scored.has(expertId)) open.set(expertId, (open.get(expertId) ?? 0) + 1);
    }
  }
  return [...open].map(([expertId, count]) => ({
    template: "reminder-review",
    roundId: round.id,
    group: `expert#${expertId}`,
    roles: ["expert"],
    words: reviewReminder({ round: round.names, zone: round.zone }, count, round.reviewClosesAt),
  }));
}

/** Each reminder of a round goes out once; a tick that died half-way finds its letters in the ledger. */
async function remind({ now, commit }: Tick, round: Round): Promise<void> {
  for (const { id, of } of remindersDue(await definitionOf(round), round, now)) {
    const key = { roundId: round.id, reminderId: id };
    if (await reminded.get(key)) continue;
    const owed = of === "closes" ? await unsubmitted(round) : await unscored(round);
    const cause = { id: `reminder:${round.id}:${id}`, at: now, correlationId: `reminder:${id}` };
    for (const part of await owe(cause, owed)) await commit(part);
    await commit({ writes: [reminded.create({ ...key, at: now, version: 1 })] });
  }
}

/** Letters that nobody sent: the sender died, or the event got lost. */
async function sweep(now: Instant): Promise<void> {
  const { items } = await dues.page("open", { limit: atOnce, upTo: plusSeconds(now, -claimSeconds) });
  for (const { letterId } of items) {
    log("warn", "swept", { aggregate: letterId });
    await deliver(letterId, now).catch(() => log("error", "sweep failed", { aggregate: letterId }));
  }
}

export const handler = onTick("notifications-on-tick", async (tick) => {
  await sweep(tick.now);
  for (const round of await rounds.all("all")) await remind(tick, round);
});
