import { describe, expect, test } from "vitest";
import { decide, decisionText, snapshotText } from "../../functions/selection/decide.ts";
import { replay } from "../../functions/selection/replay.ts";
import { both, sha256, snapshotOf } from "./given-snapshot.ts";

const snapshot = snapshotOf([both("90", "80", "70"), both("91", "80", "70"), both("60", "60", "60")]);
const stored = { snapshot: snapshotText(snapshot), decision: decisionText(decide(snapshot, sha256)) };

describe("a replay is refused", () => {
  test.each([
    ["no JSON", "{"],
    ["another shape", "{}"],
    ["white space between", stored.snapshot.replace(":", ": ")],
    ["a score out of bounds", stored.snapshot.replace('"budget":"90"', '"budget":"900"')],
  ])("for a snapshot that is %s", (_, text) => {
    expect(replay({ ...stored, snapshot: text }, sha256).outcome).toBe("not-a-snapshot");
  });

  test("for a decision that is none", () => {
    expect(replay({ ...stored, decision: "null" }, sha256).outcome).toBe("not-a-decision");
  });
});

test("a score that was changed afterwards gives another decision, and where it differs is said", () => {
  const changed = stored.snapshot.replace('"budget":"90"', '"budget":"89"');
  expect(changed).not.toBe(stored.snapshot);
  const replayed = replay({ ...stored, snapshot: changed }, sha256);
  expect(replayed).toMatchObject({ outcome: "differs" });
  expect("at" in replayed && replayed.at).toBeGreaterThan(0);
});

test("the same snapshot gives the same bytes", () => {
  expect(replay(stored, sha256)).toEqual({ outcome: "same", text: stored.decision });
});
