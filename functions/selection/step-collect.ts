import { isBeside } from "../../shared/contract/anchors.ts";
import type { BarredBecause } from "../../shared/contract/barred.ts";
import { namedPartners } from "../../shared/contract/partnership-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { blocksOfPaper, blocksOfSupplier } from "../../shared/store/published/blocks.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { dockets } from "../../shared/store/published/dockets.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { tooFew, withoutScores } from "./omission.ts";
import { omissions } from "./records.ts";
import type { Snapshot } from "./snapshot.ts";
import { type Attended, attendedBy } from "./step-attended.ts";

/** Applications read side by side: enough to be quick, few enough to leave the table to others. */
const atOnce = 16;

/**
 * Everything that the decision follows from, read consistently after the lock: the cleared applications and their
 * submitted sheets, those marked that two officers left out. The index only tells which applications there are; each record
 * is read itself.
 * @throws Problem examination-open when an application has no determination yet, attendance-open when nobody confirmed who
 *   was at its defence, reviews-missing when sheets are
 */
export async function collect(round: Round, definition: ProgrammeDefinition): Promise<Snapshot> {
  const listed = await applications.all(`round#${round.id}`);
  const [held, determined] = await Promise.all([
    applications.getMany(listed.map(({ id }) => ({ id }))),
    determinations.getMany(listed.map(({ id }) => ({ applicationId: id }))),
  ]);
  const stateOf = new Map(determined.map((one) => [one.applicationId, one.state]));
  const standing = held.filter(({ state }) => state === "SUBMITTED");
  const undetermined = standing.filter(({ id }) => !["CLEARED", "REJECTED"].includes(stateOf.get(id) ?? ""));
  if (undetermined.length > 0)
    throw new Problem("examination-open", { missing: undetermined.map(({ id }) => id) });
  const mayStand = standing.filter(({ id }) => stateOf.get(id) === "CLEARED");
  const [shortOfPaper, unregistered, docket] = await Promise.all([
    blocksOfPaper(mayStand, definition),
    blocksOfSupplier(mayStand, definition),
    dockets.get({ roundId: round.id }),
  ]);
  const beforehand = ({ id }: { id: ApplicationId }): BarredBecause[] => [
    ...(shortOfPaper.has(id) ? (["paper-short"] as const) : []),
    ...(unregistered.get(id) === "defence" ? (["supplier-unregistered"] as const) : []),
    ...(docket?.removals.some(({ applicationId }) => applicationId === id) ? (["revoked"] as const) : []),
  ];
  const attended = await attendedBy(
    mayStand.filter((one) => beforehand(one).length === 0),
    definition,
  );
  const reasons = (one: { id: ApplicationId }): BarredBecause[] => [
    ...beforehand(one),
    ...(attended.leaves.has(one.id) ? (["absent"] as const) : []),
  ];
  const barred = mayStand.filter((one) => reasons(one).length > 0);
  const cleared = mayStand.filter((one) => reasons(one).length === 0);
  const collected: Collected[] = [];
  for (let from = 0; from < cleared.length; from += atOnce) {
    const some = await Promise.all(
      cleared.slice(from, from + atOnce).map(({ id }) => sheetsOf(id, attended)),
    );
    collected.push(...some);
  }
  const anchors = new Set(
    collected.filter(({ isAnchor }) => isAnchor).map(({ applicationId }) => applicationId),
  );
  const left = (await omissions.list(round.id)).filter(({ state }) => state === "APPROVED");
  const whole: Snapshot = {
    schemaVersion: 1,
    roundId: round.id,
    definitionHash: round.definitionHash,
    scoring: definition.scoring,
    selection: definition.selection,
    tiers: definition.tiers.map(({ id, name, places }) => ({ id, name, places })),
    applications: cleared.map(({ id, societyCode, societyNames, chosenTier, channel, receipt }) => ({
      id,
      societyCode,
      names: societyNames,
      ...(chosenTier && { chosenTier }),
      ...(channel !== "portal" && { channel }),
      ...namedPartners({ receipt }),
      ...(anchors.has(id) && { isAnchor: true as const }),
      ...(attended.scoresMinimum.has(id) && { absentFrom: ["defence" as const] }),
    })),
    sheets: collected.flatMap(({ sheets: own }) => own),
    ...(barred.length > 0 && {
      barred: barred.map((one) => {
        const { id, societyCode, societyNames: names } = one;
        return { id, societyCode, names, ...namedPartners(one), because: reasons(one) };
      }),
    }),
  };
  const snapshot = withoutScores(whole, left);
  const missing = tooFew(snapshot);
  if (missing.length > 0) throw new Problem("reviews-missing", { missing });
  return snapshot;
}

interface Collected {
  applicationId: ApplicationId;
  /** A plan laid it as an anchor. */
  isAnchor: boolean;
  sheets: Snapshot["sheets"];
}

/**
 * The submitted sheets of an application whose pair still stands; a recused expert's never counts, nor of a defence one's who
 * was not there or judges beside the panel.
 */
async function sheetsOf(applicationId: ApplicationId, { wasThere }: Attended): Promise<Collected> {
  const [pairs, written] = await Promise.all([assignments.list(applicationId), sheets.list(applicationId)]);
  const standing = new Map(
    pairs.filter(({ state }) => state === "DECLARED").map((pair) => [pair.expertId, pair]),
  );
  const own = written.flatMap(({ expertId, stage, submitted }) => {
    const pair = standing.get(expertId);
    if (!submitted || !pair) return [];
    const beside = isBeside(pair);
    if (stage === "defence" && (beside || !wasThere(applicationId, expertId))) return [];
    const { scores, sha256 } = submitted;
    return [{ applicationId, expertId, stage, scores, sha256, ...(beside && { isBeside: true as const }) }];
  });
  return { applicationId, isAnchor: pairs.some(({ anchor }) => anchor !== undefined), sheets: own };
}
