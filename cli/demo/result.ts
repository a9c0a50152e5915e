import type { Application } from "../../shared/contract/applications.ts";
import type { PlaceGiven } from "../../shared/contract/tier-changes.ts";
import { isOfApplication } from "../../shared/contract/upload-record.ts";
import type { RoundId } from "../../shared/kernel/ids.ts";
import type { Intake, JudgedFile } from "./applied.ts";
import { allOf } from "./caller.ts";
import type { Ineligible } from "./examination.ts";
import { inTurns } from "./in-turns.ts";
import type { Outcome } from "./outcome.ts";
import { atOnce, type OpenRound, officersOf, type Play } from "./play.ts";
import type { TiedAt } from "./scene-last-place.ts";

/** What the demonstration found, as `out/demo/result.json` keeps it. Societies stand by their code. */
export interface Result {
  round: RoundId;
  seed: number;
  societies: number;
  applications: number;
  applicationStates: Partial<Record<Application["state"], number>>;
  refusedUploads: JudgedFile[];
  flagged: JudgedFile[];
  ineligible: Ineligible[];
  reviews: number;
  tiers: Record<string, string[]>;
  reserves: string[];
  /** Two that are equal at the last place of the decision, and by which link of the chain they were told apart. */
  lastPlace: TiedAt;
  /** What leadership changed, with the reason beside the rank that the scores gave; the last of an application holds. */
  tierChanges: { society: string; rank: number; from: string; to: string; reason: string }[];
  mails: { owed: number; sent: number; failed: number };
  events: { written: number; delivered: number; dead: number };
  seconds: number;
}

/** Files that were kept for a person to look at, with the first reason. */
async function flaggedFiles(play: Play, applications: readonly Application[]): Promise<JudgedFile[]> {
  const { first } = await officersOf(play);
  const lists = await inTurns(applications, atOnce, async ({ id, societyCode }) => {
    const { items } = await first.uploads.listUploads({ params: { id } });
    return items
      .filter(({ state, kind }) => state === "FLAGGED" && isOfApplication(kind))
      .map(({ name, reasons }) => ({ file: `${societyCode} ${name}`, reason: reasons[0]?.code ?? "" }));
  });
  return lists.flat();
}

/** A tier by its id; else what an application has instead. */
const tierOf = (place: PlaceGiven): string => (place.kind === "tier" ? place.tier : place.kind);

interface Played extends OpenRound {
  intake: Intake;
  ineligible: Ineligible[];
  reviews: number;
  outcome: Outcome;
  seconds: number;
}

/** Asks the platform itself for every figure that it can tell. */
export async function resultOf(play: Play, played: Played): Promise<Result> {
  const { local, seed } = play;
  const { roundId, intake, ineligible, reviews, outcome, seconds } = played;
  const { first } = await officersOf(play);
  const applications = await allOf((query) =>
    first.applications.listApplications({ params: { roundId }, query }),
  );
  const societies = await allOf((query) => first.rounds.listSocieties({ query }));
  const letters = await allOf((query) => first.notifications.listLetters({ params: { id: roundId }, query }));
  const { written, delivered, dead } = await local.idle();
  const codeOf = new Map(applications.map(({ id, societyCode }) => [id, societyCode as string]));
  const codesOf = (ids: readonly Application["id"][]) => ids.map((id) => codeOf.get(id) ?? id);
  const states = Object.entries(Object.groupBy(applications, ({ state }) => state));
  return {
    round: roundId,
    seed,
    societies: societies.length,
    applications: applications.length,
    applicationStates: Object.fromEntries(states.map(([state, some]) => [state, some.length])),
    refusedUploads: intake.refusedUploads,
    flagged: await flaggedFiles(play, applications),
    ineligible,
    reviews,
    tiers: Object.fromEntries(outcome.list.tiers.map(({ id, applications: ids }) => [id, codesOf(ids)])),
    reserves: codesOf(outcome.list.reserves),
    lastPlace: outcome.lastPlace,
    tierChanges: outcome.tierChanges.flatMap(({ moves, reason }) =>
      moves.map(({ societyCode: society, rank, from, to }) => ({
        ...{ society, rank, reason, from: tierOf(from), to: tierOf(to) },
      })),
    ),
    mails: {
      owed: letters.length,
      sent: letters.filter(({ state }) => state === "SENT").length,
      failed: letters.filter(({ state }) => state === "FAILED").length,
    },
    events: { written, delivered, dead },
    seconds,
  };
}
