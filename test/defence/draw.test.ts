import { createHash, createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { sealedSeeds } from "../../functions/defence/records.ts";
import type { Round, Society } from "../../shared/contract/rounds.ts";
import { defenceDrawn, defenceDrawOpened } from "../../shared/events/defence.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { openRound } from "../applications/given.ts";
import { givenExamined } from "../eligibility/given.ts";
import { givenCleared, givenExpert } from "../experts/given.ts";
import { signedIn } from "../given.ts";
import { followSubmission } from "../paper/given.ts";
import { givenScored } from "../selection/given.ts";
import { factsOf } from "../told.ts";
import { asking, assigned, defending, givenDraw, sitting } from "./given.ts";

let round: Round;
beforeEach(async () => {
  round = await openRound(defending());
});

describe("a draw", () => {
  it("is not opened twice, nor where there is no defence", async () => {
    const { officer } = await givenDraw(round, { isDrawn: false });
    expect((await asking("openDefenceDraw", round.id, officer)).body.code).toBe("already-exists");
    const prize = await openRound(sciencePrize);
    expect((await asking("openDefenceDraw", prize.id, officer)).body.code).toBe("not-found");
  });

  it("is not held while somebody is not examined: the seed stays sealed", async () => {
    await givenExamined(round);
    const { officer, draw } = await givenDraw(round, { isDrawn: false });
    const refused = await asking("drawDefence", round.id, officer, { body: { version: draw.version } });
    expect(refused.body).toMatchObject({ code: "examination-open", missing: [expect.any(String)] });
    expect((await asking("getDefenceDraw", round.id, undefined)).body).toMatchObject({
      seed: null,
      lots: [],
    });
  });

  it("shows the hash before it is known who defends, and a seed of that hash afterwards", async () => {
    const { officer, draw } = await givenDraw(round, { isDrawn: false });
    const before = (await asking("getDefenceDraw", round.id, undefined)).body;
    expect(before).toMatchObject({ state: "OPEN", seed: null, listHash: null, lots: [] });
    expect(before.seedHash).toBe(draw.seedHash);
    // Who runs the round does not know it either.
    const sealed = await sealedSeeds.get({ roundId: round.id });
    const seen = JSON.stringify([draw, (await asking("listDefenders", round.id, officer)).body]);
    expect(seen).not.toContain(String(sealed?.seed));
    await givenCleared(round);
    await asking("drawDefence", round.id, officer, { body: { version: 1 } });
    const { seed, seedHash } = (await asking("getDefenceDraw", round.id, undefined)).body;
    expect(createHash("sha256").update(seed).digest("hex")).toBe(seedHash);
    expect(seedHash).toBe(before.seedHash);
  });

  it("can be repeated by anybody who knows an application, and names nobody to who does not", async () => {
    const cleared = [await givenCleared(round), await givenCleared(round), await givenCleared(round)];
    await givenDraw(round);
    const { body } = await asking("getDefenceDraw", round.id, undefined);
    const lotOf = (id: string) =>
      createHmac("sha256", Buffer.from(body.seed, "hex")).update(id).digest("hex");
    expect(body.lots).toEqual(cleared.map(({ application }) => lotOf(application.id)).toSorted());
    const list = JSON.stringify(cleared.map(({ application }) => application.id).toSorted());
    expect(body.listHash).toBe(createHash("sha256").update(list).digest("hex"));
    for (const { application, society } of cleared) {
      expect(JSON.stringify(body)).not.toContain(application.id);
      expect(JSON.stringify(body)).not.toContain(society.code);
    }
    const [one] = cleared;
    if (!one) throw new Error("three are cleared");
    const own = await asking("getOwnDefenceSlot", one.application.id, one.filler);
    const lot = lotOf(one.application.id);
    expect(own.body.drawn).toEqual({ place: body.lots.indexOf(lot) + 1, of: 3, lot });
  });

  it("is held once, and told with a hash alone", async () => {
    await givenCleared(round);
    const { officer, draw } = await givenDraw(round);
    const again = await asking("drawDefence", round.id, officer, { body: { version: draw.version } });
    expect(again.body.code).toBe("wrong-state");
    expect(await factsOf(defenceDrawOpened, round.id)).toHaveLength(1);
    expect(await factsOf(defenceDrawn, round.id)).toMatchObject([
      { payload: { roundId: round.id, listHash: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
  });

  it("is for officers: nobody else opens, holds or lists it", async () => {
    await givenDraw(round, { isDrawn: false });
    for (const role of ["filler", "expert", "supervisor"] as const) {
      const who = await signedIn(role, role === "filler" ? { societyCode: "A-01" } : {});
      expect((await asking("drawDefence", round.id, who, { body: { version: 1 } })).status).toBe(403);
      expect((await asking("listDefenders", round.id, who)).status).toBe(role === "supervisor" ? 200 : 403);
    }
  });
});

describe("who defends", () => {
  it("is the shortlist by written score once the written review has ended, not before", async () => {
    const short = await openRound(defending({ who: "shortlist", shortlist: 1 }));
    await givenScored(short, "80");
    const best = await givenScored(short, "90");
    const { officer } = await givenDraw(short, { isDrawn: false });
    const early = await asking("drawDefence", short.id, officer, { body: { version: 1 } });
    expect(early.body.code).toBe("reviews-open");
    const locked = { at: "2021-12-03T10:00:00.001Z", body: { version: 1 } };
    const { body } = await asking("drawDefence", short.id, officer, locked);
    expect(body.defenders.map((one: { applicationId: string }) => one.applicationId)).toEqual([
      best.application.id,
    ]);
  });

  it("goes by the register where the programme draws no lot: there is no seed at all", async () => {
    const listed = await openRound(defending({ order: "register" }));
    const cleared = [await givenCleared(listed), await givenCleared(listed)];
    const { draw } = await givenDraw(listed);
    const codes = cleared.map(({ society }) => society.code).toSorted();
    expect(draw.defenders.map((one: { societyCode: string }) => one.societyCode)).toEqual(codes);
    expect(draw).toMatchObject({ seed: null, seedHash: null });
  });
});

describe("an application that the programme keeps from the defence", () => {
  const { documents, supplierRegistration } = cast2021;
  const strict: ProgrammeDefinition = {
    ...defending(),
    documents: { ...documents, paper: documents.paper && { ...documents.paper, blocks: "defence" } },
    supplierRegistration: supplierRegistration && { ...supplierRegistration, blocks: "defence" },
  };
  const supplierOf = async (code: SocietyCode, supplier: Society["facts"]["supplier"]) => {
    const held = await societies.get({ code });
    if (!held) throw new Error("the register has the society");
    await transact([
      societies.replace({ ...held, facts: { ...held.facts, supplier }, version: held.version + 1 }),
    ]);
    return held.facts.supplier;
  };

  it("is not drawn, and the answer says why: copies on paper that are short, no registration as a supplier", async () => {
    const kept = await openRound(strict);
    const [whole, short, unknown] = [
      await givenCleared(kept),
      await givenCleared(kept),
      await givenCleared(kept),
    ];
    await followSubmission(short.application.id);
    await supplierOf(unknown.society.code, null);
    const { draw } = await givenDraw(kept);
    expect(draw.defenders).toMatchObject([{ applicationId: whole.application.id }]);
    const because = new Map(
      draw.keptOut.map((one: { applicationId: string; because: string[] }) => [
        one.applicationId,
        one.because,
      ]),
    );
    expect(because).toEqual(
      new Map([
        [short.application.id, ["paper-short"]],
        [unknown.application.id, ["supplier-unregistered"]],
      ]),
    );
    const own = await asking("getOwnDefenceSlot", unknown.application.id, unknown.filler);
    expect(own.body).toMatchObject({ drawn: null, keptOut: ["supplier-unregistered"] });
    const shown = JSON.stringify((await asking("getDefenceDraw", kept.id, undefined)).body);
    expect(shown).not.toContain(unknown.society.code);
  });

  it("defends behind the others once nothing keeps it out any more", async () => {
    const kept = await openRound(strict);
    const [whole, unknown] = [await givenCleared(kept), await givenCleared(kept)];
    const registered = await supplierOf(unknown.society.code, null);
    const { officer } = await givenDraw(kept);
    const expert = await givenExpert();
    await assigned(kept, [whole, unknown], [expert]);
    const body = { sessions: [sitting("am", [0, 4], [expert])] };
    const trying = async () => (await asking("tryDefenceTimetable", kept.id, officer, { body })).body;
    const idsOf = ({ slots }: { slots: { applicationId: string }[] }) =>
      slots.map((one) => one.applicationId);
    const before = await trying();
    expect(idsOf(before)).toEqual([whole.application.id]);
    expect(before.keptOut).toMatchObject([
      { applicationId: unknown.application.id, because: ["supplier-unregistered"] },
    ]);
    await supplierOf(unknown.society.code, registered);
    const after = await trying();
    expect(idsOf(after)).toEqual([whole.application.id, unknown.application.id]);
    expect(after.keptOut).toEqual([]);
  });

  it("is nobody where the programme lets it stand in the way of the award alone, or of nothing", async () => {
    const one = await givenCleared(round);
    await followSubmission(one.application.id);
    await supplierOf(one.society.code, null);
    const { draw } = await givenDraw(round);
    expect(draw.defenders).toHaveLength(1);
    expect(draw.keptOut).toBeUndefined();
  });
});
