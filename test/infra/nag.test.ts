import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { deployed, text, where } from "./deployed.ts";

const root = resolve(import.meta.dirname, "../..");

describe.each(await deployed())("what is acknowledged in %s", (_partition, { acknowledged, resources }) => {
  it("names the test that watches in the check's place, and it exists", () => {
    const tests = acknowledged.map(({ reason }) => /\. Test: (\S+\.test\.ts)$/.exec(reason)?.[1]);
    expect(tests.length).toBeGreaterThan(5);
    expect(tests).not.toContain(undefined);
    expect(tests.filter((file) => !existsSync(resolve(root, file ?? "")))).toEqual([]);
  });

  it("is acknowledged at one construct each; for the whole app only that people are authorised by the functions", () => {
    expect(acknowledged.filter(({ at }) => at === "").map(({ rule }) => rule)).toEqual([
      "AwsSolutions-APIG4",
    ]);
    const stacks = new Set(resources.map(({ stack }) => stack));
    expect(acknowledged.filter(({ at }) => stacks.has(at))).toEqual([]);
  });

  it("is nothing but these rules", () => {
    const rules = new Set(acknowledged.map(({ rule }) => rule));
    const known = ["AwsSolutions-APIG4", "AwsSolutions-IAM5", "AwsSolutions-S1", "AwsSolutions-SMG4"];
    expect([...rules].filter((rule) => !known.includes(rule))).toEqual([]);
  });

  it("is said in one place: no resource silences a check by itself", () => {
    expect(where(resources, (one) => /cdk_nag|rules_to_suppress|cfn_nag/.test(text(one)))).toEqual([]);
  });
});
