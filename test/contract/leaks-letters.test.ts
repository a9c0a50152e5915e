import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { templates } from "../../functions/notifications/letters.ts";
import { Letter } from "../../functions/notifications/records.ts";
import notifications from "../../functions/notifications/service.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { deadlineMoved, dispensationRefused } from "../../shared/events/applications.ts";
import { attendanceConfirmed } from "../../shared/events/attendance.ts";
import { defenceNoticeApproved } from "../../shared/events/defence-notices.ts";
import type { Envelope } from "../../shared/events/kit.ts";
import { resultAnnounced } from "../../shared/events/notices.ts";
import { letterOwed } from "../../shared/events/notifications.ts";
import { partnershipAgreed } from "../../shared/events/partnerships.ts";
import { DispensationId, EventId, newId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { FunctionManifest } from "../../shared/kernel/manifest.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { transact } from "../../shared/store/commit.ts";
import { eventOf, outboxMark } from "../../shared/store/outbox.ts";
import { attendances } from "../../shared/store/published/attendances.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { startCodes } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { factOf, tell } from "../told.ts";
import { listenerOf, tickOf } from "./bus.ts";
import { type Canary, plantCanaries } from "./canaries.ts";
import { served } from "./gateway.ts";
import { desk, once } from "./people.ts";
import { moments, settle } from "./round.ts";
import { items } from "./table.ts";
import { openWorld } from "./world.ts";

const nonce = `cnry${randomBytes(3).toString("hex")}`;
const anyCanary = new RegExp(`${nonce}[0-9a-z]{5}z`, "g");

type Held = Record<string, unknown>;
type World = Awaited<ReturnType<typeof openWorld>>;

/**
 * Letters that nobody in the test's world is owed, for its programme registers no suppliers and asks for no receipt: they take the
 * names of the round and of the reader's own society, and an instant.
 */
const ofNamesAlone: readonly string[] = ["award-unconditional", "reminder-supplier", "reminder-defence"];

/** A letter of the ledger, and what somebody planted that stands in it. */
interface Rendered {
  letter: Letter;
  canaries: Canary[];
}
let rendered: Rendered[] = [];
/** Everything that the table holds once all letters are owed. */
let stored: Held[] = [];
let mails: string[] = [];
const troubles: string[] = [];
let mail: Awaited<ReturnType<typeof startCodes>>;
let planted: ReadonlyMap<string, Canary>;

const isLetter = ({ pk, sk }: Held) => String(pk).startsWith("notifications#letter#") && sk === "letter";

/** What did not happen in the test's world, as it would be told. */
function neverTold({ defending, cast }: World): Envelope[] {
  const { id: applicationId, roundId, societyCode } = defending.application;
  const of = { aggregateId: applicationId, version: 1, at: moments.review };
  const category = "platform-failure" as const;
  const dispensation = {
    dispensationId: DispensationId.parse(`dsp_${"0".repeat(26)}`),
    kind: "late-pass" as const,
  };
  const agreed = [...planted.values()].flatMap(({ of: field, item }) => {
    if (field !== "applications#partnership role") return [];
    const { leadCode, societyCode: partnerCode, version, ...held } = item as z.infer<typeof Partnership>;
    const payload = { ...held, societyCode: leadCode, partnerCode };
    return [
      factOf(partnershipAgreed, { aggregateId: held.applicationId, version, at: moments.intake, payload }),
    ];
  });
  return [
    ...agreed,
    factOf(deadlineMoved, {
      ...of,
      payload: { applicationId, roundId, societyCode, closesAt: Instant.parse(moments.closed), category },
    }),
    factOf(dispensationRefused, { ...of, payload: { ...dispensation, roundId, category, applicationId } }),
    factOf(defenceNoticeApproved, {
      ...{ aggregateId: roundId, version: 1, at: moments.review },
      payload: { roundId, noticeNumber: 1, noticeHash: sha256Of(cast.officer.mail) },
    }),
  ];
}

/** A result that is announced: of what was planted in its notice no request would find the way any more. */
async function announcedNow({ contested: { notice, society } }: World): Promise<Envelope> {
  const at = Instant.parse(moments.announced);
  const held = await notices.get({ id: notice.id });
  const [tier] = held?.tiers ?? [];
  if (!held || !tier) throw new Error("the world shows a list");
  const { id: noticeId, roundId, decisionId, sha256, version } = held;
  const award = { societyCode: SocietyCode.parse(society.code), tier: tier.id, at, noticeVersion: version };
  await transact([notices.overwrite({ ...held, state: "ANNOUNCED", announcedAt: at, awards: [award] })]);
  const payload = { noticeId, roundId, decisionId, sha256 };
  return factOf(resultAnnounced, { aggregateId: noticeId, version, at, payload });
}

/** A society that was absent from its defence, as two people would have said with what was planted in the record. */
async function absentNow({ attended: { said } }: World): Promise<Envelope> {
  const { applicationId } = said;
  const held = await attendances.get({ applicationId });
  if (!held) throw new Error("the world has an attendance");
  await transact([attendances.overwrite({ ...held, society: "absent" })]);
  const { roundId, societyCode, version } = held;
  const payload = { applicationId, roundId, societyCode };
  return factOf(attendanceConfirmed, { aggregateId: applicationId, version, at: moments.review, payload });
}

/** Tells the consumers of letters once more of what happened, as something new: they read what is stored by now. */
async function tellAgain(events: readonly Envelope[]): Promise<void> {
  for (const [file, { hears = [] }] of Object.entries<FunctionManifest>(notifications.functions)) {
    // It only notes who is to be told by the next tick.
    if (file === "on-assigned") continue;
    const heard = hears.filter(({ type }) => type !== letterOwed.type).map(({ type }) => type);
    const listener = await listenerOf("notifications", file);
    for (const event of events.filter(({ type }) => heard.includes(type))) {
      const again = { ...event, id: EventId.parse(newId("event", Date.parse(event.at), Math.random)) };
      await tell(listener, again as never, event.at).catch((cause: unknown) => {
        troubles.push(`${file} of ${event.type}: ${String(cause)}`);
      });
    }
  }
}

/** Acts that take away what others need come after these. */
const last = ["returnApplication", "withdrawApplication", "submitApplication", "signOut", "revokeRoles"];

/** Does what the world may do: whatever a letter is owed by happens. What was planted may be in its way. */
async function doEverything({ rightful }: World): Promise<void> {
  const inOrder = served
    .filter(({ route: { method } }) => method !== "GET")
    .toSorted((a, b) => last.indexOf(a.route.id) - last.indexOf(b.route.id));
  for (const { service, route } of inOrder) {
    const { who, at, ...request } = rightful[route.id] ?? { who: null, at: moments.intake };
    const clients = desk(who, at) as Record<string, Record<string, (asking: unknown) => Promise<unknown>>>;
    await clients[service]
      ?.[route.id]?.({ ...request, ...(route.isIdempotent && once()) })
      .catch(() => undefined);
    await settle(at).catch(() => undefined);
  }
}

beforeAll(async () => {
  await ownTable();
  mail = await startCodes();
  const world = await openWorld();
  const events = (await items()).filter(({ kind }) => kind === outboxMark).map(eventOf);
  const before = new Set((await items()).filter(isLetter).map(({ id }) => id));
  planted = new Map((await plantCanaries(nonce)).map((canary) => [canary.text, canary]));
  await tellAgain([...events, ...neverTold(world), await announcedNow(world), await absentNow(world)]);
  await doEverything(world);
  const deadlines = new Set<string>();
  for (const { pk, closesAt, reviewClosesAt, concludeBy } of await items())
    if (/^(rounds#round|objections#objection|notifications#deadline)#/.test(String(pk)))
      for (const at of [closesAt, reviewClosesAt, concludeBy]) if (typeof at === "string") deadlines.add(at);
  for (const at of [...deadlines].toSorted())
    for (const hours of [-2, 2])
      await tickOf("notifications", new Date(Date.parse(at) + hours * 3_600_000).toISOString()).catch(
        (cause: unknown) => troubles.push(`tick: ${String(cause)}`),
      );
  stored = await items();
  rendered = stored
    .filter((item) => isLetter(item) && !before.has(item.id))
    .map((item) => {
      const letter = Letter.parse(item);
      const found = JSON.stringify([letter.subject, letter.text]).match(anyCanary) ?? [];
      return { letter, canaries: found.flatMap((text) => planted.get(text) ?? []) };
    });
  mails = mail.letters().map(({ subject, text, html }) => [subject, text, html].join("\n"));
});
afterAll(() => mail.close());

const told = (some: readonly Rendered[], isWrong: (canary: Canary, letter: Letter) => boolean) => [
  ...new Set(
    some.flatMap(({ letter, canaries }) =>
      canaries
        .filter((canary) => isWrong(canary, letter))
        .map(({ of }) => `${letter.template} to ${letter.group.split("#")[0]}: ${of}`),
    ),
  ),
];
/** Is there a record of this kind about the application of an item that names somebody? */
const isAmong = (kind: string, { id }: Held, somebody: string) =>
  stored.some(
    (item) =>
      String(item.pk).startsWith(`${kind}#`) &&
      item.applicationId === id &&
      JSON.stringify(item).includes(`"${somebody}"`),
  );
const to = (group: string) => rendered.filter(({ letter }) => letter.group.startsWith(group));

/** What no letter may hold, whoever reads it. */
const never =
  /^(reviews#(?!attendance reason)|selection#)|^experts#(?!assignment societyNames)|^identity#(session|code|second-ways|member|person (?!name))|^objections#(objector|lead|files|objection (content|evidence|finding|documents|stamps|statement))|^objections#revocation (evidence|stamps)|^uploads#objection-document|^applications#dispensation|^eligibility#second-look|^rounds#(recommended|round-recommended)/;

/** Everybody's: the programme, what is published, and the notice of the defence, which goes to all that defend. */
const everybodys = /^(rounds#round (names|programme)|notices#notice (title|tiers)|defence#notice text)/;

describe("a canary in every text that is stored", () => {
  it("gets into letters of every kind that the code has", () => {
    expect(planted.size).toBeGreaterThan(1000);
    const kinds = new Set(rendered.map(({ letter }) => letter.template));
    expect(templates.filter((one) => !kinds.has(one) && !ofNamesAlone.includes(one))).toEqual([]);
    expect(ofNamesAlone.filter((one) => kinds.has(one))).toEqual([]);
    expect(rendered.filter(({ canaries }) => canaries.length > 0).length).toBeGreaterThan(20);
  });

  it("stops no letter", () => {
    expect([...new Set(troubles)]).toEqual([]);
  });

  it("that is hidden from everybody is in no letter of the ledger", () => {
    expect(told(rendered, ({ of }) => never.test(of))).toEqual([]);
  });

  it("is in a society's letter only where it is of that society or everybody's", () => {
    const isForeign = ({ of, item }: Canary, { group }: Letter) => {
      const code = group.replace("society#", "");
      if (everybodys.test(of) || JSON.stringify(item).includes(`"${code}"`)) return false;
      // Who is asked to be a partner is told who leads.
      return !(
        of.startsWith("applications#application societyNames.") &&
        isAmong("applications#partnership", item, code)
      );
    };
    expect(to("society#").length).toBeGreaterThan(50);
    expect(told(to("society#"), isForeign)).toEqual([]);
  });

  it("is in an expert's letter only where it is of the own assignments", () => {
    const isForeign = ({ of, item }: Canary, { group }: Letter) => {
      const expertId = group.replace("expert#", "");
      if (everybodys.test(of) || item.expertId === expertId) return false;
      if (of.startsWith("defence#timetable sessions[].place.")) return false;
      return !(
        of.startsWith("applications#application societyNames.") &&
        isAmong("experts#assignment", item, expertId)
      );
    };
    expect(to("expert#").length).toBeGreaterThan(5);
    expect(told(to("expert#"), isForeign)).toEqual([]);
  });

  it("of an objection is in no letter to members of staff", () => {
    expect(told(to("staff"), ({ of }) => /^(objections|uploads|reviews|selection)#/.test(of))).toEqual([]);
  });

  it("names no expert and no person by id in a letter to a society", () => {
    const named = to("society#").filter(({ letter: { subject, text } }) =>
      /\b(exp|per)_[0-9A-Z]{26}/.test(JSON.stringify([subject, text])),
    );
    expect(named.map(({ letter }) => letter.template)).toEqual([]);
  });

  it("that is hidden is in no mail that left, whoever got it", () => {
    expect(mails.length).toBeGreaterThan(10);
    const found = mails.flatMap((text) =>
      (text.match(anyCanary) ?? []).flatMap((one) => planted.get(one)?.of ?? []),
    );
    // Whom a mail greets.
    const allowed = /^(objections#objector|identity#member) name/;
    expect([...new Set(found.filter((of) => never.test(of) && !allowed.test(of)))]).toEqual([]);
  });
});
