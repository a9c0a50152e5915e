import * as z from "zod";

/** What lots are drawn from: 32 bytes as 64 lower-case hex digits. */
export const Seed = z.string().regex(/^[0-9a-f]{64}$/);

/** Things with their lots, in the order of the lots as text, lowest first; the order in which they come changes nothing. */
export const inLotOrder = <T, L extends string>(
  things: readonly T[],
  lotOf: (thing: T) => L,
): { thing: T; lot: L }[] =>
  things.map((thing) => ({ thing, lot: lotOf(thing) })).toSorted((a, b) => (a.lot < b.lot ? -1 : 1));
