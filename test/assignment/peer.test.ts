import { beforeAll, describe, expect, it } from "vitest";
import { assign, type Objective } from "../../shared/assignment/assignment.ts";
import fc from "../chance.ts";
import { type Case, instanceFrom } from "./cases.ts";
import { loadPeer, peerOverFloor, peerTotal } from "./peer.ts";

let highs: Awaited<ReturnType<typeof loadPeer>>;
beforeAll(async () => {
  highs = await loadPeer();
});

/** Cases too large to try every assignment; experts are scarce, and some are of one institution. */
const middlingCase = fc
  .record({
    n: fc.integer({ min: 12, max: 40 }),
    m: fc.integer({ min: 8, max: 20 }),
    k: fc.integer({ min: 1, max: 4 }),
    isPanel: fc.boolean(),
    most: fc.constantFrom(9, 100, 10_000),
  })
  .chain(({ n, m, k, isPanel, most }) =>
    fc.record({
      scores: fc.array(
        fc.array(
          fc.oneof({ weight: 9, arbitrary: fc.nat(most) }, { weight: 1, arbitrary: fc.constant(-1) }),
          {
            minLength: m,
            maxLength: m,
          },
        ),
        { minLength: n, maxLength: n },
      ),
      most: fc.array(fc.integer({ min: Math.ceil((n * k) / m), max: Math.ceil((n * k) / m) + 2 }), {
        minLength: m,
        maxLength: m,
      }),
      k: fc.constant(k),
      ...(isPanel && { institutions: fc.array(fc.nat(m), { minLength: m, maxLength: m }) }),
    }),
  )
  .map((one) => instanceFrom(one as Case));

const asked = (instance: Parameters<typeof assign>[0], objectives: Objective[]) => {
  const found = assign(instance, { objectives, seed: 1 });
  return "short" in found ? undefined : found;
};

describe("a maintained solver asked the same", () => {
  it("finds the same highest total, or none where there is none", () => {
    fc.assert(
      fc.property(middlingCase, (instance) => {
        const own = asked(instance, ["total"]);
        expect(own?.total).toBe(peerTotal(highs, instance)?.total);
        expect(own?.isOptimal ?? true).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("finds no higher floor for the worst-served, and the same total over it", () => {
    let compared = 0;
    fc.assert(
      fc.property(middlingCase, (instance) => {
        const own = asked(instance, ["worst", "total"]);
        if (!own?.isOptimal) return;
        compared += 1;
        expect(peerOverFloor(highs, instance, own.worst)).toBe(own.total);
        expect(peerOverFloor(highs, instance, own.worst + 1)).toBeUndefined();
      }),
      { numRuns: 12 },
    );
    expect(compared).toBeGreaterThan(6);
  });
});
