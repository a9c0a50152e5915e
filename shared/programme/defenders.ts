import type { Defence } from "./reviewing.ts";

/** What of a draw says who defends. */
interface Drawn<Id extends string> {
  state: "OPEN" | "DRAWN";
  defenders: readonly { applicationId: Id }[];
}

/** Was this application among those that were drawn? */
const isDrawn = <Id extends string>(draw: Drawn<Id> | undefined, id: Id): boolean =>
  draw?.state === "DRAWN" && draw.defenders.some(({ applicationId }) => applicationId === id);

/**
 * Does an eligible application defend (`defence.who`)? Where all do, also one that became eligible after the draw; where a list
 * does, those on it alone, and before it was drawn nobody can say.
 */
export const doesDefend = <Id extends string>(
  { who }: Pick<Defence, "who">,
  draw: Drawn<Id> | undefined,
  id: Id,
): boolean => who === "all-eligible" || isDrawn(draw, id);

/**
 * Does the draw freeze an application's material? Not where a list defends: it is the draw that says who is asked for any, so
 * that nobody could have sent it before; there the deadline alone freezes it.
 */
export const freezesAtDraw = <Id extends string>(
  { who }: Pick<Defence, "who">,
  draw: Drawn<Id> | undefined,
  id: Id,
): boolean => who === "all-eligible" && isDrawn(draw, id);
