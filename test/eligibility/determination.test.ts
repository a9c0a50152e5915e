import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler as onRefused } from "../../functions/applications/on-inspected.ts";
import { handler } from "../../functions/eligibility/api.ts";
import { handler as onInspected } from "../../functions/eligibility/on-inspected.ts";
import { handler as onSociety } from "../../functions/eligibility/on-society.ts";
import { handler as onSubmitted } from "../../functions/eligibility/on-submitted.ts";
import { applications as applicationRoutes } from "../../shared/contract/applications.ts";
import { eligibility as routes } from "../../shared/contract/eligibility.ts";
import { noFacts } from "../../shared/contract/register.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { eligibilityDetermined, eligibilityFound } from "../../shared/events/eligibility.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { duringIntake, givenUpload, inspected, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factOf, factsOf, lastFact, tell } from "../told.ts";
import { duringExamination, givenExamined, partyIncomplete, soundFacts } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

type Examined = Awaited<ReturnType<typeof givenExamined>>;

const toldOf = ({ society }: Examined, version: number) =>
  factOf(societyRecorded, {
    aggregateId: society.code,
    version,
    at: duringExamination,
    payload: { societyCode: society.code, importHash: society.importHash },
  });

/** The application is returned, and submitted again. */
async function resubmitted({ application, officer, submit }: Examined) {
  await answerTo(applicationsApi, applicationRoutes.returnApplication, {
    at: duringExamination,
    token: officer.token,
    headers: onceKey(),
    params: { id: application.id },
    body: {
      version: (await applications.get({ id: application.id }))?.version,
      items: [{ item: "预算", reason: "不完整", place: { section: "budget" } }],
    },
  });
  const version = (await applications.get({ id: application.id }))?.version;
  await submit("2021-11-16T02:00:00.000Z", { body: { version } });
  return lastFact(applicationSubmitted, application.id);
}

describe("the rules speak on a submission", () => {
  it("with one finding for each ground and one of what was handed in, each with source, date and clause", async () => {
    const { current } = await givenExamined(round);
    const { findings, proposal, state } = await current();
    expect([state, proposal]).toEqual(["FOUND", "pass"]);
    expect(findings.map(({ disqualifier }) => disqualifier)).toEqual([
      "party-organisation",
      "annual-inspection",
      "penalties",
      "earlier-projects",
      "completeness",
    ]);
    for (const { source, on, basis } of findings) {
      expect([typeof source, typeof on, "clause" in basis]).toEqual(["string", "string", true]);
    }
  });

  it("once, however often the submission is told", async () => {
    const { application } = await givenExamined(round);
    await tell(onSubmitted, await lastFact(applicationSubmitted, application.id));
    expect(await factsOf(eligibilityFound, application.id)).toHaveLength(1);
  });

  it("of a society that the register says nothing of: every ground needs evidence, none passes", async () => {
    const { current, determine } = await givenExamined(round, { facts: noFacts });
    const { findings, proposal } = await current();
    expect(proposal).toBe("needs-evidence");
    expect(findings.slice(0, 4).map(({ outcome }) => outcome)).toEqual(Array(4).fill("needs-evidence"));
    const refused = await determine("cleared");
    expect(refused.body.code).toBe("evidence-required");
    expect(refused.body.findings).toHaveLength(4);
  });
});

describe("an officer clears", () => {
  it("alone, once, and it is told", async () => {
    const { application, determine, officer } = await givenExamined(round);
    const headers = onceKey();
    const first = await determine("cleared", { headers, version: 1 });
    expect(first.body).toMatchObject({
      state: "CLEARED",
      firstOfficer: officer.personId,
      secondOfficer: null,
      determinedAt: duringExamination,
    });
    expect((await determine("cleared", { headers, version: 1 })).body).toEqual(first.body);
    expect(await factsOf(eligibilityDetermined, application.id)).toMatchObject([
      { payload: { decision: "cleared" } },
    ]);
    expect((await determine("cleared")).body).toMatchObject({ code: "wrong-state", state: "CLEARED" });
  });

  it("nobody against whom a ground stands, nor whose file has no verdict yet", async () => {
    const barred = await givenExamined(round, { facts: partyIncomplete });
    expect((await barred.determine("cleared")).body.code).toBe("evidence-required");
    const unseen = await givenExamined(round, { files: null });
    expect((await unseen.determine("cleared")).body).toMatchObject({
      code: "evidence-required",
      findings: [{ disqualifier: "completeness" }],
    });
  });

  it("by the facts of that moment: one that is still on its way to the rules counts", async () => {
    const examined = await givenExamined(round);
    await examined.registered(partyIncomplete, 3);
    expect((await examined.determine("cleared")).body).toMatchObject({
      code: "evidence-required",
      findings: [{ disqualifier: "party-organisation", outcome: "fail" }],
    });
  });

  it("not while the society has it back, nor under a version that is no more", async () => {
    const examined = await givenExamined(round);
    expect((await examined.determine("cleared", { version: 9 })).body.code).toBe("version-conflict");
    await answerTo(applicationsApi, applicationRoutes.returnApplication, {
      at: duringExamination,
      token: examined.officer.token,
      headers: onceKey(),
      params: { id: examined.application.id },
      body: { version: 2, items: [{ item: "预算", reason: "不完整", place: { section: "budget" } }] },
    });
    expect((await examined.determine("cleared")).body).toMatchObject({
      code: "wrong-state",
      state: "RETURNED",
    });
  });

  it("is not for supervisors or societies", async () => {
    const { determine, approver } = await givenExamined(round);
    for (const { token } of [await signedIn("supervisor"), approver]) {
      expect((await determine("cleared", { token })).status).toBe(403);
    }
  });
});

