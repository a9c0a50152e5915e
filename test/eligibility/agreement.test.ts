import { beforeAll, describe, expect, it } from "vitest";
import { handler as onTwin } from "../../functions/eligibility/on-twin.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { Twin } from "../../shared/contract/twins.ts";
import { uploads as routes } from "../../shared/contract/uploads.ts";
import { eligibilityFound } from "../../shared/events/eligibility.ts";
import { twinCompared, twinLookedAt } from "../../shared/events/uploads.ts";
import { Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { transact } from "../../shared/store/commit.ts";
import { twins } from "../../shared/store/published/twins.ts";
import { duringIntake, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factOf, factsOf, tell } from "../told.ts";
import { duringExamination, givenExamined } from "./given.ts";
import { givenDetermined } from "./given-reconsidered.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

type Examined = Pick<Awaited<ReturnType<typeof givenExamined>>, "application" | "named" | "society">;

/** Uploads has compared the two files of a submission, and told it. */
async function compared(
  { application, named, society }: Examined,
  verdict: Twin["comparison"]["verdict"],
  { at = duringIntake, submission = 1 }: { at?: string; submission?: number } = {},
) {
  const idOf = (kind: string) => {
    const file = named.find((one) => one.kind === kind);
    if (!file) throw new Error(`no ${kind} was submitted`);
    return file.uploadId;
  };
  const passage = { word: "三年内增长两成", pdf: "三年内翻一番" };
  const twin: Twin = {
    ...{ applicationId: application.id, roundId: application.roundId, societyCode: society.code },
    ...{ pdfUploadId: idOf("stamped"), wordUploadId: idOf("form"), submission },
    factsHash: application.definitionHash,
    facts: { templateId: null, title: null, names: [], budgetTotalFen: null },
    comparison: {
      ...{ verdict, similarity: 0.99, omitted: 1 },
      findings: verdict === "doubt" ? [{ code: "text-differs", file: null, detail: null }] : [],
      passages: verdict === "doubt" ? [5, 2].map((page) => ({ ...passage, page })) : [],
    },
    comparedAt: Instant.parse(at),
    version: 1,
  };
  await transact([twins.create(twin)]);
  const { applicationId, roundId, societyCode, pdfUploadId, wordUploadId } = twin;
  const payload = {
    ...{ applicationId, roundId, societyCode, pdfUploadId, wordUploadId },
    ...{ submissionNumber: submission, verdict },
  };
  const aggregateId = `${applicationId}#${pdfUploadId}#${wordUploadId}#${submission}#${twin.factsHash}`;
  const told = factOf(twinCompared, { aggregateId, version: 1, at, payload });
  await tell(onTwin, told);
  return { twin, told };
}

/** An officer compares both files, writes down what they found, and it is told. */
async function looked(twin: Twin, body: object, token?: string) {
  const by = token ?? (await signedIn("officer")).token;
  const { applicationId, pdfUploadId, wordUploadId, submission } = twin;
  const answer = await answerTo(uploadsApi, routes.recordTwinLook, {
    at: duringExamination,
    token: by,
    headers: onceKey(),
    params: { id: applicationId, uploadId: pdfUploadId },
    body,
  });
  const of = `${applicationId}#${pdfUploadId}#${wordUploadId}#${submission}`;
  const last = (await factsOf(twinLookedAt, of)).at(-1);
  if (answer.status === 201 && last) await tell(onTwin, last);
  return answer;
}

const agreementIn = ({ findings }: Pick<Determination, "findings">) =>
  findings.find(({ disqualifier }) => disqualifier === "agreement");

describe("where Word form and PDF of a submission differ", () => {
  it("the officer sees that a person is needed, with the clause and the pages, and no fail", async () => {
    const one = await givenExamined(round);
    await compared(one, "doubt");
    expect(await one.current()).toMatchObject({ state: "FOUND", proposal: "needs-evidence", version: 2 });
    expect(agreementIn(await one.current())).toMatchObject({
      outcome: "needs-evidence",
      fact: { en: "Word form and PDF differ in places; a person must look" },
      basis: cast2021.documents.required[1]?.basis,
      notes: [{ zh: "Word 版与 PDF 版文字不一致" }, { zh: "共 3 处，PDF第 2、5 页" }],
    });
    expect(JSON.stringify(await one.current())).not.toContain("翻一番");
    expect((await one.determine("cleared")).body).toMatchObject({
      code: "evidence-required",
      findings: [{ disqualifier: "agreement" }],
    });
  });

  it("it is looked at again when a person found that it does not matter, and may then be cleared", async () => {
    const one = await givenExamined(round);
    const { twin } = await compared(one, "doubt");
    await looked(twin, { version: 0, outcome: "harmless", note: "仅换行不同" });
    expect(await one.current()).toMatchObject({ proposal: "pass", version: 3 });
    expect((await one.determine("cleared")).body.state).toBe("CLEARED");
  });

  it("it stays so when the person confirms it, and says that it can be returned", async () => {
    const one = await givenExamined(round);
    const { twin } = await compared(one, "doubt");
    await looked(twin, { version: 0, outcome: "differs", note: "负责人不同" });
    const confirmed = agreementIn(await one.current());
    expect([confirmed?.outcome, confirmed?.notes.at(-1)?.en]).toEqual([
      "needs-evidence",
      "A person confirmed that they differ; the application can be returned",
    ]);
    await looked(twin, { version: 1, outcome: "harmless", note: "再看，系同一人曾用名" });
    expect((await one.current()).proposal).toBe("pass");
  });

  it("a comparison that came before the rules spoke is in their first word", async () => {
    const one = await givenExamined(round, { isTold: false });
    await compared(one, "doubt");
    const { applicationSubmitted } = await import("../../shared/events/applications.ts");
    const { handler: onSubmitted } = await import("../../functions/eligibility/on-submitted.ts");
    const { lastFact } = await import("../told.ts");
    await tell(onSubmitted, await lastFact(applicationSubmitted, one.application.id));
    expect(await one.current()).toMatchObject({ proposal: "needs-evidence", version: 1 });
  });

  it("what was determined stands, and officers are asked to look again until the doubt is settled", async () => {
    const one = await givenDetermined(round, "cleared");
    const { twin } = await compared(one, "doubt", { at: duringExamination });
    expect([(await one.current()).state, (await one.look())?.state]).toEqual(["CLEARED", "OPEN"]);
    expect((await one.look())?.changed).toEqual(["agreement"]);
    await looked(twin, { version: 0, outcome: "harmless", note: "仅换行不同" });
    expect([(await one.current()).state, (await one.look())?.state]).toEqual(["CLEARED", "LAPSED"]);
  });

  it("a second delivery changes nothing", async () => {
    const one = await givenExamined(round);
    const { told } = await compared(one, "doubt");
    await tell(onTwin, told);
    expect((await one.current()).version).toBe(2);
    expect(await factsOf(eligibilityFound, one.application.id)).toHaveLength(2);
  });
});

describe("nothing is said of the files", () => {
  it.each(["alike", "not-checkable"] as const)("that are %s", async (verdict) => {
    const one = await givenExamined(round);
    await compared(one, verdict);
    expect(await one.current()).toMatchObject({ proposal: "pass", version: 1 });
    expect(agreementIn(await one.current())).toBeUndefined();
  });

  it("of another submission than the one that stands", async () => {
    const one = await givenExamined(round);
    await compared(one, "doubt", { submission: 2 });
    expect((await one.current()).proposal).toBe("pass");
  });

  it("whose later comparison, with the society's new name, agrees", async () => {
    const one = await givenExamined(round);
    const { twin } = await compared(one, "doubt");
    const again: Twin = {
      ...twin,
      factsHash: "b".repeat(64) as Twin["factsHash"],
      comparison: { ...twin.comparison, verdict: "alike", findings: [], passages: [], omitted: 0 },
      comparedAt: plusSeconds(twin.comparedAt, 60),
    };
    await transact([twins.create(again)]);
    const { pdfUploadId, wordUploadId, applicationId, roundId, societyCode } = again;
    await tell(
      onTwin,
      factOf(twinCompared, {
        aggregateId: `${applicationId}#again`,
        version: 1,
        at: duringExamination,
        payload: {
          ...{ applicationId, roundId, societyCode, pdfUploadId, wordUploadId },
          ...{ submissionNumber: 1, verdict: "alike" },
        },
      }),
    );
    expect((await one.current()).proposal).toBe("pass");
  });
});

describe("a look at both files is not recorded", () => {
  it("by others than officers, without a note, or by a look that others are ahead of", async () => {
    const one = await givenExamined(round);
    const { twin } = await compared(one, "doubt");
    const body = { version: 0, outcome: "harmless", note: "无碍" };
    const supervisor = await signedIn("supervisor");
    expect((await looked(twin, body, supervisor.token)).status).toBe(403);
    expect((await looked(twin, body, one.approver.token)).status).toBe(403);
    expect((await looked(twin, { ...body, note: "" })).body.code).toBe("invalid-request");
    expect((await looked(twin, { ...body, version: 3 })).body.code).toBe("version-conflict");
    expect((await one.current()).version).toBe(2);
  });

  it("of files that agree, and of what was not compared", async () => {
    const one = await givenExamined(round);
    const { twin } = await compared(one, "alike");
    const body = { version: 0, outcome: "harmless", note: "无碍" };
    expect((await looked(twin, body)).body).toMatchObject({ code: "wrong-state", verdict: "alike" });
    expect((await looked({ ...twin, pdfUploadId: twin.wordUploadId }, body)).body.code).toBe("not-found");
  });

  it("and the list of doubts shows how each stands", async () => {
    const own = await openRound();
    const one = await givenExamined(own);
    const { twin } = await compared(one, "doubt");
    const standing = async () => {
      const { body } = await answerTo(uploadsApi, routes.listTwinDoubts, {
        at: duringExamination,
        token: one.officer.token,
        params: { roundId: own.id },
        query: {},
      });
      return body.items.map((item: { standing: object }) => item.standing);
    };
    expect(await standing()).toEqual([{ state: "open", version: 0 }]);
    await looked(twin, { version: 0, outcome: "differs", note: "负责人不同" });
    expect(await standing()).toEqual([{ state: "differs", version: 1 }]);
  });
});
