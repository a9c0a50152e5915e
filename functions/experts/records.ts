import * as z from "zod";
import { isBeside, takesPlace } from "../../shared/contract/anchors.ts";
import { AssignmentDraw, DrawnPanel } from "../../shared/contract/assignment-draw-record.ts";
import { AssignmentPlan, FitCorrection } from "../../shared/contract/assignment-plan-record.ts";
import { FoundApart } from "../../shared/contract/expert-files.ts";
import { ExpertInvitation, ExpertKeeping } from "../../shared/contract/expert-invitations.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import { Mail } from "../../shared/contract/identity.ts";
import { RoundPanel } from "../../shared/contract/round-panel-record.ts";
import type { expertAssigned, expertRecused, expertReleased } from "../../shared/events/experts.ts";
import { ApplicationId, AssignmentPlanId, ExpertId, RoundId, SocietyCode } from "../../shared/kernel/ids.ts";
import { Seed } from "../../shared/kernel/lots.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { entity, type Write } from "../../shared/store/entity.ts";
import { together } from "../../shared/store/together.ts";

/** One address is one expert: written with the expert. */
const ExpertClaim = z.object({ mail: Mail, expertId: ExpertId, version: z.literal(1) });
type ExpertClaim = z.infer<typeof ExpertClaim>;

export const expertClaims = entity<ExpertClaim, Pick<ExpertClaim, "mail">>({
  prefix: "experts#mail",
  schema: ExpertClaim,
  schemaVersion: 1,
  key: ({ mail }) => ({ of: mail, sort: "claim" }),
});

/** That two entries of one name are two people: kept with who said so and why. */
export const foundApart = entity<FoundApart, Pick<FoundApart, "expertId">>({
  prefix: "experts#apart",
  schema: FoundApart,
  schemaVersion: 1,
  key: ({ expertId }) => ({ of: expertId, sort: "apart" }),
});

/** The invitations of a round lie together: a plan reads all of them. */
export const invitations = entity<ExpertInvitation, Pick<ExpertInvitation, "roundId" | "expertId">>({
  prefix: "experts#invitation",
  schema: ExpertInvitation,
  schemaVersion: 1,
  key: ({ roundId, expertId }) => ({ of: roundId, sort: expertId }),
  lists: { zh: "一位专家收到的邀请，按邀请时间", en: "one expert's invitations by the instant of each" },
  index: ({ roundId, expertId, invitedAt }) => ({
    of: `expert#${expertId}`,
    sort: `${invitedAt}#${roundId}`,
  }),
});

/** The first round of an expert, and whether he or she may be asked in another. */
export const keepings = entity<ExpertKeeping, Pick<ExpertKeeping, "expertId">>({
  prefix: "experts#keeping",
  schema: ExpertKeeping,
  schemaVersion: 1,
  key: ({ expertId }) => ({ of: expertId, sort: "keeping" }),
});

/**
 * Whoever changes what is on record of a society, decides a match with it, or assigns an expert on that ground, moves this on:
 * of two at once, one reads again.
 */
const GraphTurn = z.object({ societyCode: SocietyCode, version: z.int().positive() });
type GraphTurn = z.infer<typeof GraphTurn>;

export const graphTurns = entity<GraphTurn, Pick<GraphTurn, "societyCode">>({
  prefix: "experts#turn",
  schema: GraphTurn,
  schemaVersion: 1,
  key: ({ societyCode }) => ({ of: societyCode, sort: "turn" }),
});

/** A society's turn moved on, which was read before. */
export function turned(societyCode: SocietyCode, held: GraphTurn | undefined): Write {
  const next = { societyCode, version: (held?.version ?? 0) + 1 };
  return held ? graphTurns.replace(next) : graphTurns.create(next);
}

const count = { count: z.int().nonnegative(), version: z.int().positive() };

/** How many applications an expert has in a round: the load cap is judged on it inside the write. */
const Load = z.object({ roundId: RoundId, expertId: ExpertId, ...count });
type Load = z.infer<typeof Load>;

export const loads = entity<Load, Pick<Load, "roundId" | "expertId">>({
  prefix: "experts#load",
  schema: Load,
  schemaVersion: 1,
  key: ({ roundId, expertId }) => ({ of: `${roundId}#${expertId}`, sort: "load" }),
});

/** How many experts an application has who have not stood aside. */
const Panel = z.object({ applicationId: ApplicationId, ...count });
type Panel = z.infer<typeof Panel>;

export const panels = entity<Panel, Pick<Panel, "applicationId">>({
  prefix: "experts#panel",
  schema: Panel,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "panel" }),
});

/** The record of a plan; the plan itself lies among the documents. */
export const plans = entity<AssignmentPlan, Pick<AssignmentPlan, "id">>({
  prefix: "experts#plan",
  schema: AssignmentPlan,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "plan" }),
  lists: {
    zh: "一轮的分配方案，按提出时间",
    en: "a round's plans of assignments by the instant they were asked for",
  },
  index: (plan) => ({ of: `round#${plan.roundId}`, sort: `${plan.askedAt}#${plan.id}` }),
});

