import { randomBytes } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { idPrefixes } from "../../shared/kernel/ids.ts";
import { answerTo } from "../asked.ts";
import { startCodes } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { type Canary, plantCanaries } from "./canaries.ts";
import { handlerOf, served } from "./gateway.ts";
import { moments } from "./round.ts";
import { items } from "./table.ts";
import { openWorld, type World } from "./world.ts";

const nonce = `cnry${randomBytes(3).toString("hex")}`;

let world: World;
let mail: Awaited<ReturnType<typeof startCodes>>;
let planted: ReadonlyMap<string, Canary>;
const logged: string[] = [];
/** What came before whose eyes, by which route, of a request that arrived when. */
interface Sight {
  caller: string;
  route: string;
  at: string;
  canary: Canary;
}
const sights: Sight[] = [];

const idOf = new RegExp(`\\b(?:${Object.values(idPrefixes).join("|")})_[0-9A-HJKMNP-TV-Z]{26}\\b`, "g");

/** Every id that the table holds, by its kind. */
async function idsByKind(): Promise<Map<string, string[]>> {
  const found = new Map<string, Set<string>>();
  for (const item of await items()) {
    for (const [id] of JSON.stringify(item).matchAll(idOf)) {
      const kind = id.slice(0, 3);
      found.set(kind, (found.get(kind) ?? new Set()).add(id));
    }
  }
  return new Map([...found].map(([kind, ids]) => [kind, [...ids].toSorted()]));
}

/** Whatever is read: by GET, and what gives a link to a file or a verdict on one. */
const isReading = ({ route: { id, method } }: (typeof served)[number]) =>
  method === "GET" ||
  [
    "signDownload",
    "signDefenceMaterial",
    "signObjectionDocument",
    "signReleasedDocument",
    "readObjectionDocument",
  ].includes(id);

/** An answer as its reader sees it: a calendar's lines unfolded, a document's parts unpacked. */
function legible(body: unknown): unknown {
  if (typeof body !== "string") return body;
  const packed = Buffer.from(body, "base64");
  if (packed.subarray(0, 2).toString("latin1") !== "PK") return body.replaceAll(/\r\n[ \t]/g, "");
  return Object.values(unzipSync(packed)).map((bytes) => strFromU8(bytes));
}

/** Of what there is much, so many are asked of; of applications each. */
const atMost = (kind: string) => (kind === idPrefixes.application ? Number.POSITIVE_INFINITY : 6);

/** The request of the test's world, the same asked of other things of the kind, and all while reviewing goes on. */
function requestsOf({ service, route }: (typeof served)[number], ids: ReadonlyMap<string, string[]>) {
  const rightful = world.rightful[route.id];
  if (!rightful) return [];
  const { who: _, params = {}, ...request } = rightful;
  const others = Object.entries(params).flatMap(([name, value]) =>
    (ids.get(String(value).slice(0, 3)) ?? [])
      .slice(0, atMost(String(value).slice(0, 3)))
      .map((id) => ({ ...params, [name]: id })),
  );
  const asked = [params, ...others].map((given) => ({ ...request, params: given as Record<string, string> }));
  const isTimed = service === "reviews" || service === "selection";
  return isTimed ? [...asked, ...asked.map((one) => ({ ...one, at: moments.review }))] : asked;
}

const callersOf = ({ byRole, strangers }: World) => [
  ["anyone", undefined] as const,
  ...Object.entries(byRole).map(([role, { token }]) => [role, token] as const),
  ...Object.entries(strangers).map(([role, { token }]) => [`another ${role}`, token] as const),
];

beforeAll(async () => {
  await ownTable();
  mail = await startCodes();
  world = await openWorld();
  planted = new Map((await plantCanaries(nonce)).map((canary) => [canary.text, canary]));
  const ids = await idsByKind();
  const written = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    logged.push(String(text));
    return true;
  });
  const anyCanary = new RegExp(`${nonce}[0-9a-z]{5}z`, "g");
  for (const { service, route } of served.filter(isReading)) {
    const handler = await handlerOf(service);
    for (const request of requestsOf({ service, route }, ids)) {
      for (const [caller, token] of callersOf(world)) {
        const { body, headers } = await answerTo(handler, route, {
          ...request,
          ...(token !== undefined && { token }),
        });
        for (const [text] of JSON.stringify([legible(body), headers]).matchAll(anyCanary)) {
          const canary = planted.get(text);
          if (!canary) throw new Error(`nobody planted ${text}`);
          sights.push({ caller, route: route.id, at: request.at, canary });
        }
      }
    }
  }
  written.mockRestore();
});
afterAll(() => mail.close());

/** What whoever calls may see: names of kinds and fields begin so. */
const everybodys = ["notices#notice title", "notices#notice tiers"];
const signedIns = [
  ...everybodys,
  "rounds#round names",
  "rounds#round programme",
  "rounds#round createdBy",
  "rounds#round publishedBy",
];
const begins = (names: readonly string[]) => (of: string) => names.some((name) => of.startsWith(name));

const seenBy = (...callers: string[]) => sights.filter(({ caller }) => callers.includes(caller));
const told = (found: readonly Sight[]) => [
  ...new Set(found.map(({ caller, route, canary }) => `${caller} by ${route}: ${canary.of}`)),
];

type Held = Record<string, unknown>;

