import type { Application } from "../../shared/contract/applications.ts";
import type { RecommendedList } from "../../shared/contract/recommended-list.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/**
 * Is a society on the recommended list? By the list that two officers approved for the round; where there is none, by what
 * the register imported.
 */
export function isRecommendedBy(
  list: Pick<RecommendedList, "state" | "societies"> | undefined,
  { code, isRecommended }: Pick<Society, "code" | "isRecommended">,
): boolean {
  if (list?.state !== "APPROVED") return isRecommended;
  return list.societies.some(({ societyCode, isListed }) => isListed && societyCode === code);
}

/**
 * 三、申报资格: a society on the recommended list enters by it, any other by self-nomination; a programme with an open call
 * asks for neither. Null when the definition has no way in for this society.
 */
export function entryRouteOf(
  definition: Pick<ProgrammeDefinition, "entryRoutes">,
  society: { isRecommended: boolean },
): Application["route"] | null {
  const offered = definition.entryRoutes.map(({ id }) => id);
  if (society.isRecommended && offered.includes("recommended")) return "recommended";
  if (offered.includes("self-nominated")) return "self-nominated";
  return offered.includes("open") ? "open" : null;
}
