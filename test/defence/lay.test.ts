import { describe, expect, it } from "vitest";
import { type Laid, type LaidSlot, lay } from "../../functions/defence/lay.ts";
import type { Presenting } from "../../functions/defence/obstacles.ts";
import type { DefenceSession, DefenceSlot } from "../../shared/contract/defence-record.ts";
import fc from "../chance.ts";
import { applicationId, expertId, length, presenting, quarter, room, session } from "./given-laying.ts";

const first = (sessions: readonly DefenceSession[], who: readonly Presenting[]): Laid =>
  lay({ presenting: who, sessions, standing: [], length, needed: 1 });

const following = (
  standing: readonly LaidSlot[],
  sessions: readonly DefenceSession[],
  who: readonly Presenting[],
): Laid =>
  lay({
    ...{ presenting: who, sessions, length, needed: 1 },
    standing: standing.map((slot): DefenceSlot => ({ ...slot, changedIn: 1 })),
  });

const slotsOf = (laid: Laid): LaidSlot[] => {
  if ("shortage" in laid) throw new Error(JSON.stringify(laid.shortage));
  return laid.slots;
};

/** Who is when, by number of the draw and quarter. */
const seen = (laid: Laid) =>
  Object.fromEntries(
    slotsOf(laid).map(({ applicationId: id, fromAt, sessionKey }) => [
      Number(id.slice(4)),
      `${sessionKey}${[...Array(40).keys()].find((at) => quarter(at) === fromAt)}`,
    ]),
  );

describe("a timetable that can't be laid", () => {
  it("names the applications that are too many, and by how many slots", () => {
    const laid = first(
      [session("a", [0, 2])],
      [1, 2, 3].map((one) => presenting(one)),
    );
    expect(laid).toMatchObject({ shortage: { short: 1 } });
  });

  it("names the expert who stands in the way, in which session, and nobody who is not concerned", () => {
    const sessions = [
      session("a", [0, 2], { experts: [1, 2, 3] }),
      session("b", [0, 2], { experts: [4, 5, 6] }),
    ];
    const who = [presenting(1), presenting(2, { barred: [2, 5] }), presenting(3)];
    const own = { tied: "conflict-of-interest", ground: null };
    expect(first(sessions, who)).toEqual({
      shortage: {
        short: 1,
        applications: [
          {
            applicationId: applicationId(2),
            societyCode: "A-02",
            obstacles: [
              { because: "conflict", sessionKey: "a", expertId: expertId(2), ...own },
              { because: "conflict", sessionKey: "b", expertId: expertId(5), ...own },
            ],
          },
        ],
      },
    });
  });

  it("names who of the panel is not assigned to an application, where too few are left to score it", () => {
    const panel = [session("a", [0, 1], { experts: [1, 2, 3] })];
    const laying = { sessions: panel, standing: [], length, needed: 2 };
    const thin = lay({ presenting: [presenting(1, { assigned: [1, 7] })], ...laying });
    expect(thin).toMatchObject({
      shortage: {
        applications: [
          {
            obstacles: [
              { because: "not-assigned", sessionKey: "a", expertId: expertId(2) },
              { because: "not-assigned", sessionKey: "a", expertId: expertId(3) },
            ],
          },
        ],
      },
    });
    expect(seen(lay({ presenting: [presenting(1, { assigned: [1, 2, 7] })], ...laying }))).toEqual({
      1: "a0",
    });
  });

  it("names the blackout that stands in the way", () => {
    const who = [presenting(1, { blackouts: [[0, 3]] }), presenting(2)];
    expect(first([session("a", [0, 3])], who)).toMatchObject({
      shortage: {
        applications: [{ obstacles: [{ because: "blackout", fromAt: quarter(0), toAt: quarter(3) }] }],
      },
    });
  });

  it("names two that want the same slot, however many others there are", () => {
    const morning: [number, number][] = [[1, 9]];
    const who = [presenting(1), presenting(2, { blackouts: morning }), presenting(3, { blackouts: morning })];
    const { shortage } = first([session("a", [0, 6])], who) as Extract<Laid, { shortage: unknown }>;
    expect(shortage.short).toBe(1);
    expect(shortage.applications.map((one) => one.applicationId)).toEqual([
      applicationId(2),
      applicationId(3),
    ]);
  });
});

