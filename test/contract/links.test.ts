import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { people } from "../../functions/identity/records.ts";
import { officials, type Role } from "../../shared/kernel/roles.ts";
import { exports } from "../../shared/store/published/exports.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { startCodes } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { handlerOf, served } from "./gateway.ts";
import { signedInBy } from "./people.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let mail: Awaited<ReturnType<typeof startCodes>>;
beforeAll(async () => {
  await ownTable();
  mail = await startCodes();
  world = await openWorld();
});
afterAll(() => mail.close());

type Schema = { properties?: Record<string, Schema>; [part: string]: unknown };

/** Does an answer hold an address that ends? One to send something to has the fields or headers beside it. */
function holdsLink(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const { properties } = schema as Schema;
  if (
    properties &&
    "url" in properties &&
    "expiresAt" in properties &&
    !("fields" in properties) &&
    !("headers" in properties)
  )
    return true;
  return Object.values(schema).some(holdsLink);
}

const readers: readonly Role[] = [...officials, "expert"];
const linking = served.filter(({ route }) => route.givesLink);

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name).replaceAll("\\", "/"));

describe("a link to a kept file", () => {
  it("is signed in one place, and an upload in parts in another", () => {
    const signing = [...sources("functions"), ...sources("shared")].filter((file) =>
      readFileSync(file, "utf8").includes("getSignedUrl"),
    );
    expect(signing.toSorted()).toEqual(["functions/uploads/api-parts.ts", "shared/runtime/links.ts"]);
  });

  it("is handed out by the routes that say so, and by no other", () => {
    const handing = served.filter(({ route }) =>
      holdsLink(z.toJSONSchema(route.output, { io: "input", unrepresentable: "any" })),
    );
    expect(handing.map(({ route }) => route.id).toSorted()).toEqual(
      linking.map(({ route }) => route.id).toSorted(),
    );
    expect(linking.length).toBeGreaterThan(5);
  });

  it("is logged for whoever of the office and the experts gets one: who, what, which version, when; a refusal is not", async () => {
    const got = new Set<string>();
    for (const { service, route } of linking) {
      const { who, ...request } = world.rightful[route.id] ?? { who: null, at: "" };
      const rightful = who ? [who.mail] : [];
      const addresses = [...readers.map((role) => world.byRole[role].mail), ...rightful];
      for (const address of new Set(addresses)) {
        const { token, personId } = await signedInBy(address);
        const roles = (await people.get({ id: personId }))?.roles ?? [];
        const before = new Set((await exports.all("all")).map(({ id }) => id));
        const asked = { ...request, token, headers: onceKey() };
        const { status, body } = await answerTo(await handlerOf(service), route, asked);
        const made = (await exports.all("all")).filter(({ id }) => !before.has(id));
        const isLogged = status === 200 && readers.some((role) => roles.includes(role));
        expect([route.id, address, made.length]).toEqual([route.id, address, isLogged ? 1 : 0]);
        if (!isLogged) continue;
        const versionId = new URL(body.url).searchParams.get("versionId");
        expect(versionId).not.toBeNull();
        expect(made[0]).toMatchObject({
          personId,
          route: route.id,
          of: request.params,
          at: request.at,
          versionId,
        });
        if (body.bytes !== undefined)
          expect(made[0]).toMatchObject({ sha256: body.sha256, bytes: body.bytes });
        got.add(route.id);
      }
    }
    // A paper that was released to its target is fetched by nobody of the office.
    const forReaders = linking.filter(({ route }) => readers.some((role) => route.who.includes(role)));
    expect([...got].toSorted()).toEqual(forReaders.map(({ route }) => route.id).toSorted());
  });
});
