import { describe, expect, it } from "vitest";
import { inTurn } from "../../functions/experts/reserve-turn.ts";
import { expertId, pair } from "./given-plan.ts";

const own = { seats: 2, experts: [1, 2, 5].map(expertId) };
const left = [4, 5, 6].map(expertId);
const turn = (standing: number[], isFilled: boolean, of: typeof own | undefined = own) =>
  inTurn(of === undefined ? {} : { own: of }, {
    ...{ left, isFilled, expertsPerApplication: 3 },
    pairs: [...standing.map((one) => pair(1, one, "DECLARED")), pair(1, 9, "RELEASED")],
  });

describe("whose turn it is among the reserves of an application", () => {
  it("is that of the lowest lot while the seats of the field are taken", () => {
    expect(turn([1, 2], false)).toEqual(left);
  });

  it("is that of the field alone where its seat is free and others have all of theirs", () => {
    expect(turn([1, 3], false)).toEqual([expertId(5)]);
  });

  it("is that of the field first, where others may fill its seats", () => {
    expect(turn([1, 3], true)).toEqual([5, 4, 6].map(expertId));
  });

  it("is that of the lowest lot where no seats are for the field", () => {
    expect(turn([1, 3], false, { ...own, seats: 0 })).toEqual(left);
    expect(inTurn({}, { left, isFilled: false, expertsPerApplication: 3, pairs: [] })).toEqual(left);
  });
});
