import { beforeAll, describe, expect, it } from "vitest";
import { handler as onPaper } from "../../functions/notifications/on-paper.ts";
import { handler } from "../../functions/paper/api.ts";
import { handler as onApplication } from "../../functions/paper/on-application.ts";
import { handler as onTick } from "../../functions/paper/on-tick.ts";
import { paper as routes } from "../../shared/contract/paper.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationSubmitted, applicationWithdrawn } from "../../shared/events/applications.ts";
import { paperBooked, paperDecided, paperShort } from "../../shared/events/paper.ts";
import { blockedByPaper } from "../../shared/programme/paper.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { copies } from "../../shared/store/published/copies.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ledger } from "../notifications/given.ts";
import { ownTable } from "../own-table.ts";
import { factOf, factsOf, tell, tick } from "../told.ts";
import { afterShortage, arrivedAt, givenAwaited, rule, withPaper } from "./given.ts";

beforeAll(async () => {
  await ownTable();
});

const all = Array.from({ length: 15 }, (_, at) => at + 1);
/** The last moment at which what was sent in time may still be under way. */
const notYet = "2021-11-18T15:59:59.999Z";

async function shortagesOf(round: Round, query: Record<string, string> = {}, token?: string) {
  const { body } = await answerTo(handler, routes.listShortages, {
    at: afterShortage,
    token: token ?? (await signedIn("officer")).token,
    params: { roundId: round.id },
    query,
  });
  return body;
}

const numbersOf = (facts: { payload: { missing: number[] } }[]) =>
  facts.map(({ payload }) => payload.missing);

describe("the list of shortages", () => {
  it("has each society of the round whose copies are short, page by page, and none that is complete", async () => {
    const round = await openRound();
    const [complete, thirteen, none] = [
      await givenAwaited(round),
      await givenAwaited(round),
      await givenAwaited(round),
    ];
    await complete.book(all);
    await thirteen.book(all.slice(0, 13));
    await givenAwaited(await openRound());
    const first = await shortagesOf(round, { limit: "1" });
    const rest = await shortagesOf(round, { limit: "5", cursor: first.cursor });
    const found = [...first.items, ...rest.items];
    const missing = Object.fromEntries(
      found.map(({ applicationId, tally }: { applicationId: string; tally: { missing: number[] } }) => [
        applicationId,
        tally.missing.length,
      ]),
    );
    expect(missing).toEqual({ [thirteen.application.id]: 2, [none.application.id]: 15 });
    expect(rest.cursor).toBeNull();
  });

  it("is not for societies, and there is none where no paper is taken", async () => {
    const { filler } = await givenAwaited(await openRound());
    expect((await shortagesOf(await openRound(), {}, filler.token)).code).toBe("forbidden");
    expect((await shortagesOf(await openRound(withPaper(null)))).code).toBe("not-found");
  });

  it("leaves out whose application was withdrawn, and has it again when it comes back with other words", async () => {
    const round = await openRound();
    const { application, submitted } = await givenAwaited(round);
    const of = { applicationId: application.id, roundId: round.id, societyCode: application.societyCode };
    const held = await applications.get({ id: application.id });
    if (!held) throw new Error("no such application");
    await transact([applications.overwrite({ ...held, state: "WITHDRAWN" })]);
    const gone = factOf(applicationWithdrawn, {
      aggregateId: application.id,
      version: 3,
      at: arrivedAt,
      payload: of,
    });
    await tell(onApplication, gone);
    expect((await shortagesOf(round)).items).toEqual([]);
    await transact([applications.overwrite(held)]);
    const { number: receiptNumber, sha256 } = submitted.receipt;
    const back = factOf(applicationSubmitted, {
      aggregateId: application.id,
      version: 5,
      at: arrivedAt,
      payload: { ...of, receiptNumber, sha256, arrivedAt: submitted.receipt.arrivedAt, files: [] },
    });
    await tell(onApplication, back);
    await tell(onApplication, back);
    expect((await shortagesOf(round)).items).toMatchObject([
      { applicationId: application.id, state: "AWAITED" },
    ]);
  });
});