describe("the first timetable", () => {
  it("follows the draw through parallel sessions, around breaks", () => {
    const sessions = [session("a", [0, 4], { breaks: [[1, 2]] }), session("b", [0, 3])];
    const laid = first(
      sessions,
      [1, 2, 3, 4, 5, 6].map((one) => presenting(one)),
    );
    expect(seen(laid)).toEqual({ 1: "a0", 2: "b0", 3: "b1", 4: "a2", 5: "b2", 6: "a3" });
  });

  it("puts nobody later for the sake of somebody behind, who can come at one time only", () => {
    const who = [
      presenting(1),
      presenting(2),
      presenting(3, {
        blackouts: [
          [0, 1],
          [2, 9],
        ],
      }),
    ];
    expect(seen(first([session("a", [0, 4])], who))).toEqual({ 1: "a0", 3: "a1", 2: "a2" });
  });

  it("lets a blackout end in the very instant in which the slot begins", () => {
    expect(seen(first([session("a", [0, 2])], [presenting(1, { blackouts: [[0, 1]] })]))).toEqual({
      1: "a1",
    });
  });
});

describe("a timetable that follows another", () => {
  const sessions = [session("a", [0, 3]), session("b", [0, 3], { experts: [2] })];
  const who = [1, 2, 3, 4].map((one) => presenting(one));
  const standing = slotsOf(first(sessions, who));

  it("is the same when nothing has changed", () => {
    expect(slotsOf(following(standing, sessions, who))).toEqual(standing);
  });

  it("moves only who must, when a panel gets an expert with a conflict", () => {
    const changed = [session("a", [0, 3], { experts: [9] }), session("b", [0, 3], { experts: [2] })];
    const laid = following(standing, changed, [presenting(1, { barred: [9] }), ...who.slice(1)]);
    expect(seen(laid)).toEqual({ 1: "b2", 2: "b0", 3: "a1", 4: "b1" });
  });

  it("keeps the time of those whose room alone is another", () => {
    const changed = [session("a", [0, 3], { place: "大厅" }), session("b", [0, 3], { experts: [2] })];
    const laid = slotsOf(following(standing, changed, who));
    expect(laid.map(({ fromAt }) => fromAt)).toEqual(standing.map(({ fromAt }) => fromAt));
    expect(
      laid.filter(({ place }) => place.kind === "room" && place.name === room("大厅").name),
    ).toHaveLength(2);
  });

  it("keeps times when a break falls among them, though the session would go on at another beat", () => {
    const long = [session("a", [0, 6])];
    const before = slotsOf(
      first(
        long,
        [1, 2, 3, 4].map((one) => presenting(one)),
      ),
    );
    const [one] = long;
    if (!one) throw new Error("there is a session");
    const broken = { ...one, breaks: [{ fromAt: quarter(1), toAt: instantIn(1, 5) }] };
    const laid = following(
      before,
      [broken],
      [1, 2, 3, 4].map((number) => presenting(number)),
    );
    expect(seen(laid)).toEqual({ 1: "a0", 2: "a4", 3: "a2", 4: "a3" });
  });
});

const instantIn = (from: number, minutes: number) => {
  const at = new Date(Date.parse(quarter(from)) + minutes * 60_000).toISOString();
  return at as ReturnType<typeof quarter>;
};

interface Small {
  who: readonly Presenting[];
  sessions: readonly DefenceSession[];
}

