import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { allOf } from "../../cli/demo/caller.ts";
import { type Local, localOf } from "../../cli/demo/local.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { readCalendar } from "../defence/calendar-reader.ts";
import { localAssembly } from "../infra/deployed.ts";
import { sha256 } from "../uploads/given-files.ts";
import { pptx } from "../uploads/given-pptx.ts";
import { nominators, readers } from "./cast.ts";
import { draw, prepare as prepareDefence, type Standing, schedule } from "./defence-day.ts";
import { defendedPrize, moments } from "./defended.ts";
import { nominate, officersNow, prepare } from "./intake.ts";
import { examine, read } from "./reading.ts";

const { timetable } = defendedPrize;
const scratch = mkdtempSync(join(tmpdir(), "linxuan-defence-"));
let cloud: RunningCloud;
let local: Local;
let round: Round;
let standing: Standing[];
let drawn: Awaited<ReturnType<typeof draw>>;
let prepared: Awaited<ReturnType<typeof prepareDefence>>;
let scheduled: Awaited<ReturnType<typeof schedule>>;

/** Who defends first of all; with an expert's recusal, and a member among the readers. */
const firstOf = () =>
  standing.find(({ application }) => application.id === drawn.defenders[0]?.applicationId);

/** A round from the first import to the day of the defence: minutes on a busy machine. */
const longest = 900_000;

beforeAll(async () => {
  cloud = await startCloud({ assembly: await localAssembly(), dir: scratch });
  local = localOf(cloud.url);
  round = await prepare(local, defendedPrize);
  await local.moveTo(plusSeconds(timetable.opens.at, 3600));
  standing = [];
  for (const one of nominators.filter(({ course }) => course === "stands"))
    standing.push({
      ...one,
      partners: [],
      application: await nominate(local, round, { ...one, partners: [] }),
    });
  await local.moveTo(plusSeconds(timetable.closes.at, 60));
  await local.idle();
  await examine(local, round);
  await read(local, standing);
  drawn = await draw(local, round);
  const [own, coauthored] = standing;
  const speaks = firstOf();
  if (!own || !coauthored || !speaks) throw new Error("too few defend");
  prepared = await prepareDefence(local, round, speaks);
  const { first } = await officersNow(local);
  const pool = await allOf((query) => first.experts.listExperts({ query }));
  const judges = readers.flatMap(({ mail }) => pool.find((one) => one.mail === mail)?.id ?? []);
  scheduled = await schedule(local, round, { judges, busy: coauthored.application });
}, longest);

afterAll(async () => {
  await cloud?.close();
  rmSync(scratch, { recursive: true, force: true });
});

it("the best in writing defend, in an order that anybody can draw again from a seed promised before", () => {
  expect(drawn.early).toBe("reviews-open");
  expect([drawn.before.state, drawn.before.seed]).toEqual(["OPEN", null]);
  const { seed, seedHash, lots } = drawn.after;
  expect(seedHash).toBe(drawn.before.seedHash);
  expect(sha256(Buffer.from(seed ?? ""))).toBe(seedHash);
  const ids = drawn.defenders.map(({ applicationId }) => applicationId);
  expect(ids.map(lotUnder(seed ?? ""))).toEqual(lots);
  expect(lots.toSorted()).toEqual(lots);
  // The third and the fourth are equal in writing.
  expect(ids.toSorted()).toEqual(
    standing
      .slice(0, 4)
      .map(({ application }) => application.id)
      .toSorted(),
  );
});

it("who defends gets the notice, answers it and sends a presentation in", () => {
  expect(prepared.own).toMatchObject({
    notice: { sha256: prepared.composed.sha256 },
    receipt: { attends: true, noticeNumber: 1 },
    material: { format: "pptx", isFrozen: false },
  });
  expect(prepared.receipts.map(({ hasAnswered }) => hasAnswered).toSorted()).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(prepared.answers).toHaveLength(1);
});