describe("after the deadline for paper", () => {
  it("each society that is short is told once, when the days after it are over, and nobody who is complete", async () => {
    const round = await openRound();
    const [short, complete] = [await givenAwaited(round), await givenAwaited(round)];
    await short.book(all.slice(2));
    await complete.book(all);
    await tick(onTick, notYet);
    expect(await factsOf(paperShort, short.application.id)).toEqual([]);
    await tick(onTick, afterShortage);
    await tick(onTick, "2021-11-20T16:00:00.000Z");
    expect(numbersOf(await factsOf(paperShort, short.application.id))).toEqual([[1, 2]]);
    expect(await factsOf(paperShort, complete.application.id)).toEqual([]);
  });

  it("one that was submitted later than that is told at the next look", async () => {
    const round = await openRound();
    await givenAwaited(round);
    await tick(onTick, afterShortage);
    const later = await givenAwaited(round);
    await tick(onTick, "2021-11-20T16:00:00.000Z");
    expect(numbersOf(await factsOf(paperShort, later.application.id))).toEqual([all]);
  });

  it("its two people get a receipt for each parcel and a letter on what is short, once each", async () => {
    const round = await openRound();
    const { application, book } = await givenAwaited(round);
    await book(all.slice(0, 13));
    await tick(onTick, afterShortage);
    const facts = [
      ...(await factsOf(paperBooked, application.id)),
      ...(await factsOf(paperShort, application.id)),
    ];
    for (const fact of [...facts, ...facts]) await tell(onPaper, fact);
    const letters = await ledger(round);
    expect(letters.map(({ template }) => template).toSorted()).toEqual([
      "paper-booked",
      "paper-booked",
      "paper-short",
      "paper-short",
    ]);
    for (const { text } of letters) {
      expect(text.zh).toContain("应收15份，已收13份，尚缺第14–15份");
      expect(text.zh).toContain("西511室");
    }
  });
});

describe("what a shortage stands in the way of", () => {
  const deciding = async (id: string, token: string, version: number, outcome = "barred") =>
    answerTo(handler, routes.decideShortage, {
      at: afterShortage,
      token,
      headers: onceKey(),
      params: { id },
      body: { version, outcome, reason: "经核实确未寄出" },
    });

  it("is the programme's setting", async () => {
    for (const blocks of ["nothing", "defence", "award"] as const) {
      const round = await openRound(withPaper({ blocks }));
      const { application, officer } = await givenAwaited(round);
      expect((await shortagesOf(round)).items).toMatchObject([{ blocks }]);
      await tick(onTick, afterShortage);
      const refused = await deciding(application.id, officer.token, 2);
      expect(refused.body).toMatchObject({ code: "wrong-state", blocks });
    }
  });

  it("is an officer's to decide where the setting says so, once the society was told, and while it is short", async () => {
    const round = await openRound(withPaper({ blocks: "officer-decides" }));
    const { application, officer, book } = await givenAwaited(round);
    expect((await deciding(application.id, officer.token, 1)).body.code).toBe("wrong-state");
    await tick(onTick, afterShortage);
    expect((await shortagesOf(round)).items).toMatchObject([{ blocks: "nothing", decision: null }]);
    expect((await deciding(application.id, officer.token, 1)).body.code).toBe("version-conflict");
    const barred = await deciding(application.id, officer.token, 2);
    expect(barred.body.copies.decision).toMatchObject({ outcome: "barred", by: officer.personId });
    expect((await shortagesOf(round)).items).toMatchObject([{ blocks: "award" }]);
    expect(await factsOf(paperDecided, application.id)).toMatchObject([{ payload: { outcome: "barred" } }]);
    await deciding(application.id, officer.token, 3, "waived");
    expect((await shortagesOf(round)).items).toMatchObject([{ blocks: "nothing" }]);
    await book(all);
    expect((await deciding(application.id, officer.token, 5)).body).toMatchObject({ isShort: false });
  });

  it("is nothing once all came in time", async () => {
    const { application, book } = await givenAwaited(await openRound(withPaper({ blocks: "award" })));
    await book(all);
    const held = await copies.get({ applicationId: application.id });
    expect(held && blockedByPaper({ ...rule, blocks: "award" }, held)).toBe("nothing");
  });
});
