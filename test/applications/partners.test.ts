import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Missing } from "../../shared/contract/draft.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { partnershipAgreed, partnershipAsked, partnershipRemoved } from "../../shared/events/partnerships.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { hashToken } from "../../shared/runtime/actor.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import { sessions } from "../../shared/store/published/sessions.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { newSocietyCode } from "../codes.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { closesAt, duringIntake, openRound } from "./given.ts";
import {
  agree,
  decline,
  givenJoint,
  givenLead,
  givenPartner,
  jointProgramme,
  openFor,
  ownPartnerships,
  readBy,
} from "./given-partners.ts";

/** Of nothing that was ever asked. */
const none = Sha256.parse("0".repeat(64));
const oneMillisecondLate = "2021-11-11T16:00:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound(jointProgramme());
});

describe("where the programme takes none", () => {
  it("every act on partners says so, to the lead as to whom it would name", async () => {
    const lead = await givenLead(await openRound());
    const { society, approver } = await givenPartner();
    const { code } = society;
    const own = { applicationId: lead.application.id, version: 1, termsHash: none };
    const answers = [
      await lead.ask(code),
      await lead.remove(code, 1),
      await lead.leadShare(1),
      await lead.partners(),
      await agree(lead, own),
      await decline(lead, own),
    ];
    for (const { status, body } of answers)
      expect({ status, body }).toMatchObject({ status: 409, body: { code: "joint-application-not-taken" } });
    // A stranger learns nothing, not even that there is such an application.
    expect((await agree({ approver }, own)).status).toBe(404);
    expect(await ownPartnerships(approver.token)).toEqual([]);
  });
});

describe("a partner is not named", () => {
  it("when a draft is opened: each comes with its role, in the draft", async () => {
    const { filler } = await givenPartner();
    const other = await givenPartner();
    expect(await openFor(round, filler.token, { partners: [other.society.code] })).toMatchObject({
      status: 409,
      body: { code: "partners-named-in-draft" },
    });
  });

  it("when the register does not have it, when it is the lead itself, or a branch", async () => {
    const lead = await givenLead(round);
    const branch = await givenPartner("中国伙伴学会青年分会");
    const codes = async (partner: string) => (await lead.ask(partner)).body.code;
    expect(await codes(newSocietyCode().code)).toBe("partner-unknown");
    expect(await codes("91350100M000100Y43")).toBe("partner-unknown");
    expect(await codes(lead.society.code)).toBe("partner-is-lead");
    expect(await codes(lead.society.uscc)).toBe("partner-is-lead");
    expect(await codes(branch.society.code)).toBe("branch-not-applicant");
    expect((await lead.ask("中国伙伴学会")).status).toBe(400);
    expect((await lead.partners()).body).toEqual({ items: [], leadShareFen: null });
  });

  it("without its share where shares are stated, with somebody's identity number, or beyond the number allowed", async () => {
    const lead = await givenLead(round);
    const [one, two, three] = [await givenPartner(), await givenPartner(), await givenPartner()];
    const withoutShare = await lead.ask(one.society.code, { body: { shareFen: null } });
    expect(withoutShare.body).toMatchObject({
      code: "invalid-request",
      faults: [{ path: "shareFen", code: "required" }],
    });
    const personal = await lead.ask(one.society.code, { body: { role: "联系人11010519491231002X" } });
    expect(personal.body.code).toBe("identity-data-not-taken");
    await lead.ask(one.society.code);
    await lead.ask(two.society.uscc);
    expect((await lead.ask(three.society.code)).body).toMatchObject({ code: "too-many-partners", max: 2 });
    const { items } = (await lead.partners()).body;
    expect(items.map(({ societyCode }: Partnership) => societyCode).toSorted()).toEqual(
      [one.society.code, two.society.code].toSorted(),
    );
  });

  it("after the deadline, by the approver, by another society, or over a change that was not read", async () => {
    const lead = await givenLead(round);
    const { society, filler } = await givenPartner();
    expect((await lead.ask(society.code, { at: oneMillisecondLate })).body.code).toBe("deadline-passed");
    expect((await lead.ask(society.code, { token: lead.approver.token })).body.code).toBe("forbidden");
    expect((await lead.ask(society.code, { token: filler.token })).status).toBe(404);
    expect((await lead.ask(society.code, { at: closesAt })).status).toBe(200);
    expect((await lead.ask(society.code)).body).toMatchObject({ code: "version-conflict", version: 1 });
    expect((await lead.remove(society.code, 7)).body.code).toBe("version-conflict");
  });

  it("when it leads an application of its own, or is another's partner", async () => {
    const leading = await givenLead(round);
    const { partner } = await givenJoint(round);
    const lead = await givenLead(round);
    for (const { society } of [leading, partner])
      expect((await lead.ask(society.code)).body).toMatchObject({
        code: "partner-bound",
        detail: expect.stringContaining("审核人"),
      });
    expect((await openFor(round, partner.filler.token)).body.code).toBe("partner-bound");
  });
});

