import { beforeAll, describe, expect, it } from "vitest";
import { handler as onApplication } from "../../functions/notifications/on-application.ts";
import { handler as onPartnership } from "../../functions/notifications/on-partnership.ts";
import { letters } from "../../functions/notifications/records.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import {
  partnershipAgreed,
  partnershipAsked,
  partnershipDeclined,
  partnershipRemoved,
} from "../../shared/events/partnerships.ts";
import { duringIntake, openRound } from "../applications/given.ts";
import {
  decline,
  givenJoint,
  givenLead,
  givenPartner,
  jointProgramme,
} from "../applications/given-partners.ts";
import { ownTable } from "../own-table.ts";
import { lastFact, tell } from "../told.ts";

let round: Round;
beforeAll(async () => {
  await ownTable();
  round = await openRound(jointProgramme());
});

/** The letters of a round to a society's people, by template. */
const toSociety = async (code: string) =>
  (await letters.all(`round#${round.id}`)).filter(({ group }) => group === `society#${code}`);

describe("the letters of a partnership", () => {
  it("ask both people of the partner, tell the lead the answer, and are owed once however often they are told", async () => {
    const { lead, partner } = await givenJoint(round);
    const id = `${lead.application.id}#${partner.society.code}`;
    const agreed = await lastFact(partnershipAgreed, id);
    await tell(onPartnership, agreed);
    await tell(onPartnership, agreed);
    // It has answered meanwhile: nobody is asked any more.
    await tell(onPartnership, await lastFact(partnershipAsked, id));
    expect(await toSociety(partner.society.code)).toEqual([]);
    const told = await toSociety(lead.society.code);
    expect(told.map(({ template }) => template)).toEqual(["partner-agreed", "partner-agreed"]);
    expect(told[0]?.text.zh).toContain("中国伙伴学会已同意参加");
  });

  it("say what is asked, until when, and who asks", async () => {
    const lead = await givenLead(round);
    const partner = await givenPartner();
    await lead.ask(partner.society.code);
    await tell(
      onPartnership,
      await lastFact(partnershipAsked, `${lead.application.id}#${partner.society.code}`),
    );
    const asked = await toSociety(partner.society.code);
    expect(asked.map(({ template }) => template)).toEqual(["partner-asked", "partner-asked"]);
    expect(asked[0]?.text.zh).toContain("负责科普活动和会员服务");
    expect(asked[0]?.text.zh).toContain("2021年11月11日（星期四）23:59:59");
    expect(asked[0]?.text.en).toContain("CNY 1.00");
  });

  it("tell the lead of a refusal with its reason, and the partner that it is let go", async () => {
    const lead = await givenLead(round);
    const [one, two] = [await givenPartner(), await givenPartner()];
    const { body: first } = await lead.ask(one.society.code);
    await lead.ask(two.society.code);
    await decline(one, first);
    await lead.remove(two.society.code, 1);
    const ids = [one, two].map(({ society }) => `${lead.application.id}#${society.code}`);
    await tell(onPartnership, await lastFact(partnershipDeclined, ids[0] ?? ""));
    await tell(onPartnership, await lastFact(partnershipRemoved, ids[1] ?? ""));
    const [toLead] = await toSociety(lead.society.code);
    expect([toLead?.template, toLead?.text.zh.includes("年度安排已定")]).toEqual(["partner-declined", true]);
    expect((await toSociety(two.society.code)).map(({ template }) => template)).toEqual([
      "partner-removed",
      "partner-removed",
    ]);
  });
});

describe("the receipt of a joint application", () => {
  it("goes to the partner's people too, and names it with its code", async () => {
    const { lead, partner } = await givenJoint(round);
    await lead.submit(duringIntake);
    await tell(onApplication, await lastFact(applicationSubmitted, lead.application.id));
    for (const { society } of [lead, partner]) {
      const receipts = await toSociety(society.code);
      expect(receipts.map(({ template }) => template)).toEqual(["receipt", "receipt"]);
      expect(receipts[0]?.text.zh).toContain(partner.society.uscc);
    }
  });
});