describe("a canary in every text that is stored", () => {
  it("is planted in records of every kind that holds texts, and many of them are seen by whom they are for", () => {
    expect(planted.size).toBeGreaterThan(1000);
    expect(new Set(seenBy("officer").map(({ canary }) => canary.of)).size).toBeGreaterThan(100);
  });

  it("is in no line of the log", () => {
    expect(logged.length).toBeGreaterThan(1000);
    expect(logged.filter((line) => line.includes(nonce))).toEqual([]);
  });

  it("is before the public where it is of a published notice, and nowhere else", () => {
    expect(told(seenBy("anyone").filter(({ canary }) => !begins(everybodys)(canary.of)))).toEqual([]);
  });

  it("of secrets and of letters is before nobody", () => {
    const secret =
      /^identity#(second-ways|code|session|member)|codeHash|^notifications#letter (subject|text)/;
    expect(told(sights.filter(({ canary }) => secret.test(canary.of)))).toEqual([]);
  });

  it("shows a person who has no part in a record no more than rounds and notices, and of people the own name", () => {
    const own = new Set(Object.values(world.strangers).map(({ personId }) => personId));
    const found = seenBy("another filler", "another approver", "another expert").filter(
      ({ canary: { of, item } }) =>
        !begins(signedIns)(of) && !(of === "identity#person name" && own.has(item.id as never)),
    );
    expect(told(found)).toEqual([]);
  });

  it("shows a society only what is its own, and nothing of experts, scores and the selection", async () => {
    const { filler, approver } = world.byRole;
    const people = new Set<unknown>([filler.personId, approver.personId]);
    const code = "T-01";
    const own = new Set(
      [...planted.values()].flatMap(({ item }) =>
        item.societyCode === code && String(item.pk).startsWith("applications#application#") ? [item.id] : [],
      ),
    );
    const isOwn = ({ id, code: of, societyCode, applicationId }: Held) =>
      people.has(id) || of === code || societyCode === code || own.has(applicationId) || own.has(id);
    const found = seenBy("filler", "approver").filter(
      ({ canary: { of, item } }) => !begins(signedIns)(of) && !isOwn(item),
    );
    expect(told(found)).toEqual([]);
    const judging = /^(experts|reviews|selection)#/;
    expect(told(seenBy("filler", "approver").filter(({ canary }) => judging.test(canary.of)))).toEqual([]);
  });

  it("shows an expert the own assignments and sheets; of others what they submitted, once the own is", () => {
    const { expertId } = world.subjects.judge;
    const { approved, application: heard } = world.defended.standing;
    const sheets = new Map<string, Held>();
    for (const { item, of } of planted.values()) {
      if (of.startsWith("reviews#sheet ")) {
        sheets.set(`${item.applicationId}#${item.stage}#${item.expertId}`, item);
      }
    }
    const hasSubmitted = ({ applicationId, stage }: Held) =>
      sheets.get(`${applicationId}#${stage}#${expertId}`)?.submitted != null;
    const found = seenBy("expert").filter(({ canary: { of, item } }) => {
      if (begins(signedIns)(of)) return false;
      if (of === "identity#person name") return item.id !== world.byRole.expert.personId;
      if (item.expertId === expertId && /^(experts#assignment|reviews#)/.test(of)) return false;
      // The panel reads who was let in to what it judges.
      if (/^oversight#glass(-use)? /.test(of)) return false;
      // Where the own session of the defence is, and whom one hears in it.
      if (item.id === approved.id && of.startsWith("defence#timetable sessions[].place.")) return false;
      if (item.id === heard.id && of.startsWith("applications#application societyNames.")) return false;
      return !(of.startsWith("reviews#sheet submitted.") && hasSubmitted(item));
    });
    expect(told(found)).toEqual([]);
  });

  it("of who objects, of leads and of their papers is before no officer who does not handle the objection", () => {
    const hidden = /^objections#(objector|lead (content|evidence|contact)|files)|^uploads#objection-document/;
    const found = seenBy("officer", "administrator", "filler", "approver", "expert", "anyone").filter(
      ({ canary: { of, item } }) => hidden.test(of) && item.side !== "target",
    );
    expect(told(found)).toEqual([]);
    const papers = seenBy("supervisor").filter(
      ({ canary }) => canary.of === "uploads#objection-document name",
    );
    // The log of links names what was handed out; supervisors alone read it.
    expect([...new Set(papers.map(({ route }) => route))].toSorted()).toEqual([
      "listExports",
      "listObjectionDocuments",
      "signObjectionDocument",
    ]);
  });

  it("in a calendar is looked for where a line of the file is folded, too", () => {
    expect(legible(`SUMMARY:${nonce.slice(0, 4)}\r\n ${nonce.slice(4)}`)).toBe(`SUMMARY:${nonce}`);
  });

  it("in a sheet is before staff only after the lock, and as a draft never", () => {
    const found = seenBy("officer", "supervisor", "administrator").filter(
      ({ at, canary: { of, item } }) =>
        of.startsWith("reviews#sheet ") && (at <= String(item.locksAt) || of.includes(" draft.")),
    );
    expect(told(found)).toEqual([]);
    const everSeen = seenBy("officer").some(({ canary }) => canary.of === "reviews#sheet submitted.opinion");
    expect(everSeen).toBe(true);
  });

  it("shows an administrator people, rounds and notices, and nothing of applications, experts and scores", () => {
    const allowed = [...signedIns, "identity#person", "identity#call", "identity#delegation", "oversight#"];
    expect(told(seenBy("administrator").filter(({ canary }) => !begins(allowed)(canary.of)))).toEqual([]);
  });
});