describe("a society that was asked", () => {
  it("is bound to nothing before it agrees, and may be asked by two", async () => {
    const [one, two] = [await givenLead(round), await givenLead(round)];
    const partner = await givenPartner();
    const { body: first } = await one.ask(partner.society.code);
    const { body: second } = await two.ask(partner.society.code);
    expect(await ownPartnerships(partner.filler.token)).toHaveLength(2);
    expect((await agree(partner, first)).status).toBe(200);
    expect((await agree(partner, second)).body.code).toBe("partner-bound");
    await decline(partner, { ...first, version: 2 });
    expect((await agree(partner, second)).body.state).toBe("AGREED");
  });

  it("reads what it is asked for and nothing of the draft", async () => {
    const lead = await givenLead(round);
    const partner = await givenPartner();
    const { body: asked } = await lead.ask(partner.society.code);
    const [own] = await ownPartnerships(partner.filler.token);
    expect(own).toMatchObject({
      state: "ASKED",
      title: { zh: "中国测试学会：中国特色一流学会建设项目" },
      role: "负责科普活动和会员服务",
      shareFen: 100,
      closesAt,
      receipt: null,
    });
    expect((await readBy(partner.approver.token, asked.applicationId)).status).toBe(404);
    expect((await lead.partners(partner.approver.token)).status).toBe(404);
  });

  it("does not agree through its filler, late, to other terms, or under another undertaking", async () => {
    const lead = await givenLead(round);
    const partner = await givenPartner();
    const { body: asked } = await lead.ask(partner.society.code);
    const code = async (more: Parameters<typeof agree>[2]) => (await agree(partner, asked, more)).body.code;
    expect(await code({ token: partner.filler.token })).toBe("forbidden");
    expect(await code({ at: oneMillisecondLate })).toBe("deadline-passed");
    expect(await code({ body: { termsHash: "b".repeat(64) } })).toBe("partners-changed");
    expect(await code({ body: { version: 2 } })).toBe("version-conflict");
    expect(await code({ body: { undertakingVersion: 99 } })).toBe("undertaking-required");
    const stranger = await signedIn("approver", { societyCode: newSocietyCode().code });
    expect((await agree(partner, asked, { token: stranger.token })).status).toBe(404);
    const held = await partnerships.get({
      applicationId: asked.applicationId,
      societyCode: partner.society.code,
    });
    expect(held).toMatchObject({ state: "ASKED", agreement: null, version: 1 });
  });

  it("does not agree through who filled in the application", async () => {
    const lead = await givenLead(round);
    const partner = await givenPartner();
    const { body: asked } = await lead.ask(partner.society.code);
    const session = await sessions.get({ tokenHash: hashToken(partner.approver.token) });
    if (!session) throw new Error("the approver is signed in");
    const moved = { ...session, personId: lead.filler.personId, version: session.version + 1 };
    await transact([sessions.replace(moved)]);
    expect((await agree(partner, asked)).body.code).toBe("second-person-required");
  });

  it("that declines reads nothing more, and can't change its mind by itself", async () => {
    const lead = await givenLead(round);
    const partner = await givenPartner();
    const { body: asked } = await lead.ask(partner.society.code);
    expect((await decline(partner, asked)).body).toEqual({
      applicationId: asked.applicationId,
      state: "DECLINED",
    });
    expect(await ownPartnerships(partner.approver.token)).toEqual([]);
    expect((await agree(partner, { ...asked, version: 2 })).status).toBe(404);
    expect((await lead.partners()).body.items).toMatchObject([
      { state: "DECLINED", declined: "年度安排已定" },
    ]);
    expect((await lead.ask(partner.society.code, { body: { version: 2 } })).body.state).toBe("ASKED");
  });

  it("under a code that is corrected meanwhile is asked anew", async () => {
    const { lead, partner } = await givenJoint(round);
    const uscc = (await givenPartner()).society.uscc;
    await transact([societies.replace({ ...partner.society, uscc, version: partner.society.version + 1 })]);
    const { body } = await lead.submit(duringIntake);
    expect(body.missing).toMatchObject([{ kind: "partner", key: partner.society.code }]);
    expect((await lead.ask(partner.society.code, { body: { version: 2 } })).body.uscc).toBe(uscc);
  });
});