/** Which plan or draw of a round is the newest: two officers who ask at once never leave two that both could be approved. */
const Planning = z.object({ roundId: RoundId, planId: AssignmentPlanId, version: z.int().positive() });
type Planning = z.infer<typeof Planning>;

export const plannings = entity<Planning, Pick<Planning, "roundId">>({
  prefix: "experts#planning",
  schema: Planning,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "planning" }),
});

/** The record of a draw; pool and result lie among the documents. */
export const draws = entity<AssignmentDraw, Pick<AssignmentDraw, "id">>({
  prefix: "experts#draw",
  schema: AssignmentDraw,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "draw" }),
  lists: {
    zh: "一轮的专家抽取，按公布种子哈希的时间",
    en: "a round's draws of experts by the instant their seed was committed",
  },
  index: (draw) => ({ of: `round#${draw.roundId}`, sort: `${draw.committedAt}#${draw.id}` }),
});

/** The seed before it is used: apart from the draw, so that nothing that reads the draw meets it. */
const DrawSeed = z.object({ planId: AssignmentPlanId, seed: Seed, version: z.literal(1) });
type DrawSeed = z.infer<typeof DrawSeed>;

export const drawSeeds = entity<DrawSeed, Pick<DrawSeed, "planId">>({
  prefix: "experts#draw-seed",
  schema: DrawSeed,
  schemaVersion: 1,
  key: ({ planId }) => ({ of: planId, sort: "seed" }),
});

/** Whom a round's applications drew lie together: another draw and the record sheet read all of it. */
export const drawnPanels = entity<DrawnPanel, Pick<DrawnPanel, "roundId" | "applicationId">>({
  prefix: "experts#drawn-panel",
  schema: DrawnPanel,
  schemaVersion: 1,
  key: ({ roundId, applicationId }) => ({ of: roundId, sort: applicationId }),
});

/** The panel that was drawn for a round, with its reserves: every plan of the round goes by it. */
export const roundPanels = entity<RoundPanel, Pick<RoundPanel, "roundId">>({
  prefix: "experts#round-panel",
  schema: RoundPanel,
  schemaVersion: 1,
  key: ({ roundId }) => ({ of: roundId, sort: "panel" }),
});

/** What officers said of how well experts fit the applications of a round lies together: a plan reads all of it. */
export const fits = entity<FitCorrection, Pick<FitCorrection, "roundId" | "applicationId" | "expertId">>({
  prefix: "experts#fit",
  schema: FitCorrection,
  schemaVersion: 1,
  key: ({ roundId, applicationId, expertId }) => ({ of: roundId, sort: `${applicationId}#${expertId}` }),
});

interface Counts {
  load: Load | undefined;
  panel: Panel | undefined;
}

/** The counts of a pair, as they stand. */
export async function countsOf({
  roundId,
  expertId,
  applicationId,
}: Pick<Assignment, "roundId" | "expertId" | "applicationId">): Promise<Counts> {
  const [load, panel] = await together(loads.ask({ roundId, expertId }), panels.ask({ applicationId }));
  return { load, panel };
}

interface Count {
  count: number;
  version: number;
}

const moved = (held: Count | undefined, by: number): Count => ({
  count: (held?.count ?? 0) + by,
  version: (held?.version ?? 0) + 1,
});

/** An expert's count moved on, which was read before. */
export function loaded(of: Pick<Load, "roundId" | "expertId">, held: Load | undefined, by: number): Write {
  const next = { ...of, ...moved(held, by) };
  return held ? loads.replace(next) : loads.create(next);
}

/** An application's count moved on, which was read before. */
export function manned(applicationId: ApplicationId, held: Panel | undefined, by: number): Write {
  const next = { applicationId, ...moved(held, by) };
  return held ? panels.replace(next) : panels.create(next);
}

/**
 * The counts that a pair is in moved by one; each was read before, so two officers at once can't pass a cap together. Who judges
 * an anchor beside its panel is not of the panel, and an anchor need take no place of the cap.
 */
export function counted(
  pair: Pick<Assignment, "roundId" | "expertId" | "applicationId" | "anchor">,
  { load, panel }: Counts,
  by: 1 | -1,
): Write[] {
  const { roundId, expertId, applicationId } = pair;
  return [
    ...(takesPlace(pair) ? [loaded({ roundId, expertId }, load, by)] : []),
    ...(isBeside(pair) ? [] : [manned(applicationId, panel, by)]),
  ];
}

/** A fact about a pair; the pair is its aggregate. */
export function pairFact(
  contract: typeof expertAssigned | typeof expertRecused | typeof expertReleased,
  pair: Assignment,
): Fact {
  const { roundId, applicationId, expertId, version } = pair;
  const payload = { roundId, applicationId, expertId };
  return fact(contract, { aggregateId: `${applicationId}#${expertId}`, version, payload });
}
