import { afterEach, describe, expect, it } from "vitest";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { createGrants, type Grant } from "../../infra/local/grants.ts";
import { allow, functionArn, givenFunction, tableArn } from "./cloud-fixture.ts";
import { changeTemplate, synthSmallApp } from "./small-app.ts";

const assembly = synthSmallApp();
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function start(): Promise<RunningCloud> {
  const cloud = await startCloud({ assembly });
  undo.push(cloud.close);
  return cloud;
}

/** What was refused to the functions so far, as a policy would name it. */
async function refused({ url }: RunningCloud): Promise<unknown> {
  return (await fetch(`${url}/_local/refusals`)).json();
}

async function act({ url }: RunningCloud, wanted: string): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const asked = { method: "POST", headers, body: JSON.stringify({ act: wanted }) };
  return (await fetch(`${url}/reviews/1`, asked)).json();
}

/** First action of each statement that nothing has needed yet. */
async function idle({ url }: RunningCloud): Promise<string[]> {
  const grants = (await (await fetch(`${url}/_local/grants`)).json()) as Grant[];
  return grants.filter(({ needed }) => !needed).map(({ statement }) => statement.actions[0] ?? "");
}

describe("the grants of a running cloud", () => {
  it("are needed from the start where AWS itself works in the function's name, others once they were used", async () => {
    const cloud = await start();
    expect(await idle(cloud)).toEqual(["dynamodb:GetItem", "events:PutEvents", "s3:PutObject"]);
    await act(cloud, "submit");
    await cloud.settle();
    expect(await idle(cloud)).toEqual(["s3:PutObject"]);
    await act(cloud, "upload");
    expect(await idle(cloud)).toEqual([]);
  });

  it("are not needed by what was refused", async () => {
    const cloud = await start();
    expect(await refused(cloud)).toEqual([]);
    await act(cloud, "readForeign");
    expect(await idle(cloud)).toContain("dynamodb:GetItem");
    await act(cloud, "readForeign");
    expect(await refused(cloud)).toMatchObject([{ action: "dynamodb:GetItem" }]);
  });

  it("are not missed where the store itself asks whether an object is there", () => {
    const statements = [allow(["s3:GetObject"], ["arn:aws:s3:::kept/*"])];
    const grants = createGrants();
    const list = { action: "s3:ListBucket", resource: "arn:aws:s3:::kept" };
    const refused = () => grants.refusalsOf({ functions: [givenFunction("reviews", { statements })] });
    expect(grants.isAllowed(statements, { ...list, context: {} })).toBe(false);
    expect(refused()).toEqual([]);
    expect(grants.isAllowed(statements, { ...list, context: { "s3:prefix": [""] } })).toBe(false);
    expect(refused()).toMatchObject([{ function: "reviews", action: "s3:ListBucket" }]);
  });

  it("that were needed are missed: without one, the same act is AccessDenied", async () => {
    undo.push(
      changeTemplate(assembly, "Reviews", ({ Resources }) => {
        for (const { Type, Properties } of Object.values(Resources)) {
          if (Type !== "AWS::IAM::Policy") continue;
          const document = Properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
          document.Statement = document.Statement.filter(
            ({ Action }) => ![Action].flat().includes("s3:PutObject"),
          );
        }
      }),
    );
    const cloud = await start();
    expect(await act(cloud, "upload")).toEqual({ refused: "AccessDenied" });
    expect(await refused(cloud)).toMatchObject([{ action: "s3:PutObject" }]);
  });
});

describe("statements of a policy", () => {
  const get = (key: string) => ({
    action: "dynamodb:GetItem",
    resource: tableArn,
    context: { "dynamodb:LeadingKeys": [key] },
  });
  const bound = (prefix: string) =>
    allow(["dynamodb:GetItem"], [tableArn], {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [prefix] },
    });

  it("that allow the same are neither of them needed for it", () => {
    const statements = [bound("reviews#*"), bound("reviews#sheet#*")];
    const grants = createGrants();
    const needed = () =>
      grants.of({ functions: [givenFunction("reviews", { statements })] }).map((one) => one.needed);
    expect(grants.isAllowed(statements, get("reviews#sheet#1"))).toBe(true);
    expect(needed()).toEqual([false, false]);
    expect(grants.isAllowed(statements, get("reviews#pair#1"))).toBe(true);
    expect(needed()).toEqual([true, false]);
  });

  it("of several keys are needed when each of its keys was", () => {
    const statements = [
      allow(["dynamodb:BatchGetItem"], [tableArn], {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["reviews#*", "experts#pair#*"] },
      }),
    ];
    const grants = createGrants();
    const batch = (...keys: string[]) => ({
      action: "dynamodb:BatchGetItem",
      resource: tableArn,
      context: { "dynamodb:LeadingKeys": keys },
    });
    const stand = () =>
      grants
        .of({ functions: [givenFunction("reviews", { statements })] })
        .map(({ needed, idleKeys }) => [needed, ...idleKeys]);
    expect(stand()).toEqual([[false, "reviews#*", "experts#pair#*"]]);
    expect(grants.isAllowed(statements, batch("reviews#1", "reviews#2"))).toBe(true);
    expect(stand()).toEqual([[false, "experts#pair#*"]]);
    expect(grants.isAllowed(statements, batch("reviews#1", "experts#load#1"))).toBe(false);
    expect(stand()).toEqual([[false, "experts#pair#*"]]);
    expect(grants.isAllowed(statements, batch("reviews#1", "experts#pair#1"))).toBe(true);
    expect(stand()).toEqual([[true]]);
  });

  it("are shown with their keys and their function", () => {
    const statements = [bound("reviews#*")];
    expect(createGrants().of({ functions: [givenFunction("reviews", { statements })] })).toEqual([
      {
        function: "reviews",
        statement: {
          index: 0,
          actions: ["dynamodb:GetItem"],
          resources: [tableArn],
          keys: ["reviews#*"],
        },
        needed: false,
        idleKeys: ["reviews#*"],
      },
    ]);
  });

  it("of another function say nothing of this one's", () => {
    const mine = givenFunction("mine", { statements: [bound("reviews#*")] });
    const other = givenFunction("other", { arn: functionArn("other"), statements: [bound("reviews#*")] });
    const grants = createGrants();
    grants.isAllowed(other.statements, get("reviews#1"));
    expect(grants.of({ functions: [mine, other] }).map(({ needed }) => needed)).toEqual([false, true]);
  });
});
