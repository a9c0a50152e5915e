import { beforeAll, describe, expect, it } from "vitest";
import { completenessOf } from "../../functions/eligibility/completeness.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { closesAt, givenReady, openRound } from "../applications/given.ts";

let submitted: Application;
let files: Upload[];
beforeAll(async () => {
  const round: Round = await openRound();
  const ready = await givenReady(round);
  submitted = (await ready.submit(closesAt)).body;
  files = await uploads.list(submitted.id);
});

const seen = (...states: Upload["state"][]) =>
  files.map((file, at) => ({ ...file, state: states[at] ?? "ACCEPTED" }));
const found = (given = submitted, of = seen()) => completenessOf(cast2021, given, of);

describe("a submission is complete", () => {
  it("when every document that the programme asks for was accepted; the receipt is the source", () => {
    expect(found()).toEqual({
      disqualifier: "completeness",
      ruleVersion: cast2021.version,
      outcome: "pass",
      fact: { zh: "应交文件 2 份，已交 2 份", en: "2 of 2 required documents were submitted" },
      source: submitted.receipt?.number,
      on: "2021-11-11",
      basis: cast2021.documents.required[0]?.basis,
      notes: [],
    });
  });

  it("also with a file that a person must look at, which is said", () => {
    expect(found(submitted, seen("FLAGGED"))).toMatchObject({
      outcome: "pass",
      notes: [{ en: expect.stringContaining("a person must look at it") }],
    });
  });
});

describe("a submission needs evidence, and does not pass", () => {
  it.each(["PRESIGNED", "LANDED", "REFUSED", "ABANDONED"] as const)("with a file that is %s", (state) => {
    const { outcome, notes } = found(submitted, seen(state));
    expect([outcome, notes.length]).toEqual(["needs-evidence", 1]);
  });

  it("when nothing is known of a file", () => {
    expect(found(submitted, []).outcome).toBe("needs-evidence");
  });
});

describe("a submission is incomplete", () => {
  it("without a document that the programme asks for, and one for each is said", () => {
    const { receipt } = submitted;
    const bare = { ...submitted, receipt: receipt && { ...receipt, files: [] } };
    expect(found(bare)).toMatchObject({
      outcome: "fail",
      fact: { en: "0 of 2 required documents were submitted" },
      notes: [{}, {}],
    });
  });

  it("under another undertaking than the present one", () => {
    const { receipt } = submitted;
    const other = { ...submitted, receipt: receipt && { ...receipt, undertakingVersion: 2 } };
    expect(found(other).outcome).toBe("fail");
  });
});
