import { describe, expect, it } from "vitest";
import { findingsOf } from "../../functions/eligibility/disqualifiers.ts";
import { handler } from "../../functions/objections/api.ts";
import { handler as onRevoked } from "../../functions/rounds/on-revoked.ts";
import { objections as routes } from "../../shared/contract/objections.ts";
import { noFacts, RegisterRow } from "../../shared/contract/register.ts";
import { revocationDecided } from "../../shared/events/objections.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenRow, importing } from "../rounds/given.ts";
import { givenScored, proposing, reading, smallProgramme } from "../selection/given.ts";
import { lastFact, tell } from "../told.ts";
import { announcing, givenShown, lodging, objection, saturday, standing, supplementing } from "./given.ts";

/** Ends three working days after the Monday. */
const monday = "2021-12-20T02:00:00.000Z";
const afterDays = "2021-12-23T16:00:00.000Z";

const proposal = { grounds: "获奖证明与公告不符", evidence: "颁奖单位复函" };

const proposingRevocation = async (
  { id }: { id: string },
  { token, at = monday, ...body }: { token?: string; at?: string; leadId?: string } = {},
) =>
  answerTo(handler, routes.proposeRevocation, {
    ...{ at, token: token ?? (await signedIn("officer")).token, headers: onceKey(), params: { id } },
    body: { ...proposal, ...body },
  });

const deciding = async (
  { id }: { id: string },
  body: { version: number; decision: "revoked" | "dropped" },
  { token, at = afterDays }: { token?: string; at?: string } = {},
) =>
  answerTo(handler, routes.decideRevocation, {
    ...{ at, token: token ?? (await signedIn("officer")).token, headers: onceKey(), params: { id } },
    body: { ...body, reason: "经核查" },
  });

const stating = ({ application, approver }: Awaited<ReturnType<typeof givenScored>>, at = monday) =>
  answerTo(handler, routes.stateOnRevocation, {
    ...{ at, token: approver.token, headers: onceKey(), params: { id: application.id } },
    body: { version: 1, text: "由合作单位提供" },
  });

describe("nothing is revoked", () => {
  it("by one officer alone, before the society was heard, or of another society's word", async () => {
    const round = await openRound(smallProgramme);
    const scored = await givenScored(round, "80");
    const { token } = await signedIn("officer");
    const { application } = scored;
    expect((await proposingRevocation(application, { token })).status).toBe(201);
    expect((await proposingRevocation(application)).body.code).toBe("already-exists");
    const revoked = { version: 1, decision: "revoked" } as const;
    expect((await deciding(application, revoked, { token })).body.code).toBe("second-person-required");
    const early = await deciding(application, revoked, { at: monday });
    expect(early.body.code).toBe("statement-open");
    const other = await signedIn("approver", { societyCode: "Z-99" });
    const foreign = await answerTo(handler, routes.stateOnRevocation, {
      ...{ at: monday, token: other.token, headers: onceKey(), params: { id: application.id } },
      body: { version: 1, text: "。" },
    });
    expect(foreign.status).toBe(404);
    expect((await stating(scored, afterDays)).body.code).toBe("deadline-passed");
    expect((await deciding(application, revoked)).body.state).toBe("REVOKED");
    expect((await proposingRevocation(application)).body.code).toBe("wrong-state");
  });

  it("on a lead that no supervisor referred", async () => {
    const { notice, first, round } = await givenShown();
    const { body: lead } = await lodging(notice, { ...objection(first), name: null });
    const hidden = await proposingRevocation(first.application, { leadId: lead.id });
    expect(hidden.status).toBe(404);
    await answerTo(handler, routes.settleLead, {
      ...{ at: monday, token: (await signedIn("supervisor")).token, headers: onceKey() },
      params: { id: lead.id },
      body: { version: 1, decision: "referred", summary: "请核查" },
    });
    expect((await proposingRevocation(first.application, { leadId: lead.id })).status).toBe(201);
    expect(round.id).toBe(first.application.roundId);
  });
});

