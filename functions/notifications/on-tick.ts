import { isStanding } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { preparationDue } from "../../shared/programme/defence-due.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { onTick, type Tick } from "../../shared/runtime/consume.ts";
import { errorWords, log } from "../../shared/runtime/log.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { barredFrom } from "../../shared/store/published/judging.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { claimSeconds } from "./claims.ts";
import type { AboutRound } from "./letters.ts";
import { reviewReminder } from "./letters-review.ts";
import { closingReminder } from "./letters-submission.ts";
import { dues, ownDeadlines, reminded } from "./records.ts";
import { reminderDue } from "./reminders.ts";
import { tellAssigned } from "./step-assigned.ts";
import { tellUndelivered } from "./step-awaited.ts";
import { aboutRound } from "./step-cause.ts";
import { unanswered } from "./step-defenders.ts";
import { deliver } from "./step-deliver.ts";
import { objectionsDue } from "./step-objections-due.ts";
import { type Owed, owe } from "./step-owe.ts";
import { unregistered } from "./step-supplier-due.ts";

/** Letters of one sweep; the next tick takes the rest. */
const atOnce = 50;

/** Societies with this deadline that have begun and not submitted. */
async function unsubmitted(round: Round, about: AboutRound, deadline: Instant): Promise<Owed[]> {
  const listed = await applications.all(`round#${round.id}`);
  return listed
    .filter(({ state, closesAt }) => closesAt === deadline && (state === "DRAFT" || state === "RETURNED"))
    .map(({ societyCode, societyNames }) => ({
      template: "reminder-closes",
      roundId: round.id,
      group: `society#${societyCode}`,
      roles: societyPeople,
      words: closingReminder({ ...about, society: societyNames }, deadline),
    }));
}

/**
 * Experts with assignments that have no submitted sheet; the defence has dates of its own. What an expert may not judge any more
 * is not counted: it is out of his or her sight.
 */
async function unscored(round: Round, about: AboutRound, now: Instant): Promise<Owed[]> {
  const waiting: { applicationId: ApplicationId; expertId: ExpertId }[] = [];
  const listed = await applications.all(`round#${round.id}`);
  const submitted = listed.filter(({ state }) => state === "SUBMITTED");
  for (const { id } of submitted) {
    const [pairs, written] = await Promise.all([assignments.list(id), sheets.list(id)]);
    const scored = new Set(
      written
        .filter(({ submitted, stage }) => submitted !== null && stage !== "defence")
        .map(({ expertId }) => expertId),
    );
    for (const { expertId } of pairs.filter(isStanding))
      if (!scored.has(expertId)) waiting.push({ applicationId: id, expertId });
  }
  if (waiting.length === 0) return [];
  const ids = [...new Set(waiting.map(({ expertId }) => expertId))];
  const barred = await barredFrom(submitted, experts.getMany(ids.map((id) => ({ id }))), now);
  const open = Map.groupBy(
    waiting.filter(({ applicationId, expertId }) => !barred.get(applicationId)?.has(expertId)),
    ({ expertId }) => expertId,
  );
  return [...open].map(([expertId, { length: count }]) => ({
    template: "reminder-review",
    roundId: round.id,
    group: `expert#${expertId}`,
    roles: ["expert"],
    words: reviewReminder(about, count, round.reviewClosesAt),
  }));
}

/** Until when the receipt of the defence is taken; null where none is asked for, or no calendar says. */
function receiptDue(definition: ProgrammeDefinition): Instant | null {
  const due = preparationDue(definition);
  return isUnloaded(due) ? null : due.receipt;
}

/** A reminder of a deadline goes out once; a tick that died half-way finds its letters in the ledger. */
async function remind(round: Round, { now, commit }: Tick): Promise<void> {
  const { definition, about } = await aboutRound(round);
  const { supplierRegistration: asked } = definition;
  const { defence } = definition;
  const receiptAt = receiptDue(definition);
  const own = await ownDeadlines.list(round.id);
  const closing = [...new Set([round.closesAt, ...own.map(({ closesAt }) => closesAt)])];
  const beforeResult = [
    ...closing.map((at) => ({ of: "closes", at, owed: () => unsubmitted(round, about, at) })),
    { of: "review-ends", at: round.reviewClosesAt, owed: () => unscored(round, about, now) },
  ];
  const deadlines = [
    ...(round.state === "AWARDED" ? [] : beforeResult),
    ...(defence === null || receiptAt === null
      ? []
      : [
          {
            of: "defence-receipt-due",
            at: receiptAt,
            owed: () => unanswered({ id: round.id, definition, defence }, about, receiptAt),
          },
        ]),
    ...(asked && asked.blocks !== "never"
      ? [{ of: "supplier-due", at: asked.due.at, owed: () => unregistered(round, about, asked) }]
      : []),
  ];
  const before = deadlines.flatMap(({ of, at, owed }) => {
    const wanted = definition.reminders.filter((one) => one.of === of);
    const due = reminderDue(wanted, at, now);
    return due ? [{ reminderId: due.id, at, owed }] : [];
  });
  for (const { reminderId, at, owed } of [
    ...before,
    ...(await objectionsDue(round, definition, { about, now })),
  ]) {
    const key = { roundId: round.id, reminderId, deadline: at };
    if (await reminded.get(key)) continue;
    const id = `reminder:${round.id}:${reminderId}:${at}`;
    const letters = await owed();
    if (letters === null) continue;
    for (const part of await owe({ id, at: now, correlationId: id }, letters)) await commit(part);
    await commit({ writes: [reminded.create({ ...key, at: now, version: 1 })] });
  }
}

/** Letters that nobody sent: the sender died, the mail service did not take them, or the event got lost. */
async function sweep({ now, commit }: Tick): Promise<void> {
  const upTo = plusSeconds(now, -claimSeconds);
  let tried = 0;
  for await (const { letterId: aggregate } of dues.each("open", { limit: 100, upTo })) {
    log("warn", "swept", { aggregate });
    const attempt = await deliver(aggregate, { now, commit }).catch((cause: unknown) => {
      log("error", "sweep failed", { aggregate, error: errorWords(cause) });
    });
    if (attempt !== "left") tried += 1;
    // A mail service that is down fails the next letter too, and slowly.
    if (attempt === "failed" || tried >= atOnce) return;
  }
}

/** Rounds of which somebody may still have to be reminded: what stands in the way of payment, after the result too. */
const isRunning = ({ state }: Round): boolean => state !== "DRAFT";

export const handler = onTick("notifications-on-tick", async (tick) => {
  const failures: unknown[] = [];
  for (const round of (await rounds.all("all")).filter(isRunning))
    await remind(round, tick).catch((cause: unknown) => {
      log("error", "reminders failed", { aggregate: round.id, error: errorWords(cause) });
      failures.push(cause);
    });
  await tellAssigned(tick).catch((cause: unknown) => {
    failures.push(cause);
  });
  await sweep(tick);
  await tellUndelivered(tick);
  // One round's trouble holds up neither the others nor the letters; it is told all the same.
  if (failures.length > 0) throw new AggregateError(failures, "reminders failed");
});
