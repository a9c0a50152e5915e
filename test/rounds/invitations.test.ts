import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/rounds/api.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { rounds as routes } from "../../shared/contract/rounds.ts";
import { societyInvited } from "../../shared/events/invitations.ts";
import { transact } from "../../shared/store/commit.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { closesAt, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { factsOf } from "../told.ts";
import { givenRow, importing } from "./given.ts";

const at = "2021-11-08T01:00:00.000Z";
const codeOf = (n: number) => `A-${String(n).padStart(3, "0")}`;

let round: Round;
beforeAll(async () => {
  await ownTable();
  const listed = Array.from({ length: 120 }, (_, n) =>
    givenRow({ code: codeOf(n) as never, isRecommended: n < 110 }),
  );
  await importing(listed);
});

async function invite(societies: unknown, more: { at?: string; headers?: Record<string, string> } = {}) {
  const { token } = await signedIn("officer");
  return answerTo(handler, routes.inviteSocieties, {
    at: more.at ?? at,
    token,
    headers: more.headers ?? onceKey(),
    params: { id: round.id },
    body: { societies },
  });
}
const listed = async () => {
  const { token } = await signedIn("supervisor");
  const { body } = await answerTo(handler, routes.listInvitations, { at, token, params: { id: round.id } });
  return body.items as { societyCode: string }[];
};

describe("inviting societies", () => {
  beforeAll(async () => {
    round = await openRound();
  });

  it("by code invites each once, told once, by however many officers it is asked", async () => {
    const codes = [codeOf(1), codeOf(2), codeOf(1)];
    const answers = await Promise.all([invite(codes), invite(codes)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.reduce((sum, { body }) => sum + body.invited, 0)).toBe(2);
    expect((await invite([codeOf(2), codeOf(3)])).body).toEqual({ invited: 1, before: 1 });
    expect((await listed()).map(({ societyCode }) => societyCode)).toEqual([1, 2, 3].map(codeOf));
    expect(await factsOf(societyInvited, `${round.id}#${codeOf(2)}`)).toHaveLength(1);
  });

  it("invites all that the register recommends, more than one transaction takes, and no other", async () => {
    expect((await invite("recommended")).body).toEqual({ invited: 107, before: 3 });
    expect(await listed()).toHaveLength(110);
    expect((await invite("recommended")).body).toEqual({ invited: 0, before: 110 });
  });

  it("is refused whole when the register does not hold one of them", async () => {
    const refused = await invite([codeOf(115), "Z-99"]);
    expect(refused.body).toMatchObject({ code: "not-found", unknown: ["Z-99"] });
    expect((await listed()).map(({ societyCode }) => societyCode)).not.toContain(codeOf(115));
  });

  it("is refused to everybody but officers", async () => {
    for (const role of ["supervisor", "administrator", "filler", "expert"] as const) {
      const { token } = await signedIn(role);
      const params = { id: round.id };
      const asked = { at, token, headers: onceKey(), params, body: { societies: "recommended" } };
      expect((await answerTo(handler, routes.inviteSocieties, asked)).status).toBe(403);
    }
  });
});

describe("a round that invites nobody", () => {
  it("is one that is not published yet, or whose intake is over", async () => {
    round = await openRound();
    expect((await invite("recommended", { at: closesAt })).body.code).toBe("deadline-passed");
    await transact([rounds.replace({ ...round, state: "DRAFT", version: 2 })]);
    expect((await invite("recommended")).body.code).toBe("wrong-state");
    await transact([rounds.replace({ ...round, state: "INTAKE_CLOSED", version: 3 })]);
    expect((await invite("recommended")).body.code).toBe("wrong-state");
  });
});
