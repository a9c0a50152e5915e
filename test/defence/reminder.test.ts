import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRound } from "../applications/given.ts";
import { type MailService, startMailService } from "../mail-service.ts";
import { ledger, tick } from "../notifications/given.ts";
import { ownTable } from "../own-table.ts";
import { answering, givenExaminedAs, givenNotice, past, suppliersOnly } from "./given-notice.ts";

let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startMailService();
});
afterAll(() => service.close());

/** A day before the receipt is due. */
const dayBefore = "2021-12-01T15:59:59.999Z";

describe("the deadline of the receipt", () => {
  it("is told once to those that have not answered, to nobody else, and not before there is a notice", async () => {
    const round = await openRound();
    const silent = await givenExaminedAs(round, "CLEARED");
    const answered = await givenExaminedAs(round, "CLEARED");
    await givenExaminedAs(round, "REJECTED");
    await tick(dayBefore);
    expect((await ledger(round)).filter(({ template }) => template === "reminder-defence")).toEqual([]);
    await givenNotice(round);
    await answering(answered);
    for (const at of [dayBefore, past(dayBefore), "2021-12-02T10:00:00.000Z"]) await tick(at);
    const reminders = (await ledger(round)).filter(({ template }) => template === "reminder-defence");
    expect(reminders.map(({ personId }) => personId).toSorted()).toEqual(
      silent.readers.map(({ id }) => id).toSorted(),
    );
    expect(reminders[0]?.text.zh).toContain("2021年12月2日（星期四）23:59:59");
  });

  it("is told to nobody whom something keeps from the defence", async () => {
    const round = await openRound(suppliersOnly);
    await givenExaminedAs(round, "CLEARED");
    await givenNotice(round);
    await tick(dayBefore);
    expect((await ledger(round)).filter(({ template }) => template === "reminder-defence")).toEqual([]);
  });
});
