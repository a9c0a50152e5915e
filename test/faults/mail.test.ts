import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planRound } from "../../cli/demo/plan.ts";
import { makeRegister } from "../../cli/demo/register.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { identity } from "../../shared/contract/identity.ts";
import { notifications } from "../../shared/contract/notifications.ts";
import { rounds } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { closesAt } from "../applications/given.ts";
import { localAssembly } from "../infra/deployed.ts";
import { callerOf } from "./caller.ts";
import { controlOf } from "./control.ts";
import { type PreparedRound, prepareRound } from "./given.ts";
import { type CloudProcess, type Moment, startCloudProcess } from "./own-process.ts";
import { newDir } from "./running.ts";
import { submit } from "./storm.ts";

let assembly: string;
let dir: string;
let prepared: PreparedRound;
let cloud: CloudProcess;
beforeAll(async () => {
  assembly = await localAssembly();
  dir = newDir();
  prepared = await prepareRound({ assembly, dir, societies: 2 });
  cloud = await startCloudProcess(assembly, dir);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The letters of the round that are not known to be sent. */
async function unsent() {
  const officer = callerOf(cloud.url, notifications, prepared.officer);
  const { items } = await officer.listLetters({ params: { id: prepared.round.id }, query: { limit: 100 } });
  return items.filter(({ state }) => state !== "SENT");
}

/** How often each letter has come, by its Letter-Id. */
async function copies(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { letter } of await controlOf(cloud.url).inbox()) {
    if (letter !== null) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  return counts;
}

describe("a sender that dies", () => {
  it.each<[string, Moment, number]>([
    ["before the mail service has the letter: it is sent by another, once", "before-mail", 0],
    ["before it could note that the letter is sent: it is sent again under the same id", "after-mail", 1],
  ])("%s", async (_, moment, at) => {
    const one = prepared.ready[at];
    if (!one) throw new Error("two societies were to be prepared");
    const deadAt = plusSeconds(closesAt, (at - 2) * 3600);
    await controlOf(cloud.url).setClock(deadAt);
    const sentBefore = await copies();
    cloud.dieAt(moment);
    await submit(cloud.url, one, `mail-${moment}`);
    await cloud.ended;

    cloud = await startCloudProcess(assembly, dir);
    const control = controlOf(cloud.url);
    await control.idle();
    const claimed = await unsent();
    const handedOver = await copies();
    expect(new Set(claimed.map(({ state }) => state))).toEqual(new Set(["CLAIMED"]));
    expect(claimed.some(({ id }) => handedOver.has(id))).toBe(moment === "after-mail");

    await control.setClock(plusSeconds(deadAt, 240));
    expect(await copies()).toEqual(handedOver);
    await control.setClock(plusSeconds(deadAt, 400));
    const all = await copies();
    for (const { id } of claimed) expect(all.get(id)).toBe((handedOver.get(id) ?? 0) + 1);
    expect(all.size).toBe(sentBefore.size + one.mails.length);
    expect(await unsent()).toEqual([]);
    expect(await control.deadLetters()).toEqual([]);
  });
});

describe("an address that does not take its letters", () => {
  it("is marked, so that somebody calls: bounced, or a complaint", async () => {
    const control = controlOf(cloud.url);
    const societies = readSocieties().slice(-1);
    const [row] = makeRegister(societies, planRound(1, societies));
    if (!row) throw new Error("the register is empty");
    row.filler.mail = `bounce.${row.filler.mail}`;
    row.approver.mail = `complaint.${row.approver.mail}`;
    const body = { csv: formatRegister([row]), fileName: "register.csv" };
    await callerOf(cloud.url, rounds, prepared.officer).importRegister({ body, key: "register-of-troubles" });
    await control.idle();
    const people = callerOf(cloud.url, identity, prepared.officer);
    for (const { mail } of [row.filler, row.approver]) await people.requestCode({ body: { mail } });
    await control.idle();
    const { items } = await people.listPeople({ query: { limit: 100 } });
    const troubleOf = new Map(items.map(({ mail, mailTrouble }) => [mail, mailTrouble]));
    expect(troubleOf.get(row.filler.mail)).toBe("bounced");
    expect(troubleOf.get(row.approver.mail)).toBe("complained");
  });
});