describe("two officers reject", () => {
  it("the first proposes and nobody is told; the second confirms", async () => {
    const { application, determine, officer } = await givenExamined(round, { facts: partyIncomplete });
    const proposed = await determine("rejected");
    expect(proposed.body).toMatchObject({ state: "REJECTION_PROPOSED", determinedAt: null });
    expect(await factsOf(eligibilityDetermined, application.id)).toEqual([]);
    expect((await determine("rejected")).body.code).toBe("second-person-required");
    const second = await signedIn("officer");
    const confirmed = await determine("rejected", { token: second.token });
    expect(confirmed.body).toMatchObject({
      state: "REJECTED",
      firstOfficer: officer.personId,
      secondOfficer: second.personId,
    });
    expect(await factsOf(eligibilityDetermined, application.id)).toMatchObject([
      { payload: { decision: "rejected" } },
    ]);
  });

  it("not when what stood against the society is gone by then", async () => {
    const examined = await givenExamined(round, { facts: partyIncomplete });
    await examined.registered(soundFacts, 3);
    expect((await examined.determine("rejected")).body).toMatchObject({ code: "wrong-state" });
    expect(await examined.current()).toMatchObject({ state: "FOUND", version: 1 });
  });

  it("on a fact that the rules have not heard of yet; but the second one signs only what the first one saw", async () => {
    const examined = await givenExamined(round);
    await examined.registered(partyIncomplete, 3);
    expect((await examined.determine("rejected")).body).toMatchObject({
      state: "REJECTION_PROPOSED",
      proposal: "fail",
    });
    await examined.registered({ ...partyIncomplete, penalties: null }, 4);
    const second = await signedIn("officer");
    expect((await examined.determine("rejected", { token: second.token })).body.code).toBe("wrong-state");
    await tell(onSociety, toldOf(examined, 4));
    expect(await examined.current()).toMatchObject({ state: "FOUND", proposal: "fail" });
  });

  it("the society reads of it only when both have spoken", async () => {
    const { application, determine, filler } = await givenExamined(round, { facts: partyIncomplete });
    const own = () =>
      answerTo(handler, routes.getOwnDetermination, {
        at: duringExamination,
        token: filler.token,
        params: { id: application.id },
      });
    await determine("rejected");
    expect((await own()).body).toMatchObject({ state: "FOUND", reason: null });
    await determine("rejected", { token: (await signedIn("officer")).token });
    expect((await own()).body).toMatchObject({ state: "REJECTED", reason: "经核实" });
    const { filler: stranger } = await givenExamined(round);
    const hidden = await answerTo(handler, routes.getOwnDetermination, {
      at: duringExamination,
      token: stranger.token,
      params: { id: application.id },
    });
    expect(hidden.status).toBe(404);
  });
});

describe("when a fact changes", () => {
  it("before any person spoke, the rules speak again", async () => {
    const examined = await givenExamined(round, { facts: partyIncomplete });
    await examined.registered(soundFacts, 3);
    await tell(onSociety, toldOf(examined, 3));
    expect(await examined.current()).toMatchObject({ state: "FOUND", proposal: "pass", version: 2 });
  });

  it("while a rejection is only proposed, the rules speak again and the society can still be cleared", async () => {
    const examined = await givenExamined(round, { facts: partyIncomplete });
    await examined.determine("rejected");
    await examined.registered(soundFacts, 3);
    await tell(onSociety, toldOf(examined, 3));
    expect(await examined.current()).toMatchObject({ state: "FOUND", firstOfficer: null });
    expect((await examined.determine("cleared")).body.state).toBe("CLEARED");
  });

  it("that no rule asks for, nothing is said again and a proposed rejection stands", async () => {
    const examined = await givenExamined(round, { facts: partyIncomplete });
    await examined.determine("rejected");
    await tell(onSociety, toldOf(examined, 3));
    expect(await examined.current()).toMatchObject({ state: "REJECTION_PROPOSED", version: 2 });
  });

  it("after the determination, it stands: what people have said is for people to change", async () => {
    const examined = await givenExamined(round);
    await examined.determine("cleared");
    await examined.registered(partyIncomplete, 3);
    await tell(onSociety, toldOf(examined, 3));
    expect(await examined.current()).toMatchObject({ state: "CLEARED", version: 2 });
  });

  it("and an older fact comes late, it changes nothing", async () => {
    const examined = await givenExamined(round, { facts: partyIncomplete });
    await tell(onSociety, toldOf(examined, 5));
    await examined.registered(soundFacts, 6);
    await tell(onSociety, toldOf(examined, 4));
    expect((await examined.current()).version).toBe(1);
  });
});

