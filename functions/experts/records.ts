import * as z from "zod";
import type { Assignment } from "../../shared/contract/experts.ts";
import { Mail } from "../../shared/contract/identity.ts";
import type { expertAssigned, expertRecused } from "../../shared/events/experts.ts";
import { ApplicationId, ExpertId, RoundId } from "../../shared/kernel/ids.ts";
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

/** Both counts moved by one; each was read before, so two officers at once can't pass a cap together. */
export function counted(
  pair: Pick<Assignment, "roundId" | "expertId" | "applicationId">,
  { load, panel }: Counts,
  by: 1 | -1,
): Write[] {
  const { roundId, expertId, applicationId } = pair;
  const next = (held: { count: number; version: number } | undefined) => ({
    count: (held?.count ?? 0) + by,
    version: (held?.version ?? 0) + 1,
  });
  const nextLoad = { roundId, expertId, ...next(load) };
  const nextPanel = { applicationId, ...next(panel) };
  return [
    load ? loads.replace(nextLoad) : loads.create(nextLoad),
    panel ? panels.replace(nextPanel) : panels.create(nextPanel),
  ];
}

/** A fact about a pair; the pair is its aggregate. */
export function pairFact(contract: typeof expertAssigned | typeof expertRecused, pair: Assignment): Fact {
  const { roundId, applicationId, expertId, version } = pair;
  const payload = { roundId, applicationId, expertId };
  return fact(contract, { aggregateId: `${applicationId}#${expertId}`, version, payload });
}
