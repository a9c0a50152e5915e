import * as z from "zod";
import type { Notice } from "../../shared/contract/notices.ts";
import type { Docket } from "../../shared/contract/objection-record.ts";
import { NamedPartners } from "../../shared/contract/partnership-record.ts";
import type { TierChange } from "../../shared/contract/tier-changes.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { ApplicationId, SocietyCode as Society, type SocietyCode } from "../../shared/kernel/ids.ts";
import { Words } from "../../shared/kernel/text.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { ChosenTier } from "../../shared/programme/tier-choice.ts";
import { type ListAsItStands, listAfter } from "../../shared/programme/vacancy.ts";

const Place = z.union([
  z.object({ kind: z.literal("tier"), tier: z.string() }),
  z.object({ kind: z.literal("reserve") }),
  z.object({ kind: z.literal("none") }),
]);

/** The part of a decision that the public reads; what it does not name never gets out. */
export const DecidedPlaces = z.object({
  ranking: z.array(
    z.object({
      applicationId: ApplicationId,
      societyCode: Society,
      names: Words,
      partners: NamedPartners,
      place: Place,
    }),
  ),
});
export type DecidedPlaces = z.infer<typeof DecidedPlaces>;

/** The tiers that societies applied for, from the snapshot of a decision. */
export const ChosenTiers = z.object({
  applications: z.array(z.object({ id: ApplicationId, chosenTier: ChosenTier.optional() })),
});

/** The tiers as they are shown: within a tier by the register's code, so that the notice gives no rank away. */
export function listed(
  definition: Pick<ProgrammeDefinition, "tiers">,
  { ranking }: DecidedPlaces,
  list: ListAsItStands<ApplicationId>,
): Notice["tiers"] {
  return definition.tiers.map(({ id, name }) => {
    const placed = new Set(list.tiers.find((tier) => tier.id === id)?.applications);
    return {
      id,
      name,
      societies: ranking
        .filter(({ applicationId }) => placed.has(applicationId))
        .map(({ societyCode, names, partners }) => ({ societyCode, names, ...(partners && { partners }) }))
        .toSorted((a, b) => (a.societyCode < b.societyCode ? -1 : 1)),
    };
  });
}

/** What a list after removals follows from. */
interface ListGround {
  definition: {
    tiers: readonly { id: string }[];
    selection: Pick<ProgrammeDefinition["selection"], "vacancy">;
  };
  decided: DecidedPlaces;
  chosen: z.infer<typeof ChosenTiers>;
  removals: readonly Pick<Docket["removals"][number], "applicationId">[];
  /** Of leadership, approved; `decided` has them already. */
  changes: readonly TierChange[];
}

/** The list as it stands, by the vacancy rule of the definition. */
export function standing({
  definition,
  decided,
  chosen,
  removals,
}: ListGround): ListAsItStands<ApplicationId> {
  const wishes = chosen.applications.flatMap(({ id, chosenTier }) =>
    chosenTier ? [[id, chosenTier] as const] : [],
  );
  return listAfter(
    { ranking: decided.ranking, tiers: definition.tiers, chosen: new Map(wishes) },
    definition.selection.vacancy,
    removals.map(({ applicationId }) => applicationId),
  );
}

/** Its canonical text: what its hash is of, and what a replay compares. */
export const listText = (
  decisionHash: string,
  { definition, removals, changes }: Pick<ListGround, "definition" | "removals" | "changes">,
  list: ListAsItStands<ApplicationId>,
): string =>
  canonicalJson({
    schemaVersion: 1,
    decisionHash,
    rule: definition.selection.vacancy,
    removals: removals.map(({ applicationId }) => applicationId),
    ...(changes.length > 0 && {
      tierChanges: changes.map(({ number, moves, reason }) => ({ number, moves, reason })),
    }),
    ...list,
  });

/** What a notice shows that may be announced now, and what has to wait. */
interface Announceable {
  free: { societyCode: SocietyCode; tier: string }[];
  waiting: SocietyCode[];
  /** On the list now, and not on this notice. */
  promoted: SocietyCode[];
}

/**
 * 公布结果: of the places that a notice shows, those that still are the list's and have nothing open on them. A place that
 * changed waits for its own supplementary notice; who was removed waits for nothing.
 */
export function announceable(
  { tiers, awards }: Pick<Notice, "tiers" | "awards">,
  list: ListAsItStands<ApplicationId>,
  { codeOf, open }: { codeOf: ReadonlyMap<ApplicationId, SocietyCode>; open: Docket["open"] },
): Announceable {
  const now = new Map(
    list.tiers.flatMap(({ id, applications }) =>
      applications.flatMap((one) => {
        const code = codeOf.get(one);
        return code === undefined ? [] : [[code, id] as const];
      }),
    ),
  );
  const held = new Set(open.map(({ applicationId }) => codeOf.get(applicationId)));
  const done = new Set(awards.map(({ societyCode }) => societyCode));
  const shown = tiers.flatMap(({ id: tier, societies }) =>
    societies.map(({ societyCode }) => ({ societyCode, tier })),
  );
  const left = shown.filter(({ societyCode }) => !done.has(societyCode) && now.has(societyCode));
  const isFree = ({ societyCode, tier }: (typeof shown)[number]) =>
    now.get(societyCode) === tier && !held.has(societyCode);
  return {
    free: left.filter(isFree),
    waiting: left.filter((one) => !isFree(one)).map(({ societyCode }) => societyCode),
    promoted: [...now.keys()].filter((code) => !shown.some(({ societyCode }) => societyCode === code)),
  };
}
