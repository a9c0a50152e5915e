import { cpSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCloud } from "../../infra/local/template.ts";
import { type Application, applications } from "../../shared/contract/applications.ts";
import { type LedgerEntry, notifications } from "../../shared/contract/notifications.ts";
import { closesAt } from "../applications/given.ts";
import { localAssembly } from "../infra/deployed.ts";
import { callerOf, type Heard, insist } from "./caller.ts";
import { controlOf } from "./control.ts";
import { type PreparedRound, prepareRound } from "./given.ts";
import { ledgerOf } from "./ledger.ts";
import { type CloudProcess, startCloudProcess } from "./own-process.ts";
import { newDir } from "./running.ts";
import { disturb, type Outcome, storm, submit } from "./storm.ts";

const applicants = 200;
/** So many have their receipt when the machine dies. */
const acceptedBefore = 62;
/** The storm is work for some minutes on a busy machine. */
const patience = 900_000;

const dirs: string[] = [];
const ownDir = () => {
  const dir = newDir();
  dirs.push(dir);
  return dir;
};

let assembly: string;
let table: string;
let kept: string;
let prepared: PreparedRound;

beforeAll(async () => {
  assembly = await localAssembly();
  table = readCloud(assembly).tables[0]?.name ?? "";
  kept = ownDir();
  prepared = await prepareRound({ assembly, dir: kept, societies: applicants });
}, patience);
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

const accepted = ({ heard }: Outcome) => heard.flatMap((one) => ("answer" in one ? [one.answer] : []));
const refused = ({ heard }: Outcome) => heard.flatMap((one) => ("refused" in one ? [one.refused] : []));

/** Every letter of the round's ledger. */
async function lettersOf(url: string): Promise<LedgerEntry[]> {
  const officer = callerOf(url, notifications, prepared.officer);
  const found: LedgerEntry[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: 1000, ...(cursor !== undefined && { cursor }) };
    const page = await officer.listLetters({ params: { id: prepared.round.id }, query });
    found.push(...page.items);
    cursor = page.cursor;
  }
  return found;
}

/** Every application of the round, as an officer reads them. */
async function applicationsOf(url: string): Promise<Map<string, Application>> {
  const officer = callerOf(url, applications, prepared.officer);
  const page = await officer.listApplications({
    params: { roundId: prepared.round.id },
    query: { limit: 1000 },
  });
  return new Map(page.items.map((one) => [one.id, one]));
}

