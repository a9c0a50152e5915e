import { beforeAll, expect, it } from "vitest";
import { handler as defenceApi } from "../../functions/defence/api.ts";
import { handler as eligibilityApi } from "../../functions/eligibility/api.ts";
import { handler as expertsApi } from "../../functions/experts/api.ts";
import { defence } from "../../shared/contract/defence.ts";
import { eligibility } from "../../shared/contract/eligibility.ts";
import { experts } from "../../shared/contract/experts.ts";
import type { GlassUse } from "../../shared/contract/recusal-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { glassUsed } from "../../shared/events/oversight.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { givenExamined } from "../eligibility/given.ts";
import { givenCleared, givenExpert, givenStanding } from "../experts/given.ts";
import { onceKey } from "../given.ts";
import { lastFact } from "../told.ts";
import { asking, at, deciding, givenStaff, givenTied, glassesOf } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

type Token = { token: string };
type Id = { id: string };
type Act = (
  who: Token,
  application: Id,
  when: string,
) => Promise<{ status: number | undefined; body: { code?: string } }>;

const by = ({ token }: Token, when: string) => ({ at: when, token, headers: onceKey() });

/** Acts of an officer on one application, each in another service. */
const acts: Record<string, Act> = {
  assignExpert: async (who, { id }, when) =>
    answerTo(expertsApi, experts.assignExpert, {
      ...{ ...by(who, when), params: { id }, body: { expertId: (await givenExpert()).id } },
    }),
  stateDefenceBlackouts: (who, { id }, when) =>
    answerTo(defenceApi, defence.stateDefenceBlackouts, {
      ...{ ...by(who, when), params: { id }, body: { version: 0, spans: [] } },
    }),
  releaseExpert: async (who, application, when) => {
    const judge = await givenStanding(application);
    return answerTo(expertsApi, experts.releaseExpert, {
      ...by(who, when),
      params: { id: application.id, expertId: judge.id },
      body: { reason: "因病不能参加" },
    });
  },
};

/** Somebody who stands aside from an application, let in by two others. */
async function letIn(application: Id & { societyCode: string }) {
  const tied = await givenTied(application.societyCode);
  const [one, other] = [await givenStaff(), await givenStaff()];
  const { body: asked } = await asking(one, application, tied.personId);
  const { body: glass } = await deciding(other, asked);
  return { tied, one, glass };
}

it.each(Object.keys(acts))(
  "%s is allowed under an open glass, is accounted for before the panel, and is refused after it",
  async (route) => {
    const act = acts[route] ?? (() => Promise.reject(new Error(route)));
    const { application } = await givenCleared(round);
    const judge = await givenStanding(application);
    const early = await givenTied(application.societyCode);
    expect((await act(early, application, at)).body.code).toBe("not-found");
    const { tied, glass } = await letIn(application);
    expect((await act(tied, application, at)).status).toBeLessThan(300);
    const { body } = await glassesOf(judge, application);
    const uses: GlassUse[] = body.items[0].uses;
    expect(uses.map((use) => [use.route, use.personId, use.at])).toEqual([[route, tied.personId, at]]);
    expect((await lastFact(glassUsed, uses[0]?.id ?? "")).payload).toMatchObject({
      ...{ glassId: glass.id, routeId: route, applicationId: application.id },
    });
    // Who was not let in may not act while the glass is open for another.
    expect((await act(early, application, at)).body.code).toBe("not-found");
    expect((await act(tied, application, glass.until)).body.code).toBe("not-found");
    expect((await glassesOf(judge, application)).body.items[0].uses).toHaveLength(1);
  },
);

it("an act of a decision with two hands is one of the two: who was let in determines, and leaves the other hand to others", async () => {
  const one = await givenExamined(round);
  const { id } = one.application;
  const { tied, glass } = await letIn(one.application);
  const determining = async (when: string) =>
    answerTo(eligibilityApi, eligibility.determineEligibility, {
      ...{ ...by(tied, when), params: { id } },
      body: { version: (await one.current()).version, decision: "rejected", reason: "经核实" },
    });
  expect((await determining(at)).status).toBe(200);
  expect((await determining(at)).body.code).toBe("second-person-required");
  expect((await determining(glass.until)).body.code).toBe("not-found");
  const { body } = await glassesOf(await givenStaff(), one.application);
  expect(body.items[0].uses.map(({ route }: GlassUse) => route)).toContain("determineEligibility");
});
