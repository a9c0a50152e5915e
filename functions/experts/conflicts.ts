import { institutionKey } from "../../shared/conflicts/near-names.ts";
import type { ExpertInvitation } from "../../shared/contract/expert-invitations.ts";
import type { Expert, Tie } from "../../shared/contract/experts.ts";
import type { ConflictRule, Reviewing } from "../../shared/programme/reviewing.ts";

/**
 * Does a tie that an expert declares keep him or her from judging? It does unless the programme wants ties of that kind
 * only written down: what it does not speak of errs on the side of standing aside.
 */
export const standsAside = (kind: Tie["kind"], rules: readonly ConflictRule[]): boolean =>
  rules.find((rule) => rule.kind === kind)?.effect !== "declared";

/**
 * Applications that an expert takes in the round at most: the programme's cap, or a lower one of his or her own, in general
 * or as said for this round.
 */
export const capOf = (
  { loadCap: own }: Pick<Expert, "loadCap">,
  { loadCap }: Pick<Reviewing, "loadCap">,
  invitation: Pick<ExpertInvitation, "loadCap"> | undefined,
): number => Math.min(loadCap, own ?? loadCap, invitation?.loadCap ?? loadCap);

/** May the expert take one application more? `load` is what he or she has in the round already. */
export const hasRoom = (load: number, { loadCap }: Pick<Reviewing, "loadCap">): boolean => load < loadCap;

/** Does the application still lack experts? `assigned` counts those who have not stood aside. */
export const needsExperts = (
  assigned: number,
  { expertsPerApplication }: Pick<Reviewing, "expertsPerApplication">,
): boolean => assigned < expertsPerApplication;

/** Institutions are one when nothing but width, capitals, spaces and marks tells their names apart. */
export const isSameInstitution = (
  one: Pick<Expert, "institution">,
  other: Pick<Expert, "institution">,
): boolean => institutionKey(one.institution) === institutionKey(other.institution);