describe("when a verdict comes after the rules have spoken", () => {
  it("an accepted file lets the submission pass, a refused one does not", async () => {
    const examined = await givenExamined(round, { files: null });
    expect((await examined.current()).proposal).toBe("needs-evidence");
    const [first, second] = examined.named;
    if (!first || !second) throw new Error("two files were named");
    const verdict = (uploadId: typeof first.uploadId, state: "ACCEPTED" | "REFUSED") =>
      inspected(examined.application, uploadId, { state, at: duringIntake });
    await tell(onInspected, await verdict(first.uploadId, "ACCEPTED"));
    await tell(onInspected, await verdict(second.uploadId, "REFUSED"));
    expect((await examined.current()).proposal).toBe("needs-evidence");
    await tell(onInspected, await verdict(second.uploadId, "ACCEPTED"));
    expect((await examined.current()).proposal).toBe("pass");
  });
});

describe("when a verdict or a fact comes while the rules speak", () => {
  /** Everything at once, as often as it takes for each order of the reads and writes to have been. */
  const rounds = 12;

  it("none is lost: the last word of the rules knows it", async () => {
    const proposals = await Promise.all(
      Array.from({ length: rounds }, async () => {
        const examined = await givenExamined(round, { files: null, facts: partyIncomplete, isTold: false });
        const [form, stamped] = examined.named;
        if (!form || !stamped) throw new Error("two files were named");
        const accept = async ({ uploadId }: typeof form) =>
          tell(
            onInspected,
            await inspected(examined.application, uploadId, { state: "ACCEPTED", at: duringIntake }),
          );
        await Promise.all([
          tell(onSubmitted, await lastFact(applicationSubmitted, examined.application.id)),
          accept(form),
          accept(stamped),
          examined.registered(soundFacts, 3).then(() => tell(onSociety, toldOf(examined, 3))),
        ]);
        return (await examined.current()).proposal;
      }),
    );
    expect(proposals).toEqual(Array(rounds).fill("pass"));
  });
});

describe("an application that is submitted again", () => {
  it("is examined anew, whatever was determined on the one before", async () => {
    const examined = await givenExamined(round);
    await examined.determine("cleared");
    await tell(onSubmitted, await resubmitted(examined));
    expect(await examined.current()).toMatchObject({ state: "FOUND", determinedAt: null, version: 3 });
  });

  it("is not determined on findings of the one before", async () => {
    const examined = await givenExamined(round, { facts: partyIncomplete });
    await resubmitted(examined);
    expect((await examined.determine("rejected")).body).toMatchObject({ code: "wrong-state" });
  });

  it("and cleared, keeps its determination when only a refused file is replaced", async () => {
    const examined = await givenExamined(round);
    await tell(onSubmitted, await resubmitted(examined));
    await examined.determine("cleared");
    const { application, approver, named } = examined;
    const [file] = named;
    if (!file) throw new Error("a file was named");
    const at = "2021-11-17T02:00:00.000Z";
    await tell(onRefused, await inspected(application, file.uploadId, { state: "REFUSED", at }));
    const { uploadId } = await givenUpload(application, file.kind, { landed: true });
    await answerTo(applicationsApi, applicationRoutes.correctFile, {
      at,
      token: approver.token,
      headers: onceKey(),
      params: { id: application.id },
      body: {
        version: (await applications.get({ id: application.id }))?.version,
        kind: file.kind,
        uploadId,
      },
    });
    const corrected = await lastFact(applicationSubmitted, application.id);
    expect(corrected.payload.receiptNumber).toMatch(/\/3$/);
    await tell(onSubmitted, corrected);
    expect((await examined.current()).state).toBe("CLEARED");
  });
});

describe("the list of a round", () => {
  it("holds every determination for staff, by society", async () => {
    const own = await openRound();
    const codes = [await givenExamined(own), await givenExamined(own)].map(({ society }) => society.code);
    const { body } = await answerTo(handler, routes.listDeterminations, {
      at: duringExamination,
      token: (await signedIn("supervisor")).token,
      params: { roundId: own.id },
      query: {},
    });
    expect(body.items.map(({ societyCode }: { societyCode: string }) => societyCode)).toEqual(
      codes.toSorted(),
    );
  });
});
