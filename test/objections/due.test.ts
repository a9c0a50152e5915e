import { beforeAll, describe, expect, it, vi } from "vitest";
import { people } from "../../functions/identity/records.ts";
import { handler as onTick } from "../../functions/notifications/on-tick.ts";
import { type Letter, letters } from "../../functions/notifications/records.ts";
import { handler } from "../../functions/objections/api.ts";
import { objections as routes } from "../../shared/contract/objections.ts";
import { transact } from "../../shared/store/commit.ts";
import { members } from "../../shared/store/published/members.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { givenPerson } from "../identity/given.ts";
import { startMailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { tick } from "../told.ts";
import { doing, friday, givenShown, lodging, objection, type Scored, type Shown } from "./given.ts";

/**
 * Accepted on a Monday, 13 December 2021: fifteen working days, counted from the Tuesday, end on Tuesday, 4 January 2022, for
 * New Year's Day is a Saturday and Monday the 3rd is off.
 */
const dueAt = "2022-01-04T15:59:59.999Z";
const hoursBefore = (hours: number) => new Date(Date.parse(dueAt) - hours * 3_600_000).toISOString();
const afterwards = "2022-01-04T16:00:00.000Z";

let shown: Shown;
beforeAll(async () => {
  // A tick looks at every round of its table, and reminds every member of staff.
  await ownTable();
  await startMailService();
  shown = await givenShown();
  const round = await rounds.get({ id: shown.round.id });
  if (!round) throw new Error("the list has a round");
  await transact([rounds.overwrite({ ...round, state: "ON_NOTICE", version: round.version + 1 })]);
});

async function givenAccepted(target: Scored) {
  const { id } = (await lodging(shown.notice, objection(target))).body;
  const { token, personId } = await signedIn("officer");
  const person = await givenPerson({ id: personId, name: "办理人", roles: ["officer"] });
  const { body } = await doing("acceptObjection", id, { version: 1, question: "请说明" }, { token });
  return { id: id as string, person, token, accepted: body };
}

const lettersOn = async (id: string): Promise<Letter[]> =>
  (await letters.all(`round#${shown.round.id}`)).filter(({ text }) => text.zh.includes(id));

const listed = async (at: string, query: Record<string, string> = {}) =>
  (
    await answerTo(handler, routes.listObjections, {
      ...{ at, token: (await signedIn("supervisor")).token, params: { id: shown.round.id } },
      query: { limit: "100", ...query },
    })
  ).body.items as { id: string; isOverdue: boolean }[];

describe("the time for the conclusion of an objection", () => {
  it("is counted in working days of that year's calendar, and shown to the handler", async () => {
    const { id, token, accepted } = await givenAccepted(shown.first);
    expect(accepted.concludeBy).toBe(dueAt);
    const { body } = await doing("getObjection", id, undefined, { token });
    expect([body.objection.concludeBy, body.isOverdue]).toEqual([dueAt, false]);
  });

  it("is told to its handler alone, once, 72 hours before; nothing of who objects or what they say is in it", async () => {
    const { id, person } = await givenAccepted(shown.first);
    await tick(onTick, hoursBefore(73));
    expect(await lettersOn(id)).toEqual([]);
    for (const hours of [72, 71, 1]) await tick(onTick, hoursBefore(hours));
    const told = await lettersOn(id);
    expect(told.map(({ template, personId }) => [template, personId])).toEqual([
      ["reminder-objection", person.id],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/张三|主办单位|登记信息/);
  });

  it("is not told of one that nobody accepted, nor of one that is decided", async () => {
    const { id: waits } = (await lodging(shown.notice, objection(shown.second))).body;
    const { id, token } = await givenAccepted(shown.second);
    const by = { token, at: friday };
    await doing("verifyObjection", id, { version: 2, finding: "已核对" }, by);
    const conclusion = { version: 3, outcome: "dismissed", effect: "stands", reason: "经核对" };
    await doing("concludeObjection", id, conclusion, by);
    await doing("decideObjection", id, { version: 4, decision: "approved", reason: "同意" }, { at: friday });
    for (const at of [hoursBefore(2), afterwards]) await tick(onTick, at);
    expect([await lettersOn(waits), await lettersOn(id)]).toEqual([[], []]);
  });

  it("that has passed is told to officers and supervisors once, is listed, and decides nothing", async () => {
    const { id, accepted } = await givenAccepted(shown.third);
    const supervisor = await givenPerson({ name: "监督人", roles: ["supervisor"] });
    const administrator = await givenPerson({ name: "管理员", roles: ["administrator"] });
    expect((await listed(dueAt, { overdue: "true" })).map((one) => one.id)).not.toContain(id);
    for (const at of [dueAt, afterwards, "2022-01-04T16:05:00.000Z"]) await tick(onTick, at);
    const told = (await lettersOn(id)).filter(({ template }) => template === "objection-overdue");
    const staff = (await members.list("staff")).filter(({ roles }) =>
      roles.some((role) => role === "officer" || role === "supervisor"),
    );
    expect(told.map(({ personId }) => personId).toSorted()).toEqual(
      staff.map(({ personId }) => personId).toSorted(),
    );
    expect(told.map(({ personId }) => personId)).toContain(supervisor.id);
    expect(told.map(({ personId }) => personId)).not.toContain(administrator.id);
    expect((await listed(afterwards, { overdue: "true" })).map((one) => one.id)).toContain(id);
    expect((await listed(afterwards)).find((one) => one.id === id)?.isOverdue).toBe(true);
    const { body } = await doing("getObjection", id, undefined, { at: afterwards });
    expect([body.objection.state, body.isOverdue]).toEqual([accepted.state, true]);
  });

  it("that has passed says so to the operators with every tick, by the objection's id alone, until it is decided", async () => {
    const { id, token } = await givenAccepted(shown.third);
    const saidAt = async (at: string) => {
      const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
      await tick(onTick, at);
      const lines = write.mock.calls.map(([line]) => String(line));
      write.mockRestore();
      return lines.filter((line) => line.includes(id) && line.includes("overdue"));
    };
    expect(await saidAt(dueAt)).toEqual([]);
    const line = { level: "warn", what: "objection overdue", aggregate: id };
    for (const at of [afterwards, "2022-01-04T16:01:00.000Z"])
      expect((await saidAt(at)).map((one) => JSON.parse(one))).toEqual([line]);
    const by = { token, at: friday };
    await doing("verifyObjection", id, { version: 2, finding: "已核对" }, by);
    const conclusion = { version: 3, outcome: "dismissed", effect: "stands", reason: "经核对" };
    await doing("concludeObjection", id, conclusion, by);
    expect(await saidAt(afterwards)).toHaveLength(1);
    await doing("decideObjection", id, { version: 4, decision: "approved", reason: "同意" }, { at: friday });
    expect(await saidAt(afterwards)).toEqual([]);
  });

  it("does not remind a handler who is an officer no more; the letter is given up, and the others hear when it is overdue", async () => {
    const { id, person } = await givenAccepted(shown.third);
    const held = await people.get({ id: person.id });
    const member = await members.get({ group: "staff", personId: person.id });
    if (!held || !member) throw new Error("the handler has an account");
    await transact([members.overwrite({ ...member, roles: [], version: member.version + 1 })]);
    await tick(onTick, hoursBefore(72));
    await tick(onTick, hoursBefore(71));
    const [letter] = await lettersOn(id);
    expect([letter?.state, letter?.failure]).toEqual(["FAILED", "no-account"]);
  });
});
