import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as onAssigned } from "../../functions/notifications/on-assigned.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { expertAssigned } from "../../shared/events/experts.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import { documents, tableName } from "../../shared/store/table.ts";
import { openRound } from "../applications/given.ts";
import { givenPerson } from "../identity/given.ts";
import { type MailService, startMailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { factOf, tell } from "../told.ts";
import { givenApplication, givenPair, ledger, newExpertId, tick } from "./given.ts";

let round: Round;
let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startMailService();
  round = await openRound();
});
afterAll(() => service.close());

/** The morning on which review begins. */
const at = "2021-11-22T01:00:00.000Z";
const minutesAfter = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

const eventOf = ({ roundId, applicationId, expertId }: Assignment, minutes: number) =>
  factOf(expertAssigned, {
    aggregateId: `${applicationId}#${expertId}`,
    version: 1,
    at: minutesAfter(minutes),
    payload: { roundId, applicationId, expertId },
  });

/** A pair is made, some minutes later. */
const assigned = (pair: Assignment, minutes = 0) => tell(onAssigned, eventOf(pair, minutes));

const givenExpert = (expertId: ExpertId) => givenPerson({ name: "赵院士", roles: ["expert"], expertId });

const owedTo = async (personId: string) =>
  (await ledger(round)).filter((letter) => letter.personId === personId);

describe("an assignment", () => {
  it("is told with those that follow within ten minutes: whose they are, to declare first, from when to when", async () => {
    const expertId = newExpertId();
    const expert = await givenExpert(expertId);
    const names = [
      { zh: "中国测绘学会", en: "CSGPC" },
      { zh: "中国煤炭学会", en: "China Coal Society" },
    ];
    for (const [n, societyNames] of names.entries()) {
      const { application } = await givenApplication(round, { state: "SUBMITTED", societyNames });
      await assigned(await givenPair(round, application, { expertId }), n * 9);
    }
    await tick(minutesAfter(9));
    expect(await owedTo(expert.id)).toEqual([]);
    await tick(minutesAfter(11));
    await tick(minutesAfter(30));
    const told = await owedTo(expert.id);
    expect(told.map(({ template }) => template)).toEqual(["assigned"]);
    const [letter] = told;
    expect(letter?.subject.zh).toContain("评审任务：2 份申报");
    for (const { zh } of names) expect(letter?.text.zh).toMatch(new RegExp(`\\n\\d\\. ${zh}`));
    expect(letter?.text.zh).toContain("请先逐一声明");
    expect(letter?.text.zh).toContain(
      "评分时间：北京时间2021年11月22日（星期一）09:00:00（UTC 2021-11-22 01:00:00）至北京时间2021年12月3日（星期五）18:00:00（UTC 2021-12-03 10:00:00）",
    );
  });

  it("that comes after the letter has one of its own", async () => {
    const expertId = newExpertId();
    const expert = await givenExpert(expertId);
    for (const minutes of [0, 12]) {
      const { application } = await givenApplication(round, { state: "SUBMITTED" });
      await assigned(await givenPair(round, application, { expertId }), minutes);
      await tick(minutesAfter(minutes + 11));
    }
    const told = await owedTo(expert.id);
    expect(told.map(({ subject }) => subject.zh)).toEqual([
      "【遴选平台】评审任务：1 份申报",
      "【遴选平台】评审任务：1 份申报",
    ]);
  });

  it("is told once when it is delivered again and ticks come at once", async () => {
    const { application } = await givenApplication(round, { state: "SUBMITTED" });
    const pair = await givenPair(round, application);
    const expert = await givenExpert(pair.expertId);
    const event = eventOf(pair, 0);
    await Promise.all([tell(onAssigned, event), tell(onAssigned, event)]);
    await Promise.all([tick(minutesAfter(11)), tick(minutesAfter(11)), tick(minutesAfter(12))]);
    await tell(onAssigned, event);
    await tick(minutesAfter(25));
    expect(await owedTo(expert.id)).toHaveLength(1);
  });

  it.each(["RECUSED", "DECLARED"] as const)("is not told to an expert who is %s since", async (state) => {
    const { application } = await givenApplication(round, { state: "SUBMITTED" });
    const pair = await givenPair(round, application, { state });
    const expert = await givenExpert(pair.expertId);
    await assigned(pair);
    await tick(minutesAfter(11));
    expect(await owedTo(expert.id)).toEqual([]);
  });

  it("that can't be told holds up no other", async () => {
    const { application } = await givenApplication(round, { state: "SUBMITTED" });
    const broken = await givenPair(round, application);
    await givenExpert(broken.expertId);
    const sound = await givenPair(round, application);
    const expert = await givenExpert(sound.expertId);
    await assigned(broken);
    await assigned(sound, 1);
    const key = { pk: `experts#assignment#${application.id}`, sk: broken.expertId };
    const { Item } = await documents.send(new GetCommand({ TableName: tableName(), Key: key }));
    await documents.send(new PutCommand({ TableName: tableName(), Item: { ...Item, state: "?" } }));
    await expect(tick(minutesAfter(12))).rejects.toThrow();
    expect(await owedTo(expert.id)).toHaveLength(1);
    await documents.send(new PutCommand({ TableName: tableName(), Item }));
    await tick(minutesAfter(13));
    const waiting = (await ledger(round)).filter(({ group }) => group === `expert#${broken.expertId}`);
    expect(waiting).toHaveLength(1);
  });

  it("that comes before the expert's account is owed to whoever gets it", async () => {
    const { application } = await givenApplication(round, { state: "SUBMITTED" });
    const pair = await givenPair(round, application);
    await assigned(pair);
    await tick(minutesAfter(11));
    const waiting = (await ledger(round)).filter(({ group }) => group === `expert#${pair.expertId}`);
    expect(waiting).toMatchObject([{ personId: null }]);
  });
});
