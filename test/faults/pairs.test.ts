import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { type Application, applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import {
  applicationReturned,
  applicationSubmitted,
  applicationWithdrawn,
} from "../../shared/events/applications.ts";
import { eligibilityDetermined } from "../../shared/events/eligibility.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { duringIntake, givenDraft, givenReady, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { duringExamination, givenExamined } from "../eligibility/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";

/** What two people do to one thing: each in its order and both at once, and what holds however it went. */
interface Pair {
  one: () => ReturnType<typeof answerTo>;
  other: () => ReturnType<typeof answerTo>;
  /** Codes of the two answers; `ok` for one that was done. */
  ordered: { oneFirst: [string, string]; otherFirst: [string, string] };
  holds: (codes: { one: string; other: string }) => Promise<void>;
}

const codeOf = ({ status, body }: Awaited<ReturnType<typeof answerTo>>) =>
  (status ?? 500) < 400 ? "ok" : String(body.code);

/** At once, so many times: whoever comes first is chance. */
const times = 8;

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const stored = async ({ id }: Pick<Application, "id">) => {
  const held = await applications.get({ id });
  if (!held) throw new Error("the application is gone");
  return held;
};

const saving = (token: string, id: string, given: { key: string; version: number; text: string }) =>
  answerTo(handler, routes.saveDraft, {
    at: duringIntake,
    token,
    params: { id, key: given.key },
    body: { version: given.version, content: { parts: { text: given.text } } },
  });

/** Two windows of the filler, or two fillers, on one section. */
async function twoFillers(): Promise<Pair> {
  const { application, filler } = await givenDraft(round);
  const save = (text: string) => () =>
    saving(filler.token, application.id, { key: "strengths", version: 1, text });
  return {
    one: save("甲的文字"),
    other: save("乙的文字"),
    ordered: { oneFirst: ["ok", "version-conflict"], otherFirst: ["version-conflict", "ok"] },
    holds: async ({ one, other }) => {
      expect([one, other].toSorted()).toEqual(["ok", "version-conflict"]);
      const held = await sections.get({ applicationId: application.id, key: "strengths" });
      expect(held).toMatchObject({
        version: 2,
        content: { parts: { text: one === "ok" ? "甲的文字" : "乙的文字" } },
      });
      // The loser still has the text, reads the version that stands and saves again: nothing is lost.
      const again = await saving(filler.token, application.id, {
        key: "strengths",
        version: 2,
        text: "合并",
      });
      expect(codeOf(again)).toBe("ok");
    },
  };
}

/** The filler still writes while the approver submits. */
async function fillerAgainstApprover(): Promise<Pair> {
  const { application, filler, submit } = await givenReady(round);
  return {
    one: () => saving(filler.token, application.id, { key: "strengths", version: 1, text: "最后的修改" }),
    other: () => submit(duringIntake),
    ordered: { oneFirst: ["ok", "ok"], otherFirst: ["wrong-state", "ok"] },
    holds: async ({ one, other }) => {
      const { state, receipt } = await stored(application);
      const written = await sections.get({ applicationId: application.id, key: "strengths" });
      expect(written?.version).toBe(one === "ok" ? 2 : 1);
      if (other !== "ok") {
        // What was read for the submission had changed: it is not half submitted, and the approver asks again.
        expect([one, other, state]).toEqual(["ok", "version-conflict", "DRAFT"]);
        return;
      }
      if (!receipt) throw new Error("no receipt");
      const frozen = JSON.parse(await textOf("documents", receipt.key, receipt.versionId));
      const kept = frozen.sections.find(({ key }: { key: string }) => key === "strengths");
      expect(kept).toEqual({ key: "strengths", version: written?.version, content: written?.content });
      expect(["ok", "wrong-state"]).toContain(one);
    },
  };
}

/** One approver's window withdraws while the other submits. */
async function withdrawalAgainstSubmission(): Promise<Pair> {
  const { application, approver, submit } = await givenReady(round);
  return {
    one: () =>
      answerTo(handler, routes.withdrawApplication, {
        at: duringIntake,
        token: approver.token,
        headers: onceKey(),
        params: { id: application.id },
        body: { version: application.version, reason: "另有安排" },
      }),
    other: () => submit(duringIntake),
    ordered: { oneFirst: ["ok", "wrong-state"], otherFirst: ["version-conflict", "ok"] },
    holds: async ({ one, other }) => {
      const { state } = await stored(application);
      const told = await Promise.all([
        factsOf(applicationWithdrawn, application.id),
        factsOf(applicationSubmitted, application.id),
      ]);
      expect([state, ...told.map(({ length }) => length)]).toEqual(
        one === "ok" ? ["WITHDRAWN", 1, 0] : ["SUBMITTED", 0, 1],
      );
      const refused = one === "ok" ? other : one;
      expect([one, other]).toContain("ok");
      expect(["wrong-state", "version-conflict"]).toContain(refused);
    },
  };
}

/** One officer returns what another one clears. */
async function returnAgainstDetermination(): Promise<Pair> {
  const { application, determine } = await givenExamined(round);
  const { token } = await signedIn("officer");
  const { version } = await stored(application);
  return {
    one: () =>
      answerTo(handler, routes.returnApplication, {
        at: duringExamination,
        token,
        headers: onceKey(),
        params: { id: application.id },
        body: { version, items: [{ item: "预算", reason: "测算依据不完整", place: { section: "budget" } }] },
      }),
    other: () => determine("cleared"),
    // What is cleared may still be returned before the review: then it is examined anew.
    ordered: { oneFirst: ["ok", "wrong-state"], otherFirst: ["ok", "ok"] },
    holds: async ({ one, other }) => {
      const { state } = await stored(application);
      const [returned, determined] = await Promise.all([
        factsOf(applicationReturned, application.id),
        factsOf(eligibilityDetermined, application.id),
      ]);
      expect([returned.length, determined.length]).toEqual([one === "ok" ? 1 : 0, other === "ok" ? 1 : 0]);
      expect(state).toBe(one === "ok" ? "RETURNED" : "SUBMITTED");
      for (const code of [one, other]) expect(["ok", "wrong-state", "version-conflict"]).toContain(code);
      expect([one, other]).toContain("ok");
    },
  };
}

describe.each([
  ["two fillers on one section", twoFillers],
  ["filler against approver", fillerAgainstApprover],
  ["withdrawal against submission", withdrawalAgainstSubmission],
  ["return against determination", returnAgainstDetermination],
])("%s", (_, given) => {
  it("the one first: a clear answer to each", async () => {
    const pair = await given();
    const one = codeOf(await pair.one());
    const other = codeOf(await pair.other());
    expect([one, other]).toEqual(pair.ordered.oneFirst);
    await pair.holds({ one, other });
  });

  it("the other first: a clear answer to each", async () => {
    const pair = await given();
    const other = codeOf(await pair.other());
    const one = codeOf(await pair.one());
    expect([one, other]).toEqual(pair.ordered.otherFirst);
    await pair.holds({ one, other });
  });

  it("both at once, over and over: nothing is lost and nothing is half done", async () => {
    for (let n = 0; n < times; n += 1) {
      const pair = await given();
      const [one, other] = await Promise.all(
        n % 2 === 0 ? [pair.one(), pair.other()] : [pair.other(), pair.one()].toReversed(),
      );
      if (!one || !other) throw new Error("an answer is missing");
      await pair.holds({ one: codeOf(one), other: codeOf(other) });
    }
  });
});
