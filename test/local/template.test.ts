import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { isAllowed } from "../../infra/local/iam.ts";
import { readCloud } from "../../infra/local/template.ts";
import { changeTemplate, type Resource, synthSmallApp } from "./small-app.ts";

const dir = synthSmallApp();
const account = "us-east-1:000000000000";
const restores: (() => void)[] = [];
afterEach(() => {
  for (const restore of restores.splice(0).reverse()) restore();
});

const change = (stack: string, edit: Parameters<typeof changeTemplate>[2]) =>
  restores.push(changeTemplate(dir, stack, edit));

function changeFirst(stack: string, type: string, edit: (resource: Resource) => void): void {
  change(stack, ({ Resources }) => {
    const found = Object.values(Resources).find(({ Type }) => Type === type);
    if (found === undefined) throw new Error(`no ${type}`);
    edit(found);
  });
}

describe("a synthesized app", () => {
  it("is read as the parts that run, with references between stacks resolved", () => {
    const cloud = readCloud(dir);
    const [handler] = cloud.functions;
    const [table] = cloud.tables;
    const [bucket] = cloud.buckets;
    const [dead] = cloud.queues;
    expect(cloud.functions).toHaveLength(1);
    expect(handler).toMatchObject({
      handler: "index.handler",
      timeoutSeconds: 20,
      memoryMb: 512,
      reservedConcurrency: 7,
      asyncRetries: 1,
      deadLetterArn: dead?.arn,
      environment: { TABLE: table?.name, BUCKET: bucket?.name, BUS: "domain", SECRET: cloud.secrets[0]?.arn },
    });
    expect(existsSync(join(handler?.codeDir ?? "", "index.js"))).toBe(true);
    expect(cloud.routes.map(({ routeKey, functionArn }) => [routeKey, functionArn])).toEqual([
      ["POST /reviews/{id}", handler?.arn],
      ["$default", handler?.arn],
    ]);
    expect(cloud.buses).toEqual([{ name: "domain", arn: `arn:aws:events:${account}:event-bus/domain` }]);
    expect(cloud.rules).toMatchObject([
      {
        busName: "domain",
        pattern: { "detail-type": ["application.submitted.v1"] },
        targets: [{ retries: 3 }],
      },
      { busName: "default", pattern: { source: ["aws.s3"] } },
      { busName: "default", schedule: "rate(5 minutes)", targets: [{ arn: handler?.arn }] },
    ]);
    expect(cloud.mappings).toMatchObject([
      { tableName: table?.name, batchSize: 10, retries: 3, bisects: true, reportsItemFailures: true },
    ]);
    expect(table).toMatchObject({ streamViewType: "NEW_IMAGE", indexes: [{ IndexName: "byIndex" }] });
    expect(bucket).toMatchObject({ isVersioned: true, sendsEvents: true, cors: [{ maxAgeSeconds: 60 }] });
  });

  it("gives each function the statements of its own role", () => {
    const { functions, tables } = readCloud(dir);
    const statements = functions[0]?.statements ?? [];
    const get = (key: string) => ({
      action: "dynamodb:GetItem",
      resource: tables[0]?.arn ?? "",
      context: { "dynamodb:LeadingKeys": [key] },
    });
    expect(isAllowed(statements, get("reviews#1"))).toBe(true);
    expect(isAllowed(statements, get("experts#1"))).toBe(false);
  });

  it("names its parts the same on every reading, so that kept rows are found again", () => {
    expect(readCloud(dir)).toEqual(readCloud(dir));
  });

  it("is read without a resource whose condition is false", () => {
    change("Kept", (template) => {
      template.Conditions = { Never: { "Fn::Equals": [{ Ref: "AWS::Region" }, "nowhere"] } };
      template.Resources.Spare = { Type: "AWS::SQS::Queue", Properties: {}, Condition: "Never" };
    });
    expect(readCloud(dir).queues).toHaveLength(1);
  });
});

