import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Local, localOf } from "../../cli/demo/local.ts";
import { Decision } from "../../functions/selection/decision.ts";
import { replay } from "../../functions/selection/replay.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { synthesize } from "../../infra/local/synth.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { joiners, nominators } from "./cast.ts";
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

  it("takes a nomination of several: who declined is replaced, and each has its receipt", async () => {
    const lead = nominators[1];
    const [willing, unwilling, instead] = joiners;
    if (!lead || !willing || !unwilling || !instead) throw new Error("three societies are asked");
    const { receipt } = applications.get(lead.row.code) ?? {};
    const named = [willing, instead].toSorted((a, b) => (a.code < b.code ? -1 : 1));
    expect(receipt?.partners).toMatchObject(
      named.map(({ code, uscc, names }) => ({ societyCode: code, uscc, names, shareFen: null })),
    );
    const own = async ({ filler }: (typeof joiners)[number]) => {
      const caller = await local.signIn(filler.mail);
      return (await caller.applications.listOwnPartnerships({})).items.map((one) => one.receipt?.sha256);
    };
    expect(await own(willing)).toEqual([receipt?.sha256]);
    expect(await own(unwilling)).toEqual([]);
  });

  it("shows and tells who nominated together: on the public list, and by mail to each", async () => {
    const lead = nominators[1];
    const [willing, unwilling, instead] = joiners;
    const shown = played.notice.tiers.flatMap(({ societies }) => societies);
    const partners = shown.find(({ societyCode }) => societyCode === lead?.row.code)?.partners;
    expect(partners?.map(({ societyCode }) => societyCode)).toEqual(
      [willing?.code, instead?.code].toSorted(),
    );
    const page = Buffer.from(played.page).toString("utf8");
    expect(page).toContain("（联合申报单位：");
    expect(page).toContain(instead?.names.zh);
    expect(page).not.toContain(unwilling?.names.zh);
    const { first } = await officersNow(local);
    const params = { id: round.id };
    const { items } = await first.notifications.listLetters({ params, query: { limit: 1000 } });
    const count = (template: string) => items.filter((one) => one.template === template).length;
    const submitted = nominators.filter(({ course }) => course !== "unsubmitted").length;
    expect(count("receipt")).toBe(2 * (submitted + 2));
    expect(count("announced")).toBe(2 * (submitted + 2));
    expect(count("partner-declined")).toBe(2);
  });

  it("needs every right that partners alone need", async () => {
    const Grants = z.array(
      z.object({
        function: z.string(),
        statement: z.object({ actions: z.array(z.string()), keys: z.array(z.string()) }),
        needed: z.boolean(),
      }),
    );
    const idle = Grants.parse(await local.grants())
      .filter(({ needed }) => !needed)
      .map(({ function: name, statement }) => `${name} ${statement.actions} ${statement.keys}`);
    expect(idle.filter((one) => one.includes("on-partnership"))).toEqual([]);
    expect(idle.filter((one) => /applications-api dynamodb:Query rounds#society/.test(one))).toEqual([]);
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
