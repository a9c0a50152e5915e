import * as z from "zod";
import { ApplicationId } from "../../shared/kernel/ids.ts";
import { Words } from "../../shared/kernel/text.ts";
import type { OwnFigures } from "./letters-feedback.ts";

/** The part of a decision that a society may be told of. */
const Decided = z.object({
  ranking: z.array(
    z.object({
      applicationId: ApplicationId,
      composite: z.string(),
      place: z.object({ kind: z.string(), tier: z.string().optional() }),
    }),
  ),
  tiers: z.array(z.object({ id: z.string(), name: Words })),
  barred: z.array(z.object({ applicationId: ApplicationId })).default([]),
});

/**
 * Everybody who took part by a decision's canonical text, with their own figures; null of who was kept out of the ranking.
 * A tier without a society has no line.
 */
export function figuresBy(decision: string): Map<ApplicationId, OwnFigures | null> {
  const { ranking, tiers, barred } = Decided.parse(JSON.parse(decision));
  const lines = tiers.flatMap(({ id, name }) => {
    const last = ranking.findLast(({ place }) => place.kind === "tier" && place.tier === id);
    return last ? [{ tier: name, lowest: last.composite }] : [];
  });
  return new Map([
    ...barred.map(({ applicationId }) => [applicationId, null] as const),
    ...ranking.map(({ applicationId, composite }) => [applicationId, { composite, lines }] as const),
  ]);
}