describe("falsity that is established", () => {
  it("before the decision keeps the application out of it, by name and rule", async () => {
    const round = await openRound(smallProgramme);
    const [honest, false_] = [await givenScored(round, "80"), await givenScored(round, "90")];
    await proposingRevocation(false_.application, { at: "2021-12-01T02:00:00.000Z" });
    await stating(false_, "2021-12-01T03:00:00.000Z");
    const decided = { version: 2, decision: "revoked" } as const;
    await deciding(false_.application, decided, { at: "2021-12-01T04:00:00.000Z" });
    const proposed = (await proposing(round)).body;
    const decision = JSON.parse((await reading(proposed)).body.decision);
    expect(decision.ranking.map(({ applicationId }: { applicationId: string }) => applicationId)).toEqual([
      honest.application.id,
    ]);
    expect(decision.barred).toMatchObject([{ applicationId: false_.application.id, because: ["revoked"] }]);
  });

  it("after the result takes the place away, and it follows the vacancy rule", async () => {
    const { notice, second, third, reserve } = await givenShown();
    expect((await announcing(notice, saturday)).body.awards).toHaveLength(3);
    await proposingRevocation(second.application);
    await stating(second);
    await deciding(second.application, { version: 2, decision: "revoked" });
    const { items } = (await supplementing(notice, afterDays)).body;
    expect(items.map(({ supplement }: typeof notice) => [supplement?.societyCode, supplement?.to])).toEqual([
      [third.society.code, "2"],
      [reserve.society.code, "3"],
    ]);
    const { tiers } = JSON.parse((await standing(notice)).list);
    expect(JSON.stringify(tiers)).not.toContain(second.application.id);
  });

  it("is known to the register with source and day, and fails the next round's fourth disqualifier", async () => {
    const round = await openRound(smallProgramme);
    const scored = await givenScored(round, "80");
    const { application, society } = scored;
    const { names } = givenRow();
    await transact([societies.overwrite({ ...society, names, version: society.version + 1 })]);
    await proposingRevocation(application);
    await stating(scored);
    await deciding(application, { version: 2, decision: "revoked" });
    const told = await lastFact(revocationDecided, application.id);
    await tell(onRevoked, told);
    await tell(onRevoked, told);
    const known = await societies.get({ code: society.code });
    expect(known?.facts.earlierProjects).toMatchObject({ state: "not-completed", on: "2021-12-24" });
    expect(known?.facts.earlierProjects?.source).toContain(application.id);
    const nextYear = {
      disqualifiers: cast2021.disqualifiers.map((one) =>
        one.rule.kind === "earlier-projects"
          ? { ...one, rule: { ...one.rule, referenceOn: LocalDate.parse("2022-11-11") } }
          : one,
      ),
    };
    const failed = findingsOf(nextYear, known?.facts ?? null).filter(({ outcome }) => outcome === "fail");
    expect(failed.map(({ disqualifier }) => disqualifier)).toEqual([cast2021.disqualifiers[3]?.id]);
    const { code, category, uscc, isRecommended } = society;
    const people = { filler: society.filler ?? undefined, approver: society.approver ?? undefined };
    const row = { code, names, category, uscc, isRecommended, ...people, facts: noFacts };
    const ledger = (more: object) =>
      importing([RegisterRow.parse({ ...row, ...more })], { at: "2022-01-11T02:00:00.000Z" });
    const on = LocalDate.parse("2022-01-10");
    const completed = { state: "completed", source: "项目台账", on } as const;
    const over = await ledger({ facts: { ...noFacts, earlierProjects: completed } });
    expect(over.body.faults).toMatchObject([{ column: "earlier_projects", code: "revoked-for-falsity" }]);
    const takenBack = { kind: "earlier-projects", year: null, source: "复核决定", on } as const;
    expect((await ledger({ withdrawn: [takenBack] })).body).toMatchObject({ changed: 1 });
    expect((await societies.get({ code }))?.facts.earlierProjects).toBeNull();
  });

  it("that is not established changes nothing, and the place is free", async () => {
    const { notice, first, second } = await givenShown();
    await proposingRevocation(first.application, { at: "2021-12-14T02:00:00.000Z" });
    const { body } = await announcing(notice, saturday);
    expect(body.awards.map(({ societyCode }: { societyCode: string }) => societyCode)).toContain(
      second.society.code,
    );
    await deciding(first.application, { version: 1, decision: "dropped" });
    const freed = (await announcing(notice, afterDays)).body;
    expect(freed.awards.map(({ societyCode }: { societyCode: string }) => societyCode)).toContain(
      first.society.code,
    );
  });
});