describe("an agreement", () => {
  it("is to the very terms: changed by the lead, it no longer counts and is asked for again", async () => {
    const { lead, partner, agreed } = await givenJoint(round);
    expect(agreed).toMatchObject({ state: "AGREED", agreement: { by: partner.approver.personId } });
    const { body: asked } = await lead.ask(partner.society.code, { body: { version: 2, shareFen: 101 } });
    expect(asked).toMatchObject({ state: "ASKED", agreement: null });
    expect(asked.termsHash).not.toBe(agreed.termsHash);
    expect(await factsOf(partnershipAsked, `${asked.applicationId}#${partner.society.code}`)).toHaveLength(2);
    expect((await lead.submit(duringIntake)).body).toMatchObject({
      code: "incomplete",
      missing: [{ kind: "partner", key: partner.society.code }, { key: "shares" }],
    });
    // Asked again it is bound to nothing, until it agrees again.
    expect((await agree(partner, asked)).body.state).toBe("AGREED");
  });

  it("that the lead gives up is told, and frees the society", async () => {
    const { lead, partner } = await givenJoint(round);
    expect((await lead.remove(partner.society.code, 2)).body.state).toBe("REMOVED");
    const id = `${lead.application.id}#${partner.society.code}`;
    expect((await factsOf(partnershipRemoved, id)).map(({ payload }) => payload.causeCode)).toEqual([
      "removed",
    ]);
    expect(await ownPartnerships(partner.filler.token)).toEqual([]);
    expect((await openFor(round, partner.filler.token)).status).toBe(201);
  });
});

describe("a submission", () => {
  it("is not taken while somebody named has not agreed or has declined, or the shares are a fen off", async () => {
    const lead = await givenLead(round);
    const [one, two] = [await givenPartner(), await givenPartner("中国另一学会")];
    const { body: first } = await lead.ask(one.society.code);
    const { body: second } = await lead.ask(two.society.code, { body: { shareFen: 50 } });
    const keys = async () => {
      const { body } = await lead.submit(duringIntake);
      expect(body.code).toBe("incomplete");
      return body.missing.map(({ key }: { key: string }) => key).toSorted();
    };
    const both = [one.society.code, two.society.code];
    expect(await keys()).toEqual([...both, "shares"].toSorted());
    await agree(one, first);
    await decline(two, second);
    await lead.leadShare(lead.totalFen - 151);
    expect(await keys()).toEqual([two.society.code, "shares"].toSorted());
    await lead.leadShare(lead.totalFen - 150);
    expect(await keys()).toEqual([two.society.code]);
    await lead.remove(two.society.code, 2);
    expect(await keys()).toEqual(["shares"]);
    const check = await answerTo(handler, routes.checkDraft, {
      at: duringIntake,
      token: lead.filler.token,
      params: { id: lead.application.id },
    });
    const said = check.body.missing.filter(({ kind }: Missing) => kind === "partner");
    expect(said).toMatchObject([
      { kind: "partner", key: "shares", words: { zh: expect.stringContaining("元") } },
    ]);
    expect(await applications.get({ id: lead.application.id })).toMatchObject({ state: "DRAFT", version: 1 });
  });

  it("freezes who takes part, what each agreed to, by whom and when; each reads the receipt", async () => {
    const { lead, partner, agreed } = await givenJoint(round);
    const { body } = await lead.submit(duringIntake);
    const named = {
      societyCode: partner.society.code,
      names: partner.society.names,
      uscc: partner.society.uscc,
      role: "负责科普活动和会员服务",
      shareFen: 100,
      agreedBy: partner.approver.personId,
      agreedAt: duringIntake,
      termsHash: agreed.termsHash,
    };
    expect(body.receipt).toMatchObject({ partners: [named], leadShareFen: lead.totalFen - 100 });
    const frozen = JSON.parse(await textOf("documents", body.receipt.key, body.receipt.versionId));
    expect(frozen).toMatchObject({ partners: [named], leadShareFen: lead.totalFen - 100 });
    const [own] = await ownPartnerships(partner.approver.token);
    const { number, arrivedAt, sha256 } = body.receipt;
    expect(own?.receipt).toEqual({ number, arrivedAt, sha256 });
    expect((await readBy(partner.approver.token, lead.application.id)).status).toBe(404);
    expect((await decline(partner, { ...agreed, version: 2 })).body).toMatchObject({
      code: "wrong-state",
      state: "SUBMITTED",
    });
    expect((await lead.remove(partner.society.code, 2)).body.code).toBe("wrong-state");
  });

  it("without partners is one society's, and its receipt names none", async () => {
    const { submit } = await givenLead(round);
    const { body } = await submit(duringIntake);
    expect(body.state).toBe("SUBMITTED");
    expect(body.receipt).not.toHaveProperty("partners");
    expect(body.receipt).not.toHaveProperty("leadShareFen");
  });
});

