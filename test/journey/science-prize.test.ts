import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Local, localOf } from "../../cli/demo/local.ts";
import { Decision } from "../../functions/selection/decision.ts";
import { replay } from "../../functions/selection/replay.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { synthesize } from "../../infra/local/synth.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { nominators } from "./cast.ts";
import { nominate, officersNow, prepare } from "./intake.ts";
import { conclude, examine, read } from "./reading.ts";

const { timetable } = sciencePrize;
const root = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "linxuan-journey-"));
const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");

let cloud: RunningCloud;
let local: Local;
let round: Round;
let applications: Map<string, Application>;
/** What the round came to, for the tests to look at. */
let played: Awaited<ReturnType<typeof conclude>> & {
  ineligible: string[];
  refusals: Awaited<ReturnType<typeof read>>;
};

/** A round from the first import to the result: minutes on a busy machine. */
const longest = 900_000;

beforeAll(async () => {
  cloud = await startCloud({ assembly: await synthesize(root), dir: scratch });
  local = localOf(cloud.url);
  round = await prepare(local);
  await local.moveTo(plusSeconds(timetable.opens.at, 3600));
  applications = new Map();
  for (const one of nominators) applications.set(one.row.code, await nominate(local, round, one));
  await local.moveTo(plusSeconds(timetable.closes.at, 60));
  await local.idle();
  const ineligible = await examine(local, round);
  const standing = nominators.flatMap((one) => {
    const application = applications.get(one.row.code);
    return one.course === "stands" && application ? [{ ...one, application }] : [];
  });
  const refusals = await read(local, standing);
  played = { ineligible, refusals, ...(await conclude(local, round)) };
}, longest);

afterAll(async () => {
  await cloud?.close();
  rmSync(scratch, { recursive: true, force: true });
});

const codesOf = (from: number, to: number) => nominators.slice(from, to).map(({ row }) => row.code);

describe("a round of another programme needs no code", () => {
  it("asks for its own documents and its own entry, and gives a receipt under its own name", () => {
    const submitted = nominators.filter(({ course }) => course !== "unsubmitted");
    for (const { row } of submitted) {
      const application = applications.get(row.code);
      expect(application).toMatchObject({ state: "SUBMITTED", route: "open", closesAt: timetable.closes.at });
      expect(application?.receipt?.number).toBe(`SCIENCE-PRIZE/${row.code}/1`);
      expect(application?.receipt?.files.map(({ kind }) => kind).toSorted()).toEqual(["dossier", "summary"]);
    }
  });

  it("lets a draft that nobody submitted expire with its own deadline", async () => {
    const { first } = await officersNow(local);
    const { id } = applications.get(codesOf(8, 9)[0] ?? "") ?? {};
    if (!id) throw new Error("no draft");
    const { application } = await first.applications.getApplication({ params: { id } });
    expect(application.state).toBe("EXPIRED");
  });

  it("bars by its own two grounds, over its own five years, and asks nothing else of a society", () => {
    expect(played.ineligible.toSorted()).toEqual(
      [`${codesOf(6, 7)[0]}: inspection`, `${codesOf(7, 8)[0]}: misconduct`].toSorted(),
    );
  });

  it("has its own recusal, panel and scale", () => {
    expect(played.refusals).toEqual({
      "a plain member": "conflict-of-interest",
      "a fourth reader": "wrong-state",
      "a score between the steps": "score-out-of-bounds",
    });
  });

  it("ranks by its own weights and ties into its two tiers; a prize that nobody is left for stays unawarded", () => {
    const { ranking, tiers, reserves, rounding } = Decision.parse(JSON.parse(played.stored.decision));
    const ranked = ranking.map(({ societyCode }) => societyCode);
    const [tiedLater = "", tiedFirst = ""] = codesOf(2, 4);
    expect(ranked).toEqual([...codesOf(0, 2), tiedFirst, tiedLater, ...codesOf(4, 6)]);
    expect(ranking[3]?.tie).toMatchObject({ link: 1, rule: { kind: "criterion", id: "originality" } });
    expect(ranking[1]?.composite).toBe("8.750");
    expect(rounding).toEqual({ decimals: 3, mode: "half-even" });
    expect(tiers.map(({ id, applications, vacant }) => [id, applications.length, vacant])).toEqual([
      ["gold", 3, 0],
      ["silver", 3, 3],
    ]);
    expect(reserves).toEqual([]);
  });

  it("gives nobody a higher prize than the one that was nominated for", () => {
    const { ranking } = Decision.parse(JSON.parse(played.stored.decision));
    expect(ranking.map(({ place }) => place.kind === "tier" && place.tier)).toEqual([
      ...["silver", "gold", "gold", "gold"],
      ...["silver", "silver"],
    ]);
    const [first] = codesOf(0, 1);
    expect(applications.get(first ?? "")?.chosenTier).toEqual({ tier: "silver", acceptsLower: true });
  });

  it("keeps a decision that replays to the same bytes", () => {
    expect(replay(played.stored, sha256)).toEqual({ outcome: "same", text: played.stored.decision });
  });

  it("shows its list for its own ten working days, a holiday and a worked Sunday among them", () => {
    const { firstOn, lastOn, endsAt, sha256: hash, state } = played.notice;
    expect([firstOn, lastOn, endsAt]).toEqual(["2024-04-22", "2024-05-07", "2024-05-07T09:00:00.000Z"]);
    expect(sha256(played.page)).toBe(hash);
    expect(state).toBe("ANNOUNCED");
  });

  it("ends awarded, with every fact delivered and nothing dead", async () => {
    const { first } = await officersNow(local);
    const awarded = await first.rounds.getRound({ params: { id: round.id } });
    expect([awarded.state, awarded.definitionHash]).toEqual(["AWARDED", round.definitionHash]);
    const deliveries = await local.idle();
    expect([deliveries.owed, deliveries.dead]).toEqual([0, 0]);
  });
});
