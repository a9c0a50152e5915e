import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/eligibility/api.ts";
import { jointFindings, proposalOf } from "../../functions/eligibility/disqualifiers.ts";
import { handler as onSociety } from "../../functions/eligibility/on-society.ts";
import { handler as onSubmitted } from "../../functions/eligibility/on-submitted.ts";
import { secondLooks } from "../../functions/eligibility/records.ts";
import { eligibility as routes } from "../../shared/contract/eligibility.ts";
import type { SocietyFacts } from "../../shared/contract/register.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { type ApplicationId, SocietyCode } from "../../shared/kernel/ids.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { duringIntake, inspected, openRound } from "../applications/given.ts";
import {
  agree,
  givenJoint,
  givenLead,
  givenPartner,
  jointProgramme,
} from "../applications/given-partners.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { factOf, lastFact, tell } from "../told.ts";
import { duringExamination, partyIncomplete, registerLearns, soundFacts } from "./given.ts";

beforeAll(() => ownTable());

const a = { societyCode: SocietyCode.parse("A-01"), names: { zh: "甲学会", en: "Society A" } };
const b = { societyCode: SocietyCode.parse("B-02"), names: { zh: "乙学会", en: "Society B" } };

describe("the findings of a joint application", () => {
  const found = (facts: SocietyFacts | null, change: Parameters<typeof jointProgramme>[0] = {}) =>
    jointFindings(jointProgramme(change), { society: a, facts: soundFacts }, [{ society: b, facts }]);

  it("name the society of each, and fail by a partner's", () => {
    const findings = found(partyIncomplete);
    expect(proposalOf(findings)).toBe("fail");
    expect(findings.map(({ society }) => society?.societyCode)).toEqual([
      ...Array(4).fill("A-01"),
      ...Array(4).fill("B-02"),
    ]);
    expect(findings.filter(({ outcome }) => outcome === "fail")).toMatchObject([
      { disqualifier: "party-organisation", society: b },
    ]);
  });

  it("are never a pass while nothing is known of a partner", () => {
    expect(proposalOf(found(null))).toBe("needs-evidence");
  });

  it("judge of partners what the definition lists, and no more", () => {
    const findings = found(partyIncomplete, { disqualifiers: ["annual-inspection"] });
    expect(findings.filter(({ society }) => society?.societyCode === "B-02")).toHaveLength(1);
    expect(proposalOf(findings)).toBe("pass");
  });

  it("only show a partner's where it fails nothing", () => {
    const findings = found(partyIncomplete, { partnerFails: "nothing" });
    expect(findings.filter(({ isShownOnly }) => isShownOnly)).toHaveLength(4);
    expect(proposalOf(findings)).toBe("pass");
  });

  it("are a single society's where it applies alone: nothing names it", () => {
    const alone = jointFindings(jointProgramme(), { society: a, facts: soundFacts }, []);
    expect(alone.every((finding) => !("society" in finding))).toBe(true);
  });
});

describe("the examination of a joint application", () => {
  it("asks people to look again at what they cleared, and finds anew the others, of every application that it is a partner of", async () => {
    const round = await openRound(jointProgramme({ partnersMayJoinSeveral: true }));
    const partner = await givenPartner();
    await registerLearns(partner, soundFacts);
    const ids: ApplicationId[] = [];
    for (const lead of [await givenLead(round), await givenLead(round)]) {
      await registerLearns(lead, soundFacts);
      const { body: asked } = await lead.ask(partner.society.code);
      await agree(partner, asked);
      await lead.leadShare(lead.totalFen - 100);
      await lead.submit(duringIntake);
      for (const { uploadId } of lead.named)
        await inspected(lead.application, uploadId, { state: "ACCEPTED", at: duringIntake });
      await tell(onSubmitted, await lastFact(applicationSubmitted, lead.application.id));
      ids.push(lead.application.id);
    }
    const states = async () =>
      (await determinations.getMany(ids.map((applicationId) => ({ applicationId })))).map(
        ({ state, proposal }) => `${state} ${proposal}`,
      );
    const officer = await signedIn("officer");
    await answerTo(handler, routes.determineEligibility, {
      at: duringExamination,
      token: officer.token,
      headers: onceKey(),
      params: { id: ids[0] ?? "" },
      body: { version: 1, decision: "cleared", reason: "经核实" },
    });
    expect(await states()).toEqual(["CLEARED pass", "FOUND pass"]);
    await registerLearns(partner, partyIncomplete);
    const { code, importHash } = partner.society;
    const payload = { societyCode: code, importHash };
    const told = { aggregateId: code, version: 9, at: duringExamination, payload };
    await tell(onSociety, factOf(societyRecorded, told));
    expect(await states()).toEqual(["CLEARED pass", "FOUND fail"]);
    const look = await secondLooks.get({ applicationId: ids[0] as ApplicationId });
    expect(look).toMatchObject({ state: "OPEN", changed: ["party-organisation"], proposal: "fail" });
  });

  it("is made anew when a partner's fact changes; officers see whose finding it is, and in the list the partner", async () => {
    const round = await openRound(jointProgramme());
    const { lead, partner } = await givenJoint(round);
    await registerLearns(lead, soundFacts);
    await registerLearns(partner, soundFacts);
    const { body } = await lead.submit(duringIntake);
    expect(body.state).toBe("SUBMITTED");
    for (const { uploadId } of lead.named)
      await inspected(lead.application, uploadId, { state: "ACCEPTED", at: duringIntake });
    const { id } = lead.application;
    await tell(onSubmitted, await lastFact(applicationSubmitted, id));
    const current = async () => {
      const held = await determinations.get({ applicationId: id });
      if (!held) throw new Error("the rules have not spoken");
      return held;
    };
    expect((await current()).proposal).toBe("pass");
    await registerLearns(partner, partyIncomplete);
    const { code } = partner.society;
    const told = factOf(societyRecorded, {
      aggregateId: code,
      version: 9,
      at: duringExamination,
      payload: { societyCode: code, importHash: partner.society.importHash },
    });
    await tell(onSociety, told);
    const { proposal, findings, version } = await current();
    expect(proposal).toBe("fail");
    expect(findings.filter(({ outcome }) => outcome === "fail")).toMatchObject([
      { disqualifier: "party-organisation", society: { societyCode: code, names: partner.society.names } },
    ]);
    const officer = await signedIn("officer");
    const determine = (decision: string) =>
      answerTo(handler, routes.determineEligibility, {
        at: duringExamination,
        token: officer.token,
        headers: onceKey(),
        params: { id },
        body: { version, decision, reason: "经核实" },
      });
    expect((await determine("cleared")).body.code).toBe("evidence-required");
    expect((await determine("rejected")).body.state).toBe("REJECTION_PROPOSED");
    const list = await answerTo(handler, routes.listDeterminations, {
      at: duringExamination,
      token: officer.token,
      params: { roundId: round.id },
    });
    expect(list.body.items).toMatchObject([{ partners: [{ societyCode: code }] }]);
  });
});
