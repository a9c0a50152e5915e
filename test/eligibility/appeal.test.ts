import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/eligibility/api.ts";
import { eligibility as routes } from "../../shared/contract/eligibility.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { appealAnswered, appealLodged, eligibilityReinstated } from "../../shared/events/eligibility.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { duringExamination, partyIncomplete, soundFacts } from "./given.ts";
import { arrives, givenDetermined } from "./given-reconsidered.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const aggregate = ({ application }: Awaited<ReturnType<typeof givenDetermined>>) =>
  `${application.id}#party-organisation`;

describe("a society appeals against a fact", () => {
  it("within the days of the definition, once, and sees by when it is answered", async () => {
    const one = await givenDetermined(round, "rejected");
    const headers = onceKey();
    const first = await one.appeal({ headers });
    expect(first).toMatchObject({
      status: 201,
      body: {
        state: "LODGED",
        fact: { zh: "党的组织机构不健全" },
        // Monday 15 November: three working days after it.
        answerBy: "2021-11-18T15:59:59.999Z",
      },
    });
    expect(first.body.involved).toBeUndefined();
    expect((await one.appeal({ headers })).body).toEqual(first.body);
    expect((await one.appeal()).body.code).toBe("already-exists");
    expect(await factsOf(appealLodged, aggregate(one))).toHaveLength(1);
  });

  it("not after them", async () => {
    const one = await givenDetermined(round, "rejected");
    const late = await one.appeal({ at: "2021-11-18T16:00:00.000Z" });
    expect(late.body).toMatchObject({ code: "deadline-passed", closesAt: "2021-11-18T15:59:59.999Z" });
    expect((await one.appeal({ at: "2021-11-18T15:59:59.999Z" })).status).toBe(201);
  });

  it("not against what nobody decided, nor what the rejection does not rest on", async () => {
    const cleared = await givenDetermined(round, "cleared");
    expect((await cleared.appeal()).body).toMatchObject({ code: "wrong-state", state: "CLEARED" });
    const one = await givenDetermined(round, "rejected");
    for (const disqualifier of ["penalties", "completeness", "no-such-ground"])
      expect((await one.appeal({ disqualifier })).status).toBe(404);
  });

  it("and learns nothing of a rejection that is only proposed", async () => {
    const { givenExamined } = await import("./given.ts");
    const examined = await givenExamined(round, { facts: partyIncomplete });
    await examined.determine("rejected");
    const asked = await answerTo(handler, routes.lodgeAppeal, {
      at: duringExamination,
      token: examined.approver.token,
      headers: onceKey(),
      params: { id: examined.application.id },
      body: { disqualifier: "party-organisation", grounds: "有误" },
    });
    expect(asked.body).toMatchObject({ code: "wrong-state", state: "FOUND" });
  });

  it("by its approver alone, with evidence of its own; another's application does not exist", async () => {
    const one = await givenDetermined(round, "rejected");
    const other = await givenDetermined(round, "rejected");
    expect((await one.appeal({ token: one.filler.token })).status).toBe(403);
    expect((await one.appeal({ token: other.approver.token })).status).toBe(404);
    const [theirs] = other.named;
    const [own] = one.named;
    if (!theirs || !own) throw new Error("files were named");
    expect((await one.appeal({ evidenceUploadId: theirs.uploadId })).status).toBe(404);
    expect((await one.appeal({ evidenceUploadId: own.uploadId })).body.evidenceUploadId).toBe(own.uploadId);
  });

  it("in a programme that takes appeals, and in no other", async () => {
    const timetable = { ...cast2021.timetable, appeals: null };
    const one = await givenDetermined(await openRound({ ...cast2021, timetable }), "rejected");
    expect((await one.appeal()).body.code).toBe("wrong-state");
  });
});

