import * as z from "zod";
import type { Notice } from "../../shared/contract/notices.ts";
import { NamedPartners } from "../../shared/contract/partnership-record.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { Words } from "../../shared/kernel/text.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/** The part of a decision that the public reads; what it does not name never gets out. */
export const DecidedPlaces = z.object({
  ranking: z.array(
    z.object({
      societyCode: SocietyCode,
      names: Words,
      partners: NamedPartners,
      place: z.object({ kind: z.string(), tier: z.string().optional() }),
    }),
  ),
});
export type DecidedPlaces = z.infer<typeof DecidedPlaces>;

/** The tiers as they are shown: within a tier by the register's code, so that the notice gives no rank away. */
export function listed(
  definition: Pick<ProgrammeDefinition, "tiers">,
  decided: DecidedPlaces,
): Notice["tiers"] {
  return definition.tiers.map(({ id, name }) => ({
    id,
    name,
    societies: decided.ranking
      .filter(({ place }) => place.kind === "tier" && place.tier === id)
      .map(({ societyCode, names, partners }) => ({ societyCode, names, ...(partners && { partners }) }))
      .toSorted((a, b) => (a.societyCode < b.societyCode ? -1 : 1)),
  }));
}
