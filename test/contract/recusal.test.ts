import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../shared/kernel/roles.ts";
import { recusals } from "../../shared/store/published/recusals.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { startCodes } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { plantCanaries } from "./canaries.ts";
import { handlerOf, served } from "./gateway.ts";
import { standingAside } from "./overseen.ts";
import type { Signed } from "./people.ts";
import { items, watched } from "./table.ts";
import { openWorld, type World } from "./world.ts";

/** Of the world's societies those that apply in most rounds. */
const tiedTo = ["T-01", "T-02", "T-04", "T-08"];
const nonce = `cnry${randomBytes(3).toString("hex")}`;

type Item = Record<string, unknown>;
type Served = (typeof served)[number];

let world: World;
let mail: Awaited<ReturnType<typeof startCodes>>;
/** One of each role of the office, each tied to all of those societies. */
const tied = {} as Record<"officer" | "supervisor" | "administrator", Signed>;
/** The applications of those societies, alone and with others. */
let barred: ReadonlySet<string>;
/** Every id that the table holds. */
let ids: readonly string[];

beforeAll(async () => {
  await ownTable();
  mail = await startCodes();
  world = await openWorld();
  for (const role of roles) {
    const [first = "", ...others] = tiedTo;
    const { person } = await standingAside(first, role);
    for (const code of others) await alsoTied(person, code);
    tied[role] = person;
  }
  const held = await recusals.get({ personId: tied.officer.personId });
  barred = new Set(held?.applications.map(({ applicationId }) => applicationId));
  const idOf = /\b[a-z]{3}_[0-9A-Z]{26}\b/g;
  ids = [...new Set((await items()).flatMap((item) => JSON.stringify(item).match(idOf) ?? []))];
});
afterAll(() => mail.close());

async function alsoTied(person: Signed, societyCode: string): Promise<void> {
  const route = served.find(({ route: { id } }) => id === "declareTie");
  if (!route) throw new Error("nobody takes ties");
  const { status } = await answerTo(await handlerOf("oversight"), route.route, {
    at: "2024-03-05T02:00:00.000Z",
    token: person.token,
    headers: onceKey(),
    body: { societyCode, kind: "relative", note: "近亲属任职" },
  });
  expect(status).toBe(201);
}

const roles = ["officer", "supervisor", "administrator"] as const satisfies readonly Role[];

/** What shows nothing of an application, or only one's own ties. */
const beside = new Set(["listOwnTies", "listTies"]);
const ofOffice = ({ route }: Served) =>
  route.who !== "anyone" && roles.some((role) => route.who.includes(role));
const watchedOver = served.filter(
  (one) => ofOffice(one) && one.service !== "identity" && !beside.has(one.route.id),
);
const acts = watchedOver.filter(({ service, route }) => route.method !== "GET" && service !== "oversight");
const reads = watchedOver.filter(({ route }) => route.method === "GET");
const callersOf = ({ route }: Served) =>
  roles.filter((role) => route.who.includes(role)).map((role) => [role, tied[role]] as const);

/** Of each kind of thing so many are asked of; of barred applications each. */
const most = 8;

/** The request of the world, and the same of every barred application and of other things of the kind that its ids name. */
function requestsOf({ route }: Served) {
  const rightful = world.rightful[route.id];
  if (!rightful) return [];
  const { who: _, params = {}, ...request } = rightful;
  const others = Object.entries(params).flatMap(([name, value]) => {
    const kind = String(value).slice(0, 4);
    if (!kind.endsWith("_")) return [];
    const found = kind === "app_" ? [...barred] : ids.filter((id) => id.startsWith(kind)).slice(0, most);
    return found.map((id) => ({ ...params, [name]: id }));
  });
  return [params, ...others].map((given) => ({ ...request, params: given as Record<string, string> }));
}

const namesBarred = ({ params }: { params: Record<string, string> }) =>
  Object.values(params).some((value) => barred.has(value));

const answerOf = async (
  { service, route }: Served,
  asking: ReturnType<typeof requestsOf>[number],
  { token }: Signed,
) => answerTo(await handlerOf(service), route, { ...asking, token, headers: onceKey() });

/** Is a record about an application of those societies? */
const isAbout = ({ applicationId, id, societyCode, roundId }: Item) =>
  barred.has(String(applicationId)) ||
  barred.has(String(id)) ||
  (roundId !== undefined && tiedTo.includes(String(societyCode)));

describe("whoever of the office is tied to a society", () => {
  it("stands aside from applications in many rounds", () => {
    expect(barred.size).toBeGreaterThan(15);
  });

  it("changes nothing of its applications by any route", async () => {
    const wrong: unknown[] = [];
    const changes = await watched();
    // First those that name a barred application: they change nothing at all.
    for (const one of acts) {
      for (const request of requestsOf(one).filter(namesBarred)) {
        for (const [role, person] of callersOf(one)) {
          const { status, body } = await answerOf(one, request, person);
          if (status !== 404 && body.code !== "recused")
            wrong.push({ route: one.route.id, role, status, code: body.code });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(await changes()).toEqual([]);
    for (const one of acts) {
      for (const request of requestsOf(one).filter((other) => !namesBarred(other)))
        for (const [, person] of callersOf(one)) await answerOf(one, request, person);
    }
    const changed = new Set(await changes());
    const touched = (await items())
      .filter((item) => item.kind === undefined && isAbout(item))
      .map(({ pk, sk }) => `${pk} ${sk}`);
    expect(touched.filter((key) => changed.has(key))).toEqual([]);
    // They act on everything else as before.
    expect(changed.size).toBeGreaterThan(30);
  });

  it("is shown nothing of them by any route, in no list, figure, file or refusal", async () => {
    const planted = new Map((await plantCanaries(nonce)).map((canary) => [canary.text, canary]));
    const anyCanary = new RegExp(`${nonce}[0-9a-z]{5}z`, "g");
    const seen = new Set<string>();
    const shown = new Set<string>();
    for (const one of reads) {
      for (const request of requestsOf(one)) {
        for (const [role, person] of callersOf(one)) {
          const { body, headers } = await answerOf(one, request, person);
          const text = JSON.stringify([body, headers]);
          for (const id of barred) if (text.includes(id)) seen.add(`${one.route.id} by ${role}: an id`);
          for (const [found] of text.matchAll(anyCanary)) {
            shown.add(found);
            const canary = planted.get(found);
            if (canary && isAbout(canary.item)) seen.add(`${one.route.id} by ${role}: ${canary.of}`);
          }
        }
      }
    }
    expect([...seen].toSorted()).toEqual([]);
    // Of everything else they see as much as before.
    expect(shown.size).toBeGreaterThan(300);
  });
});