describe("a submission that was returned", () => {
  const returned = async (of: Round) => {
    const { lead, partner, agreed } = await givenJoint(of);
    await lead.submit(duringIntake);
    const { token } = await signedIn("officer");
    await answerTo(handler, routes.returnApplication, {
      at: duringIntake,
      token,
      headers: onceKey(),
      params: { id: lead.application.id },
      body: { version: 2, items: [{ item: "补正", reason: "请更正", place: { section: "strengths" } }] },
    });
    return { lead, partner, agreed };
  };

  it("for what it lists alone keeps its partners as they were, and is submitted with them again", async () => {
    const { lead, partner, agreed } = await returned(round);
    const other = await givenPartner();
    const answers = [
      await lead.ask(other.society.code),
      await lead.remove(partner.society.code, 2),
      await lead.leadShare(1),
      await decline(partner, agreed),
    ];
    for (const { body } of answers) expect(body).toMatchObject({ code: "not-listed", changed: ["partners"] });
    const again = await lead.submit(duringIntake, { body: { version: 3 } });
    expect(again.body.receipt.partners).toMatchObject([{ agreedBy: partner.approver.personId }]);
  });

  it("as a whole lets a partner go, and waits for the lead to say how it goes on", async () => {
    const { timetable } = jointProgramme();
    const whole = await openRound({
      ...jointProgramme(),
      timetable: { ...timetable, returns: { ...timetable.returns, listedItemsOnly: false } },
    });
    const { lead, partner, agreed } = await returned(whole);
    expect((await decline(partner, agreed)).body.state).toBe("DECLINED");
    expect((await lead.submit(duringIntake, { body: { version: 3 } })).body.code).toBe("incomplete");
    await lead.remove(partner.society.code, 3);
    const alone = await lead.submit(duringIntake, { body: { version: 3 } });
    expect(alone.body).toMatchObject({ state: "SUBMITTED", submissions: 2 });
    expect(alone.body.receipt).not.toHaveProperty("partners");
  });
});