/** Every way to give each application a spot of its own that nothing keeps it from. */
function* ways({ who, sessions }: Small): Generator<Map<string, string>> {
  const spots = sessions.flatMap(({ key, fromAt, toAt, experts }) => {
    const found = [];
    for (let at = 0; at < 12; at++)
      if (quarter(at) >= fromAt && quarter(at + 1) <= toAt) found.push({ key, at, experts });
    return found;
  });
  const free = (one: Presenting, { at, experts }: (typeof spots)[number]) =>
    !experts.some((id) => one.barred.has(id)) &&
    !one.blackouts.some((span) => span.fromAt < quarter(at + 1) && quarter(at) < span.toAt);
  function* from(number: number, taken: ReadonlySet<string>): Generator<[string, string][]> {
    const one = who[number];
    if (!one) return yield [];
    for (const spot of spots) {
      const name = `${spot.key}${spot.at}`;
      if (taken.has(name) || !free(one, spot)) continue;
      for (const rest of from(number + 1, new Set([...taken, name])))
        yield [[one.applicationId, name], ...rest];
    }
  }
  for (const way of from(0, new Set())) yield new Map(way);
}

const nameOf = ({ sessionKey, fromAt }: LaidSlot) =>
  `${sessionKey}${[...Array(40).keys()].find((at) => quarter(at) === fromAt)}`;

const someone = fc.record({
  barred: fc.uniqueArray(fc.constantFrom(1, 2, 3), { maxLength: 2 }),
  blackouts: fc.array(
    fc
      .tuple(fc.nat(3), fc.integer({ min: 1, max: 2 }))
      .map(([at, long]): [number, number] => [at, at + long]),
    { maxLength: 2 },
  ),
});
const someSessions = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom(1, 2, 3))
  .map(([long, other, expert]) => [
    session("a", [0, long], { experts: [1] }),
    ...(other > 0 ? [session("b", [1, 1 + other], { experts: [expert === 1 ? 2 : expert] })] : []),
  ]);

describe("against every way there is, on small cases", () => {
  const many = fc.array(someone, { minLength: 1, maxLength: 4 });
  const whoOf = (given: readonly { barred: number[]; blackouts: [number, number][] }[]) =>
    given.map((one, at) => presenting(at + 1, one));

  it("a first timetable is found whenever there is one, and is the first of all by the draw", () => {
    fc.assert(
      fc.property(many, someSessions, (given, sessions) => {
        const who = whoOf(given);
        const all = [...ways({ who, sessions })];
        const laid = first(sessions, who);
        expect("slots" in laid).toBe(all.length > 0);
        if ("shortage" in laid) return;
        const orderOf = (name: string) => `${name.slice(1)}${name.slice(0, 1)}`;
        const inTurn = (of: ReadonlyMap<string, string>) =>
          who.map(({ applicationId: id }) => orderOf(of.get(id) ?? "")).join(" ");
        const best = all.map(inTurn).toSorted()[0];
        expect(inTurn(new Map(laid.slots.map((slot) => [slot.applicationId, nameOf(slot)])))).toBe(best);
      }),
      { numRuns: 300 },
    );
  });

  it("a later timetable moves as few as any way would, and is found whenever there is one", () => {
    fc.assert(
      fc.property(many, many, someSessions, someSessions, (given, then, sessions, changed) => {
        const before = first(sessions, whoOf(given));
        if ("shortage" in before) return;
        const who = whoOf(then);
        const all = [...ways({ who, sessions: changed })];
        const laid = following(before.slots, changed, who);
        expect("slots" in laid).toBe(all.length > 0);
        if ("shortage" in laid) return;
        const stood = new Map<string, string>(before.slots.map((slot) => [slot.applicationId, nameOf(slot)]));
        const movedIn = (way: ReadonlyMap<string, string>) =>
          [...way].filter(([id, name]) => stood.has(id) && stood.get(id) !== name).length;
        const fewest = Math.min(...all.map(movedIn));
        expect(movedIn(new Map(laid.slots.map((slot) => [slot.applicationId, nameOf(slot)])))).toBe(fewest);
      }),
      { numRuns: 300 },
    );
  });
});
