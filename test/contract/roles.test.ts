import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { versionInForce } from "../../shared/consent/in-force.ts";
import { Role } from "../../shared/kernel/roles.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { startCodes } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { handlerOf, served } from "./gateway.ts";
import { signedInBy } from "./people.ts";
import { watched } from "./table.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let mail: Awaited<ReturnType<typeof startCodes>>;
beforeAll(async () => {
  await ownTable();
  mail = await startCodes();
  world = await openWorld();
});
afterAll(() => mail.close());

const guarded = served.flatMap(({ service, route }) =>
  route.who === "anyone" ? [] : [{ service, route, who: route.who as readonly Role[] }],
);

/** The request that would succeed, made by somebody else. */
async function askedBy({ service, route }: (typeof served)[number], token?: string) {
  const { who: _, ...request } = world.rightful[route.id] ?? { at: "2024-03-05T02:00:00.000Z" };
  const { status, body } = await answerTo(await handlerOf(service), route, {
    ...request,
    headers: onceKey(),
    ...(token !== undefined && { token }),
  });
  return { status, code: status && status >= 400 ? body.code : undefined };
}

describe("a route that asks for a role", () => {
  it("has a request of the test's world, as every other route has", () => {
    const ids = served.map(({ route }) => route.id);
    expect(Object.keys(world.rightful).toSorted()).toEqual(ids.toSorted());
  });

  it("answers nobody who is not signed in, and changes nothing", async () => {
    const changes = await watched();
    for (const one of guarded) {
      expect({ route: one.route.id, ...(await askedBy(one)) }).toEqual({
        route: one.route.id,
        status: 401,
        code: "unauthenticated",
      });
    }
    expect(await changes()).toEqual([]);
  });

  it("answers no session that was made up, has ended or was revoked, and changes nothing", async () => {
    const { mail: address } = world.byRole.officer;
    const ended = await signedInBy(address, { expiresAt: Instant.parse("2024-02-25T00:00:00.000Z") });
    const revoked = await signedInBy(address, { revokedAt: Instant.parse("2024-02-25T00:00:00.000Z") });
    const changes = await watched();
    for (const one of guarded) {
      for (const token of ["made-up", ended.token, revoked.token]) {
        expect({ route: one.route.id, ...(await askedBy(one, token)) }).toEqual({
          route: one.route.id,
          status: 401,
          code: "unauthenticated",
        });
      }
    }
    expect(await changes()).toEqual([]);
  });

  it("serves nobody who has not accepted the consent text in force, or only an older one, and changes nothing", async () => {
    const open = guarded.filter(({ route }) => route.beforeConsent).map(({ route }) => route.id);
    expect(open.toSorted()).toEqual(["acceptConsent", "getMe", "signOut", "withdrawConsent"]);
    const barred: { one: (typeof guarded)[number]; token: string }[] = [];
    for (const one of guarded.filter(({ route }) => !open.includes(route.id))) {
      const mails = [
        ...one.who.map((role) => world.byRole[role].mail),
        world.rightful[one.route.id]?.who?.mail,
      ];
      for (const address of mails.filter((found) => found !== undefined))
        for (const consentVersion of [null, versionInForce - 1])
          barred.push({ one, token: (await signedInBy(address, { consentVersion })).token });
    }
    const changes = await watched();
    for (const { one, token } of barred) {
      expect({ route: one.route.id, ...(await askedBy(one, token)) }).toEqual({
        route: one.route.id,
        status: 403,
        code: "consent-required",
      });
    }
    expect(await changes()).toEqual([]);
  });

  it("refuses every role that it does not name, and changes nothing", async () => {
    const changes = await watched();
    for (const one of guarded) {
      for (const role of Role.options.filter((other) => !one.who.includes(other))) {
        const answer = await askedBy(one, world.byRole[role].token);
        expect({ route: one.route.id, role, ...answer }).toEqual({
          route: one.route.id,
          role,
          status: 403,
          code: "forbidden",
        });
      }
    }
    expect(await changes()).toEqual([]);
  });

  it("lets in every role that it names", async () => {
    for (const one of guarded) {
      for (const role of one.who) {
        // Some of these acts end the session that they are made in.
        const { token } = await signedInBy(world.byRole[role].mail);
        const { status, code } = await askedBy(one, token);
        const isBarred = status === 401 || code === "forbidden";
        expect({ route: one.route.id, role, isBarred }).toEqual({
          route: one.route.id,
          role,
          isBarred: false,
        });
      }
    }
  });
});

describe("a route that anyone may call", () => {
  it("asks nobody to sign in", async () => {
    for (const one of served.filter(({ route }) => route.who === "anyone")) {
      const { code } = await askedBy(one);
      expect(["unauthenticated", "forbidden"], one.route.id).not.toContain(code);
    }
  });
});