it("a timetable keeps conflicts and blackouts apart; a hall that falls out moves nobody's time", () => {
  const [before, after] = scheduled.held.map(({ timetable: one }) => one);
  const [own, coauthored] = standing.map(({ application }) => application.id);
  const slotOf = (id: string | undefined) => before?.slots.find(({ applicationId }) => applicationId === id);
  expect(slotOf(own)?.sessionKey).toBe("am");
  expect(slotOf(coauthored)).toMatchObject({ sessionKey: "pm", fromAt: "2024-04-29T06:30:00.000Z" });
  const times = (of: typeof before) => of?.slots.map(({ applicationId, fromAt }) => [applicationId, fromAt]);
  expect(times(after)).toEqual(times(before));
  expect(after?.slots.filter(({ changedIn }) => changedIn === 2).map((one) => one.sessionKey)).toEqual(
    after?.slots.filter(({ sessionKey }) => sessionKey === "am").map((one) => one.sessionKey),
  );
  expect(scheduled.held[1].tried.difference).toMatchObject({ added: [], fallen: [] });
  expect(scheduled.listed.map(({ state }) => state).toSorted()).toEqual(["APPROVED", "SUPERSEDED"]);
});

it("societies and experts have it in their calendars, without what an expert stands aside from", async () => {
  const speaks = firstOf();
  const filler = await local.signIn(speaks?.row.filler.mail ?? "");
  const params = { id: speaks?.application.id ?? standing[0]?.application.id ?? ("" as never) };
  const { slot } = await filler.defence.getOwnDefenceSlot({ params });
  const { events } = readCalendar(
    Buffer.from(await filler.defence.getOwnDefenceCalendar({ params })).toString("utf8"),
  );
  expect(events).toMatchObject([{ SEQUENCE: String(slot?.changedIn), STATUS: "CONFIRMED" }]);
  const [coauthor, second] = readers;
  const seenBy = async (mail: string) => {
    const caller = await local.signIn(mail);
    const { sessions } = await caller.defence.listOwnDefenceSessions({ params: { id: round.id } });
    const calendar = await caller.defence.getOwnSessionsCalendar({ params: { id: round.id }, query: {} });
    expect(readCalendar(Buffer.from(calendar).toString("utf8")).events).toHaveLength(sessions.length);
    return sessions.flatMap(({ slots }) => slots.map(({ applicationId }) => applicationId));
  };
  expect(await seenBy(second?.mail ?? "")).toHaveLength(4);
  expect(await seenBy(coauthor?.mail ?? "")).not.toContain(standing[1]?.application.id);
});

it("who has not answered is reminded; an expert downloads what is frozen, byte for byte", async () => {
  await local.moveTo(moments.receiptReminder);
  await local.idle();
  const { first } = await officersNow(local);
  const params = { id: round.id };
  const { items } = await first.notifications.listLetters({ params, query: { limit: 1000 } });
  const count = (template: string) => items.filter((one) => one.template === template).length;
  expect([count("defence-notice"), count("reminder-defence")]).toEqual([8, 6]);
  expect(count("defence-slot")).toBe(
    8 + 2 * scheduled.held[1].timetable.slots.filter(({ changedIn }) => changedIn === 2).length,
  );
  await local.moveTo(moments.frozen);
  const reader = await local.signIn(readers[1]?.mail ?? "");
  const id = firstOf()?.application.id ?? ("" as never);
  const { url, isFrozen } = await reader.defence.signDefenceMaterial({ params: { id } });
  expect(isFrozen).toBe(true);
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  expect(sha256(bytes)).toBe(sha256(pptx()));
});

it("every right that the defence alone needs was needed, and nothing was refused for want of one", async () => {
  const Grants = z.array(
    z.object({
      function: z.string(),
      idleKeys: z.array(z.string()),
      statement: z.object({ actions: z.array(z.string()) }),
      needed: z.boolean(),
    }),
  );
  const idle = Grants.parse(await local.grants())
    .filter(({ needed }) => !needed)
    .map((one) => `${one.function.replace("linxuan-local-", "")} ${one.statement.actions} ${one.idleKeys}`)
    .filter((one) => /^defence-|^notifications-on-defence|defence#/.test(one));
  // The prize asks for no paper and no registration, nobody breaks a glass, and whoever is let in on appeal is told later: the demo.
  expect(idle.toSorted()).toEqual([
    "defence-api dynamodb:BatchGetItem paper#copies#*",
    "defence-api dynamodb:PutItem oversight#glass-use#*",
    "notifications-on-defence-notice dynamodb:BatchGetItem paper#copies#*,rounds#society#*",
    "notifications-on-defence-notice dynamodb:GetItem applications#application#*",
  ]);
  expect(await local.refusals()).toEqual([]);
});