describe("a template that would behave otherwise here is refused with the resource's name", () => {
  it("for an unknown type", () => {
    change("Kept", ({ Resources }) => {
      Resources.Url1 = { Type: "AWS::Lambda::Url", Properties: {} };
    });
    expect(() => readCloud(dir)).toThrow(
      "Kept.Url1 (AWS::Lambda::Url): resource type AWS::Lambda::Url is not known",
    );
  });

  it("for a property that is not run", () => {
    changeFirst("Reviews", "AWS::Lambda::Function", ({ Properties }) => {
      Properties.Layers = ["arn:aws:lambda:us-east-1:1:layer:x:1"];
    });
    expect(() => readCloud(dir)).toThrow(/Reviews\.Handler\w+ \(AWS::Lambda::Function\).*"Layers"/);
  });

  it("for more variables than AWS takes", () => {
    changeFirst("Reviews", "AWS::Lambda::Function", ({ Properties }) => {
      Properties.Environment = { Variables: { LONG: "x".repeat(4096) } };
    });
    expect(() => readCloud(dir)).toThrow("AWS takes 4 KB");
  });

  it("for an intrinsic function that is not known", () => {
    changeFirst("Reviews", "AWS::Lambda::Function", ({ Properties }) => {
      Properties.Handler = { "Fn::Base64": "index.handler" };
    });
    expect(() => readCloud(dir)).toThrow("Fn::Base64 is not known");
  });

  it("for an import that nobody exports, and an attribute that is not known", () => {
    changeFirst("Reviews", "AWS::Lambda::Function", ({ Properties }) => {
      Properties.Description = { "Fn::ImportValue": "Kept:Nothing" };
    });
    expect(() => readCloud(dir)).toThrow("no stack exports Kept:Nothing");
    change("Reviews", ({ Resources }) => {
      const QueueName = { "Fn::GetAtt": ["Odd", "Colour"] };
      Resources.Odd = { Type: "AWS::SQS::Queue", Properties: { QueueName } };
    });
    expect(() => readCloud(dir)).toThrow("Reviews.Odd (AWS::SQS::Queue)");
  });

  it("for a pattern or a condition operator that is not judged", () => {
    changeFirst("Reviews", "AWS::Events::Rule", ({ Properties }) => {
      Properties.EventPattern = { source: [{ cidr: "10.0.0.0/8" }] };
    });
    changeFirst("Reviews", "AWS::IAM::Policy", ({ Properties }) => {
      Properties.PolicyDocument = {
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Action: "*",
          Resource: "*",
          Condition: { IpAddress: { "aws:SourceIp": "::1" } },
        },
      };
    });
    expect(() => readCloud(dir)).toThrow(/operator cidr is not known[\s\S]*|IpAddress/);
    expect(() => readCloud(dir)).toThrow("IpAddress");
  });

  it("for a bucket policy that does more than bar plain text", () => {
    changeFirst("Kept", "AWS::S3::BucketPolicy", ({ Properties }) => {
      const Statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Principal: "*" };
      Properties.PolicyDocument = { Version: "2012-10-17", Statement };
    });
    expect(() => readCloud(dir)).toThrow("may only bar calls without TLS or take access logs");
  });
});

describe("a template whose parts may not call each other is refused with AccessDenied", () => {
  it.each(["AWS::Lambda::Permission", "AWS::SQS::QueuePolicy"])("without any %s", (type) => {
    change("Reviews", (template) => {
      const kept = Object.entries(template.Resources).filter(([, { Type }]) => Type !== type);
      template.Resources = Object.fromEntries(kept);
    });
    expect(() => readCloud(dir)).toThrow("AccessDenied");
  });

  it.each([
    ["dynamodb:GetRecords", "dynamodb:GetRecords"],
    ["dynamodb:ListStreams", "dynamodb:ListStreams"],
    ["sqs:SendMessage", "sqs:SendMessage"],
  ])("when its role loses the statement with %s", (action, named) => {
    changeFirst("Reviews", "AWS::IAM::Policy", ({ Properties }) => {
      const { Statement } = Properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
      const left = Statement.filter(({ Action }) => ![Action].flat().includes(action));
      Properties.PolicyDocument = { Version: "2012-10-17", Statement: left };
    });
    expect(() => readCloud(dir)).toThrow(`is not authorized to perform: ${named}`);
  });

  it("when its role may not write its log", () => {
    changeFirst("Reviews", "AWS::IAM::Role", ({ Properties }) => {
      Properties.ManagedPolicyArns = [];
    });
    expect(() => readCloud(dir)).toThrow("is not authorized to perform: logs:PutLogEvents");
  });
});