/** What must hold of a storm, whatever befell the machine in between. */
function itIsFair(seen: () => { url: string; storeUrl: string; outcomes: Outcome[] }) {
  it("accepts exactly who arrived by the instant, and tells everybody else that it was late", () => {
    const { outcomes } = seen();
    for (const outcome of outcomes) {
      for (const { receipt } of accepted(outcome)) expect(String(receipt?.arrivedAt) <= closesAt).toBe(true);
      for (const { status, facts } of refused(outcome)) {
        expect({ status, ...facts }).toMatchObject({ status: 409, code: "deadline-passed", closesAt });
        expect(String(facts.arrivedAt) > closesAt).toBe(true);
      }
    }
    const inTime = outcomes.filter((one) => accepted(one).length > 0).length;
    expect(inTime).toBeGreaterThanOrEqual(60);
    expect(outcomes.length - inTime).toBeGreaterThanOrEqual(60);
  });

  it("gives one receipt to who was accepted, and leaves everything as it was for who was not", async () => {
    const { url, outcomes } = seen();
    const standing = await applicationsOf(url);
    for (const outcome of outcomes) {
      const { id, version } = outcome.ready.application;
      const now = standing.get(id);
      const [first, ...others] = accepted(outcome);
      if (first === undefined) expect(now).toMatchObject({ receipt: null, submissions: 0 });
      else
        expect(now).toMatchObject({
          state: "SUBMITTED",
          receipt: first.receipt,
          submissions: 1,
          version: version + 1,
        });
      for (const other of others) expect(other).toEqual(first);
    }
  });

  it("writes one event of each submission, and each of those who hear it takes it once", async () => {
    const { storeUrl, outcomes } = seen();
    const ledger = ledgerOf({ storeUrl, table });
    for (const outcome of outcomes) {
      const { id } = outcome.ready.application;
      const [answer] = accepted(outcome);
      const told = (await ledger.events(id)).filter(({ type }) => type === "application.submitted.v1");
      expect(told).toMatchObject(answer ? [{ payload: { receiptNumber: answer.receipt?.number } }] : []);
      expect(await ledger.heard("notifications/on-application", id)).toEqual(told.map((event) => event.id));
    }
    ledger.close();
  });

  it("sends one letter to each of a society's two people", async () => {
    const { url, storeUrl, outcomes } = seen();
    const ledger = ledgerOf({ storeUrl, table });
    const letters = await lettersOf(url);
    const inbox = await controlOf(url).inbox();
    for (const outcome of outcomes) {
      const isAccepted = accepted(outcome).length > 0;
      const events = (await ledger.events(outcome.ready.application.id)).map(({ id }) => id);
      const owed = letters.filter(({ eventId }) => events.includes(eventId));
      expect(owed.map(({ template, state }) => `${template} ${state}`)).toEqual(
        isAccepted ? ["receipt SENT", "receipt SENT"] : [],
      );
      for (const mail of outcome.ready.mails) {
        const got = inbox.filter(({ to }) => to === mail).map(({ letter }) => letter);
        expect(new Set(got).size).toBe(isAccepted ? 1 : 0);
        // A second copy of the same letter is there only where a sender died between handing it over and noting it.
        const attempts = owed.find(({ id }) => id === got[0])?.attempts ?? 0;
        expect(got.length).toBeLessThanOrEqual(attempts);
      }
    }
    ledger.close();
  });

  it("answers the same key as before, also after the deadline, and another body with a refusal", async () => {
    const { url, outcomes } = seen();
    const some = outcomes.filter((one) => accepted(one).length > 0).slice(0, 20);
    for (const outcome of some) {
      const [first] = accepted(outcome);
      expect(await submit(url, outcome.ready, outcome.key)).toEqual(first);
      const other = await insist(() => submit(url, outcome.ready, outcome.key, { version: 9 }));
      expect(other).toMatchObject({ refused: { status: 422, code: "idempotency-mismatch" } });
    }
  });

  it("leaves no dead letter", async () => {
    expect(await controlOf(seen().url).deadLetters()).toEqual([]);
  });
}

/** Waits for the end of it all. A letter whose sender died is taken up when its claim is five minutes old. */
async function calm({ url }: CloudProcess): Promise<void> {
  const control = controlOf(url);
  await control.idle();
  await control.disturb({});
  await control.setClock(new Date((await control.now()) + 360_000).toISOString());
}

describe("the last seconds before a deadline, with a store and a bus that are disturbed", () => {
  let cloud: CloudProcess;
  let outcomes: Outcome[];
  beforeAll(async () => {
    const dir = ownDir();
    cpSync(kept, dir, { recursive: true });
    cloud = await startCloudProcess(assembly, dir);
    outcomes = await storm(prepared.ready, () => cloud.url);
    await calm(cloud);
  }, patience);
  afterAll(() => cloud.stop());

  itIsFair(() => ({ ...cloud, outcomes }));
});

describe("the same, and the machine dies in the middle", () => {
  let cloud: CloudProcess;
  let outcomes: Outcome[];
  let restarted: Promise<void> | undefined;
  beforeAll(async () => {
    const dir = ownDir();
    cpSync(kept, dir, { recursive: true });
    cloud = await startCloudProcess(assembly, dir);
    const receipts = new Set<string>();
    const restart = async () => {
      await cloud.kill();
      cloud = await startCloudProcess(assembly, dir);
      await disturb(cloud.url, 8);
    };
    const count = (heard: Heard<Application>) => {
      if ("answer" in heard) receipts.add(heard.answer.id);
      if (receipts.size === acceptedBefore) restarted ??= restart();
    };
    outcomes = await storm(prepared.ready, () => cloud.url, count);
    await restarted;
    await calm(cloud);
  }, patience);
  afterAll(() => cloud.stop());

  it("dies when some have their receipt and others do not", () => {
    expect(restarted).toBeDefined();
  });

  itIsFair(() => ({ ...cloud, outcomes }));
});
