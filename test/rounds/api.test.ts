import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { handler } from "../../functions/rounds/api.ts";
import { rounds } from "../../shared/contract/rounds.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";

const at = "2021-11-03T01:00:00.000Z";

async function drafted(definition: unknown = cast2021) {
  const author = await signedIn("officer");
  const made = await answerTo(handler, rounds.createRound, {
    at,
    token: author.token,
    headers: onceKey(),
    body: { definition },
  });
  return { author, round: made.body, status: made.status };
}

describe("a round", () => {
  it("is not drafted from a definition with faults, and every fault is listed", async () => {
    const { token } = await signedIn("officer");
    const broken = { ...cast2021, tiers: [], scoring: { ...cast2021.scoring, criteria: [] } };
    const refused = await answerTo(handler, rounds.createRound, {
      at,
      token,
      headers: onceKey(),
      body: { definition: broken },
    });
    expect(refused.status).toBe(400);
    expect(refused.body.code).toBe("invalid-definition");
    expect(refused.body.faults.length).toBeGreaterThanOrEqual(2);
  });

  it("is drafted, and not published, while the holidays of a year it reaches into are not published", async () => {
    const { timetable } = cast2021;
    const later = { ...timetable, proposedOn: { ...timetable.proposedOn, date: "2027-01-04" } };
    const { round, status } = await drafted({ ...cast2021, timetable: later });
    const missing = [{ path: "timetable.proposedOn.date", code: "calendar-not-loaded" }];
    expect(status).toBe(201);
    expect(round.provisional).toMatchObject(missing);
    const { token } = await signedIn("officer");
    const refused = await answerTo(handler, rounds.publishRound, {
      at,
      token,
      headers: onceKey(),
      params: { id: round.id },
      body: { version: 1, definitionHash: round.definitionHash },
    });
    expect([refused.status, refused.body.code]).toEqual([409, "calendar-unloaded"]);
    expect(refused.body.faults).toMatchObject(missing);
    const read = await answerTo(handler, rounds.getRound, { at, token, params: { id: round.id } });
    expect(read.body).toMatchObject({ state: "DRAFT", version: 1 });
  });

  it("freezes its definition: what is read is what its hash is of", async () => {
    const { author, round } = await drafted();
    const { body } = await answerTo(handler, rounds.getDefinition, {
      at,
      token: author.token,
      params: { id: round.id },
    });
    expect(body.definition).toEqual(cast2021);
    const hash = createHash("sha256").update(canonicalJson(body.definition)).digest("hex");
    expect([body.hash, round.definitionHash]).toEqual([hash, hash]);
  });

  it("is not the affair of a society", async () => {
    const { token } = await signedIn("filler", { societyCode: "A-01" });
    const refused = await answerTo(handler, rounds.createRound, {
      at,
      token,
      headers: onceKey(),
      body: { definition: cast2021 },
    });
    expect(refused.status).toBe(403);
    expect(refused.body.title).toBe("您没有执行此操作的权限");
  });

  it("is not published by the officer who drafted it", async () => {
    const { author, round } = await drafted();
    const body = { version: round.version, definitionHash: round.definitionHash };
    const refused = await answerTo(handler, rounds.publishRound, {
      at,
      token: author.token,
      headers: onceKey(),
      params: { id: round.id },
      body,
    });
    expect(refused.body.code).toBe("second-person-required");
  });

  it("is published by a second officer, and the same key gives the same answer again", async () => {
    const { round, status } = await drafted();
    expect([status, round.provisional]).toEqual([201, []]);
    const second = await signedIn("officer");
    const asking = {
      at,
      token: second.token,
      headers: onceKey(),
      params: { id: round.id },
      body: { version: 1, definitionHash: round.definitionHash },
    };
    const published = await answerTo(handler, rounds.publishRound, asking);
    expect(published.body).toMatchObject({ state: "PUBLISHED", version: 2 });
    const again = await answerTo(handler, rounds.publishRound, asking);
    expect(again.body).toEqual(published.body);
    const other = await answerTo(handler, rounds.publishRound, {
      ...asking,
      body: { ...asking.body, version: 2 },
    });
    expect(other.status).toBe(422);
  });

  it("is hidden from societies while it is a draft", async () => {
    const { round } = await drafted();
    const { token } = await signedIn("filler", { societyCode: "A-01" });
    const hidden = await answerTo(handler, rounds.getRound, { at, token, params: { id: round.id } });
    expect(hidden.status).toBe(404);
  });
});