describe("two at once", () => {
  const pairs = [1, 2, 3];

  it.each(pairs)(
    "a partner leaves while its lead submits: one of them wins, and the other is told (%i)",
    async () => {
      const { lead, partner, agreed } = await givenJoint(round);
      const [left, submitted] = await Promise.all([decline(partner, agreed), lead.submit(duringIntake)]);
      const held = await applications.get({ id: lead.application.id });
      if (submitted.status === 200) {
        expect(left.body).toMatchObject({ code: "wrong-state", state: "SUBMITTED" });
        expect(held?.receipt?.partners).toHaveLength(1);
      } else {
        expect(left.body.state).toBe("DECLINED");
        expect(["partners-changed", "incomplete"]).toContain(submitted.body.code);
        expect(held).toMatchObject({ state: "DRAFT", receipt: null });
      }
    },
  );

  it.each(pairs)("two applications bind one society: one does (%i)", async () => {
    const [one, two] = [await givenLead(round), await givenLead(round)];
    const partner = await givenPartner();
    const asked = [(await one.ask(partner.society.code)).body, (await two.ask(partner.society.code)).body];
    const answers = await Promise.all(asked.map((terms) => agree(partner, terms)));
    expect(answers.map(({ body }) => body.code ?? body.state).toSorted()).toEqual([
      "AGREED",
      "partner-bound",
    ]);
  });

  it.each(pairs)(
    "a society agrees to be a partner and opens an application of its own: one stands (%i)",
    async () => {
      const lead = await givenLead(round);
      const partner = await givenPartner();
      const { body: asked } = await lead.ask(partner.society.code);
      const [agreed, opened] = await Promise.all([
        agree(partner, asked),
        openFor(round, partner.filler.token),
      ]);
      const won = [agreed.status === 200, opened.status === 201];
      expect(won.filter(Boolean)).toHaveLength(1);
      expect([agreed, opened].find(({ status = 0 }) => status >= 400)?.body.code).toBe("partner-bound");
    },
  );

  it("both partners of one application agree: both count", async () => {
    const lead = await givenLead(round);
    const both = [await givenPartner(), await givenPartner()];
    const asked: Partnership[] = [];
    for (const { society } of both) asked.push((await lead.ask(society.code)).body);
    const answers = await Promise.all(
      both.map((partner, at) =>
        agree(partner, asked[at] ?? { applicationId: lead.application.id, version: 0, termsHash: none }),
      ),
    );
    expect(answers.map(({ body }) => body.state)).toEqual(["AGREED", "AGREED"]);
    await lead.leadShare(lead.totalFen - 200);
    expect((await lead.submit(duringIntake)).body.receipt.partners).toHaveLength(2);
  });
});

describe("a lead that withdraws", () => {
  const acting = (
    lead: Awaited<ReturnType<typeof givenLead>>,
    act: "withdrawal" | "restoration",
    version: number,
  ) =>
    answerTo(handler, act === "withdrawal" ? routes.withdrawApplication : routes.restoreApplication, {
      at: duringIntake,
      token: lead.approver.token,
      headers: onceKey(),
      params: { id: lead.application.id },
      body: { version, ...(act === "withdrawal" && { reason: "另有安排" }) },
    });

  it("lets its partners go and tells each; undone by a click it is not, but by asking them again", async () => {
    const { lead, partner } = await givenJoint(round);
    await lead.submit(duringIntake);
    expect((await acting(lead, "withdrawal", 2)).body.state).toBe("WITHDRAWN");
    const id = `${lead.application.id}#${partner.society.code}`;
    expect((await factsOf(partnershipRemoved, id)).map(({ payload }) => payload.causeCode)).toEqual([
      "withdrawn",
    ]);
    expect(await ownPartnerships(partner.approver.token)).toEqual([]);
    expect((await acting(lead, "restoration", 3)).body.code).toBe("partners-released");
    expect((await openFor(round, lead.filler.token)).body.state).toBe("DRAFT");
    const { body: asked } = await lead.ask(partner.society.code, { body: { version: 3 } });
    await agree(partner, asked);
    expect(await factsOf(partnershipAgreed, id)).toHaveLength(2);
    expect((await lead.submit(duringIntake, { body: { version: 4 } })).body.submissions).toBe(2);
  });

  it("is free to be a partner, and can't open its own again while it is one", async () => {
    const left = await givenLead(round);
    await acting(left, "withdrawal", 1);
    const lead = await givenLead(round);
    const { body: asked } = await lead.ask(left.society.code);
    expect((await agree(left, asked)).body.state).toBe("AGREED");
    expect((await openFor(round, left.filler.token)).body.code).toBe("partner-bound");
  });
});

describe("where the definition lets a partner do more", () => {
  it("it leads its own and joins several", async () => {
    const free = await openRound(
      jointProgramme({ partnersMayLead: true, partnersMayJoinSeveral: true, sharesStated: false }),
    );
    const partner = await givenLead(free);
    for (const lead of [await givenLead(free), await givenLead(free)]) {
      const { body: asked } = await lead.ask(partner.society.code, { body: { shareFen: null } });
      expect((await agree(partner, asked)).body.state).toBe("AGREED");
      expect((await lead.leadShare(1)).body.code).toBe("not-offered");
      expect((await lead.submit(duringIntake)).body.receipt.partners).toMatchObject([{ shareFen: null }]);
    }
    expect((await partner.submit(duringIntake)).body.state).toBe("SUBMITTED");
  });
});