describe("an appeal is answered", () => {
  it("by nobody who recorded the fact, or proposed or confirmed the rejection", async () => {
    const one = await givenDetermined(round, "rejected");
    const recorder = await signedIn("officer");
    const society = await societies.get({ code: one.society.code });
    if (!society?.facts.partyOrganisation) throw new Error("the register has it");
    const recorded = { ...society.facts.partyOrganisation.recorded, importedBy: recorder.personId };
    const partyOrganisation = { ...society.facts.partyOrganisation, recorded };
    await transact([
      societies.overwrite({ ...society, facts: { ...society.facts, partyOrganisation }, version: 3 }),
    ]);
    await one.appeal();
    for (const { token } of [one.officer, one.second, recorder])
      expect((await one.answer("dismissed", { token })).body.code).toBe("second-person-required");
    const supervisor = await signedIn("supervisor");
    expect((await one.answer("dismissed", { token: supervisor.token })).status).toBe(403);
    expect((await one.answer("dismissed", { version: 9 })).body.code).toBe("version-conflict");
    expect((await one.answer("dismissed")).body).toMatchObject({ state: "DISMISSED" });
    expect((await one.answer("upheld", { version: 2 })).body.code).toBe("wrong-state");
    expect(await factsOf(appealAnswered, aggregate(one))).toMatchObject([
      { payload: { decision: "dismissed" } },
    ]);
  });

  it("dismissed, the rejection stands, and the society reads why but not who", async () => {
    const one = await givenDetermined(round, "rejected");
    await one.appeal();
    await one.answer("dismissed");
    expect((await one.current()).state).toBe("REJECTED");
    expect(await one.look()).toBeUndefined();
    const { body } = await answerTo(handler, routes.listOwnAppeals, {
      at: duringExamination,
      token: one.filler.token,
      params: { id: one.application.id },
    });
    expect(body.items).toMatchObject([{ state: "DISMISSED", answer: "经核对换届文件" }]);
    expect(JSON.stringify(body)).not.toContain(one.third.personId);
  });

  it("upheld, officers are to look again at once, and once more when the register is corrected", async () => {
    const one = await givenDetermined(round, "rejected");
    await one.appeal();
    await one.answer("upheld");
    expect(await one.look()).toMatchObject({ state: "OPEN", because: "appeal-upheld", proposal: "fail" });
    await arrives(one, soundFacts, 3);
    expect(await one.look()).toMatchObject({ state: "OPEN", because: "appeal-upheld", proposal: "pass" });
    expect((await one.current()).state).toBe("REJECTED");
  });

  it("is listed for staff, the first due first", async () => {
    const own = await openRound();
    const early = await givenDetermined(own, "rejected");
    const late = await givenDetermined(own, "rejected");
    await late.appeal({ at: "2021-11-16T02:00:00.000Z" });
    await early.appeal();
    const { body } = await answerTo(handler, routes.listAppeals, {
      at: duringExamination,
      token: (await signedIn("supervisor")).token,
      params: { roundId: own.id },
      query: {},
    });
    expect(body.items.map(({ applicationId }: { applicationId: string }) => applicationId)).toEqual([
      early.application.id,
      late.application.id,
    ]);
  });
});

describe("a rejected application is reinstated", () => {
  it("by two officers with a reason; it is examined by the facts of that moment and can be cleared", async () => {
    const one = await givenDetermined(round, "rejected");
    await one.appeal();
    await one.answer("upheld");
    await arrives(one, soundFacts, 3);
    expect((await one.propose()).body).toMatchObject({ state: "PROPOSED", determinationVersion: 3 });
    expect((await one.current()).state).toBe("REJECTED");
    expect((await one.decide("confirmed", { token: one.officer.token })).body.code).toBe(
      "second-person-required",
    );
    expect((await one.decide("confirmed")).body).toMatchObject({ state: "CONFIRMED" });
    expect(await one.current()).toMatchObject({ state: "FOUND", proposal: "pass", version: 4 });
    expect((await one.look())?.state).toBe("REOPENED");
    expect(await factsOf(eligibilityReinstated, one.application.id)).toHaveLength(1);
    expect((await one.determine("cleared")).body.state).toBe("CLEARED");
  });

  it("but what stands against it still bars: missing or wrong is never a pass", async () => {
    const one = await givenDetermined(round, "rejected");
    await one.propose();
    await one.decide("confirmed");
    expect((await one.determine("cleared")).body.code).toBe("evidence-required");
  });

  it("not when the second officer declines; it may be proposed once more", async () => {
    const one = await givenDetermined(round, "rejected");
    await one.propose();
    expect((await one.propose()).body).toMatchObject({ code: "wrong-state", state: "PROPOSED" });
    expect((await one.decide("declined")).body.state).toBe("DECLINED");
    expect((await one.current()).state).toBe("REJECTED");
    expect((await one.propose()).body.stamps).toHaveLength(3);
  });

  it("not by another determination than the one meant, nor where nothing is rejected", async () => {
    const one = await givenDetermined(round, "rejected");
    expect((await one.propose({ determinationVersion: 2 })).body.code).toBe("version-conflict");
    const cleared = await givenDetermined(round, "cleared");
    expect((await cleared.propose()).body).toMatchObject({ code: "wrong-state", state: "CLEARED" });
    expect((await cleared.decide("confirmed")).status).toBe(404);
  });

  it("by both at once: one wins, the other is told", async () => {
    const one = await givenDetermined(round, "rejected");
    await one.propose();
    const answers = await Promise.all([
      one.decide("confirmed"),
      one.decide("declined", { token: one.third.token }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status !== 200)?.body.code).toBe("version-conflict");
  });
});
