import { beforeAll, describe, expect, it } from "vitest";
import { experts } from "../../shared/contract/experts.ts";
import { identity } from "../../shared/contract/identity.ts";
import { rounds } from "../../shared/contract/rounds.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { handlerOf } from "./gateway.ts";
import { declaredBy } from "./hostile.ts";
import { signedInBy, staffWith } from "./people.ts";
import { watched } from "./table.ts";
import { register } from "./world.ts";

const at = "2021-11-03T01:00:00.000Z";

beforeAll(ownTable);

const expert = (mail: string, note = "普通会员", ties = 1) => ({
  name: "专家",
  mail,
  institution: "某大学",
  fields: [],
  ties: Array.from({ length: ties }, () => ({ kind: "member", societyCode: "A-01", until: null, note })),
});

describe("what fits the contract and still can't be kept", () => {
  it("is the same expert twice in one import: refused, and nobody is imported", async () => {
    const { token } = await signedIn("officer");
    const changes = await watched();
    const refused = await answerTo(await handlerOf("experts"), experts.importExperts, {
      at,
      token,
      headers: onceKey(),
      body: { experts: [expert("twice@science.example"), expert(" Twice@Science.example ")] },
    });
    expect([refused.status, refused.body.code]).toEqual([400, "invalid-request"]);
    expect(await changes()).toEqual([]);
  });

  it("is a definition longer than the store takes: it is told to be shorter", async () => {
    const { token } = await signedIn("officer");
    const changes = await watched();
    const issuer = { zh: "字".repeat(140_000), en: "x" };
    const refused = await answerTo(await handlerOf("rounds"), rounds.createRound, {
      at,
      token,
      headers: onceKey(),
      body: { definition: { ...cast2021, issuer } },
    });
    expect([refused.status, refused.body.code]).toEqual([413, "too-large"]);
    expect(await changes()).toEqual([]);
  });

  it("is an import whose answer is longer than the store takes: it is told to be shorter", async () => {
    const { token } = await signedIn("officer");
    const changes = await watched();
    const some = Array.from({ length: 6 }, (_, n) =>
      expert(`long${n}@science.example`, "x".repeat(500), 100),
    );
    const refused = await answerTo(await handlerOf("experts"), experts.importExperts, {
      at,
      token,
      headers: onceKey(),
      body: { experts: [...some, ...some.map((one) => ({ ...one, mail: `b${one.mail}` }))] },
    });
    expect([refused.status, refused.body.code]).toEqual([413, "too-large"]);
    expect(await changes()).toEqual([]);
  });
});

describe("two at once", () => {
  const inTime = {
    createdAt: Instant.parse("2021-11-01T00:00:00.000Z"),
    expiresAt: Instant.parse("2021-12-31T00:00:00.000Z"),
  };

  async function threeAtOnce(route: typeof identity.rotateSession | typeof identity.signOut) {
    const { mail } = await staffWith("officer");
    const { token } = await signedInBy(mail, inTime);
    const handler = await handlerOf("identity");
    const answers = await Promise.all([1, 2, 3].map(() => answerTo(handler, route, { at, token })));
    return answers.map(({ status }) => status).toSorted();
  }

  it("who rotate one session: it goes on once, the others are signed out", async () => {
    expect(await threeAtOnce(identity.rotateSession)).toEqual([200, 401, 401]);
  });

  it("who sign out of one session are all signed out", async () => {
    const statuses = await threeAtOnce(identity.signOut);
    expect(statuses[0]).toBe(200);
    expect(statuses.every((status) => status === 200 || status === 401)).toBe(true);
  });

  it("who import one register get an answer that the contract names", async () => {
    const { token } = await signedIn("officer");
    const handler = await handlerOf("rounds");
    const body = { csv: register(["Z-01", "Z-02"]), fileName: "r.csv" };
    const imports = [1, 2, 3].map(() =>
      answerTo(handler, rounds.importRegister, { at, token, headers: onceKey(), body }),
    );
    for (const { status, body: answer } of await Promise.all(imports)) {
      if (status !== 200) expect(declaredBy(rounds.importRegister)).toContain(answer.code);
    }
  });
});
