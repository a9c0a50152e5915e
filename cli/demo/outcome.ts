import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { Decision } from "../../functions/selection/decision.ts";
import { replay } from "../../functions/selection/replay.ts";
import { Snapshot } from "../../functions/selection/snapshot.ts";
import type { TierChange } from "../../shared/contract/tier-changes.ts";
import { ApplicationId } from "../../shared/kernel/ids.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { listFault } from "../replay-list.ts";
import { newKey, refusalOf } from "./caller.ts";
import type { LastPlace } from "./last-place.ts";
import { momentsOf, type OpenRound, officersOf, type Play } from "./play.ts";
import { checkLastPlace, type TiedAt } from "./scene-last-place.ts";
import { announceSupplements, playHeldAward, playObjections, standingList } from "./scene-objections.ts";
import { playDeliberation, playOmission } from "./scene-ranking.ts";
import { playRevocation } from "./scene-revocation.ts";
import { playConditionalAward, playLostRegistration } from "./scene-supplier.ts";
import { playTierChanges } from "./scene-tier-changes.ts";

const StandingPlaces = z.object({
  tiers: z.array(z.object({ id: z.string(), applications: z.array(ApplicationId) })),
  reserves: z.array(ApplicationId),
});

const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");

/** A decision as it stands in the store, with everything that proves it. */
export interface Outcome {
  decision: Decision;
  snapshot: Snapshot;
  /** Who is equal at the last place, and by what they are told apart. */
  lastPlace: TiedAt;
  /** Of leadership, with their reasons. */
  tierChanges: readonly TierChange[];
  /** Where the bundle for `linxuan replay` lies. */
  bundle: string;
  /** When it was approved. */
  at: Instant;
  /** After removals. */
  list: z.infer<typeof StandingPlaces>;
}

/** One officer proposes on the frozen scores, the other approves the very bytes; both can be replayed. */
async function decided(play: Play, round: OpenRound, dir: string) {
  const { checks } = play;
  const { first, second } = await officersOf(play);
  await playOmission(play, round);
  const proposed = await first.selection.proposeDecision({ key: newKey(), params: { id: round.roundId } });
  const approval = {
    params: { id: proposed.id },
    body: { version: proposed.version, decisionHash: proposed.decisionHash },
  };
  checks.equal(
    "who proposes a decision does not approve it",
    await refusalOf(first.selection.approveDecision({ key: newKey(), ...approval })),
    "second-person-required",
  );
  const approve = (version = proposed.version) =>
    second.selection.approveDecision({
      ...{ key: newKey(), params: approval.params },
      body: { ...approval.body, version },
    });
  await playDeliberation(play, proposed, approve);
  const version = await playTierChanges(play, proposed);
  checks.equal(
    "who approves a decision has to have seen every change of tier",
    await refusalOf(approve()),
    "version-conflict",
  );
  const approved = await approve(version);
  const stored = await second.selection.getDecision({ params: { id: proposed.id } });
  const bundle = join(dir, "decision.json");
  await mkdir(dir, { recursive: true });
  await writeFile(bundle, `${JSON.stringify(stored, null, 2)}\n`);
  const hashes = { snapshotHash: approved.snapshotHash, decisionHash: approved.decisionHash };
  checks.equal(
    "snapshot and decision have the hashes of the record",
    { snapshotHash: sha256(stored.snapshot), decisionHash: sha256(stored.decision) },
    hashes,
  );
  checks.equal(
    "replaying the snapshot gives the same bytes",
    replay({ ...stored, ...hashes }, sha256).outcome,
    "same",
  );
  return { approved, stored, bundle };
}

/** Decision, public notice, result. Writes the decision's bundle and the notice's page into `dir`. */
export async function playOutcome(
  play: Play,
  round: OpenRound,
  { dir, tied }: { dir: string; tied: LastPlace["tied"] },
): Promise<Outcome> {
  const { local, definition, checks, progress } = play;
  const moments = momentsOf(definition);
  const step = progress.step("遴选与公示 decision and notice", 4);
  const at = moments.afterDefence ?? moments.afterReview;
  await local.moveTo(at);
  const { approved, stored, bundle } = await decided(play, round, dir);
  const decision = Decision.parse(JSON.parse(stored.decision));
  const { barred = [] } = decision;
  const lastPlace = checkLastPlace(play, decision, { tied, snapshotHash: approved.snapshotHash });
  checks.equal(
    "a society that stayed away from its defence is not ranked, and the decision says why",
    barred.filter(({ because }) => because.includes("absent")).length,
    definition.defence?.absence === "leaves-ranking" ? 1 : 0,
  );
  step.tick();

  await local.moveTo(`${definition.timetable.proposedOn.date}T01:00:00.000Z`);
  const { first } = await officersOf(play);
  const notice = await first.notices.publishNotice({
    key: newKey(),
    params: { id: round.roundId },
    body: { decisionId: approved.id, decisionHash: approved.decisionHash },
  });
  const page = await first.notices.getNoticeDocument({ params: { id: notice.id } });
  await writeFile(join(dir, "notice.html"), page);
  checks.equal("the notice's page has the hash that was published", sha256(page), notice.sha256);
  checks.equal(
    "the notice runs for its working days",
    notice.workingDays,
    definition.publicNotice.workingDays,
  );
  step.tick();

  const objected = await playObjections(play, notice, decision);
  const { first: again } = await officersOf(play);
  const announce = { params: { id: notice.id }, body: { version: notice.version } };
  checks.equal(
    "no result before the period has ended",
    await refusalOf(again.notices.announceResult({ key: newKey(), ...announce })),
    "notice-open",
  );
  await local.moveTo(plusSeconds(notice.endsAt, 1));
  const onCondition = await playLostRegistration(play, notice);
  const { second } = await officersOf(play);
  const closed = await second.notices.getNotice({ params: { id: notice.id } });
  const announced = await second.notices.announceResult({
    key: newKey(),
    params: { id: notice.id },
    body: { version: closed.version },
  });
  checks.equal("the result is announced after the period", announced.state, "ANNOUNCED");
  step.tick();
  await local.idle();
  await playHeldAward(play, announced, objected);
  await playConditionalAward(play, round, onCondition);
  await announceSupplements(play, objected.supplements);
  await playRevocation(play, notice);
  const standing = await standingList(play, notice);
  const whole = { ...stored, standing };
  await writeFile(bundle, `${JSON.stringify(whole, null, 2)}\n`);
  checks.equal(
    "the list after removals follows from the decision by the vacancy rule",
    listFault({ ...whole, decisionHash: approved.decisionHash, tierChanges: approved.tierChanges }, sha256),
    undefined,
  );
  checks.equal("every place that changed was shown", standing.unshown, []);
  step.tick();
  step.end();
  return {
    list: StandingPlaces.parse(JSON.parse(standing.list)),
    ...{ decision, lastPlace, tierChanges: approved.tierChanges },
    snapshot: Snapshot.parse(JSON.parse(stored.snapshot)),
    ...{ bundle, at },
  };
}
