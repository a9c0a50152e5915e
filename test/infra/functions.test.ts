import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deployed, type Resource, referred, text, where } from "./deployed.ts";

describe.each(await deployed())("every function in %s", (_partition, { dir, resources, all }) => {
  const functions = all("AWS::Lambda::Function");
  const inStackOf = ({ stack }: Resource, type: string) => all(type).filter((one) => one.stack === stack);
  const mine = (one: Resource, type: string, property: string) =>
    inStackOf(one, type).filter(({ properties }) => referred(properties[property]) === one.id);
  const ruleTargets = (one: Resource) =>
    inStackOf(one, "AWS::Events::Rule").flatMap(({ properties }) =>
      (properties.Targets as { Arn: unknown; DeadLetterConfig?: { Arn: unknown } }[]).filter(
        ({ Arn }) => referred(Arn) === one.id,
      ),
    );
  const mappings = (one: Resource) => mine(one, "AWS::Lambda::EventSourceMapping", "FunctionName");
  /** Another function may hand work to it. */
  const isInvoked = ({ properties }: Resource) =>
    all("AWS::IAM::Policy").some((policy) =>
      ["lambda:InvokeFunction", `:function:${properties.FunctionName}"`].every((word) =>
        text(policy).includes(word),
      ),
    );
  const isServing = (one: Resource) =>
    mine(one, "AWS::ApiGatewayV2::Integration", "IntegrationUri").length > 0;

  it("runs on Node 24 and ends before the gateway gives up", () => {
    expect(functions.length).toBeGreaterThan(20);
    expect(where(functions, ({ properties }) => properties.Runtime !== "nodejs24.x")).toEqual([]);
    expect(where(functions.filter(isServing), ({ properties }) => Number(properties.Timeout) > 29)).toEqual(
      [],
    );
  });

  it("has a log group of its own that keeps for a year and outlives it", () => {
    const logs = functions.map((one) => {
      const { LogGroup } = (one.properties.LoggingConfig ?? {}) as { LogGroup?: unknown };
      return inStackOf(one, "AWS::Logs::LogGroup").find(({ id }) => id === referred(LogGroup))?.at;
    });
    expect(logs).not.toContain(undefined);
    expect(new Set(logs).size).toBe(functions.length);
    const groups = all("AWS::Logs::LogGroup");
    expect(where(groups, ({ properties }) => properties.RetentionInDays !== 365)).toEqual([]);
    expect(where(groups, ({ deletionPolicy }) => deletionPolicy !== "Retain")).toEqual([]);
  });

  it("has a role of its own, with one policy that nobody shares and nothing taken over from AWS", () => {
    const roles = functions.map(({ stack, properties }) => `${stack}/${referred(properties.Role)}`);
    expect(new Set(roles).size).toBe(functions.length);
    const policies = all("AWS::IAM::Policy").filter(
      ({ properties }) => (properties.Roles as unknown[]).length > 0,
    );
    expect(where(policies, ({ properties }) => (properties.Roles as unknown[]).length !== 1)).toEqual([]);
    const held = policies.map(
      ({ stack, properties: { Roles } }) => `${stack}/${referred((Roles as unknown[])[0])}`,
    );
    expect(new Set(held).size).toBe(policies.length);
    expect(roles.filter((role) => !held.includes(role))).toEqual([]);
    const takesOver = ({ properties }: Resource) =>
      "ManagedPolicyArns" in properties || "Policies" in properties;
    expect(where(all("AWS::IAM::Role"), takesOver)).toEqual([]);
  });

  it("is called by something", () => {
    const isCalled = (one: Resource) =>
      isServing(one) || ruleTargets(one).length + mappings(one).length > 0 || isInvoked(one);
    expect(where(functions, (one) => !isCalled(one))).toEqual([]);
  });

  it("parks what it can't digest in a dead-letter queue of its own, after two more tries, when nobody waits for it", () => {
    const asynchronous = functions.filter((one) => !isServing(one));
    const queueOf = ({ properties }: Resource) =>
      referred((properties.DeadLetterConfig as { TargetArn?: unknown } | undefined)?.TargetArn);
    expect(where(asynchronous, (one) => queueOf(one) === undefined)).toEqual([]);
    const queues = asynchronous.map((one) => `${one.stack}/${queueOf(one)}`);
    expect(new Set(queues)).toEqual(new Set(all("AWS::SQS::Queue").map(({ at }) => at)));
    const retries = (one: Resource) => mine(one, "AWS::Lambda::EventInvokeConfig", "FunctionName");
    expect(where(asynchronous, (one) => retries(one)[0]?.properties.MaximumRetryAttempts !== 2)).toEqual([]);
    const losesTargets = (one: Resource) =>
      ruleTargets(one).some(({ DeadLetterConfig }) => referred(DeadLetterConfig?.Arn) !== queueOf(one));
    expect(where(asynchronous, losesTargets)).toEqual([]);
    const losesRecords = (one: Resource) =>
      mappings(one).some(
        ({ properties }) => !text(properties.DestinationConfig).includes(String(queueOf(one))),
      );
    expect(where(asynchronous, losesRecords)).toEqual([]);
  });

  it("that serves routes lets the gateway in once for all of them: a permission a route would break its policy", () => {
    const fromGateway = (one: Resource) =>
      mine(one, "AWS::Lambda::Permission", "FunctionName").filter(
        ({ properties }) => properties.Principal === "apigateway.amazonaws.com",
      );
    expect(where(functions, (one) => fromGateway(one).length !== (isServing(one) ? 1 : 0))).toEqual([]);
    const isForOneRoute = (one: Resource) =>
      fromGateway(one).some(({ properties }) => !text(properties.SourceArn).endsWith('"/*"]]}'));
    expect(where(functions, isForOneRoute)).toEqual([]);
  });

  it("knows no local control, and no clock but the gateway's and the events' own", () => {
    expect(where(resources, (one) => text(one).includes("/_local"))).toEqual([]);
    const bundles = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) =>
      /^asset\.\w+\/.*\.m?js$/.test(file),
    );
    expect(bundles.length).toBeGreaterThanOrEqual(functions.length);
    const code = bundles.map((file) => readFileSync(join(dir, file), "utf8"));
    expect(bundles.filter((_, at) => code[at]?.includes("/_local"))).toEqual([]);
    const settings = new Set(code.flatMap((one) => one.match(/LINXUAN_[A-Z0-9_]+/g) ?? []));
    expect([...settings].sort()).toEqual([
      "LINXUAN_BUCKET_",
      "LINXUAN_BUS",
      "LINXUAN_FIRST_ADMINISTRATOR",
      "LINXUAN_HANDS_TO",
      "LINXUAN_MAIL_CONFIGURATION",
      "LINXUAN_MAIL_FROM",
      "LINXUAN_MAIL_TRANSPORT",
      "LINXUAN_ORIGIN",
      "LINXUAN_S3_PATH_STYLE",
      "LINXUAN_SMTP_SECRET",
      "LINXUAN_TABLE",
    ]);
  });

  it("is given no setting of the local stage, and none that it does not read", () => {
    const names = functions.flatMap(({ properties }) =>
      Object.keys((properties.Environment as { Variables?: object } | undefined)?.Variables ?? {}),
    );
    expect(
      names.filter(
        (name) =>
          !/^LINXUAN_(BUCKET_\w+|BUS|FIRST_ADMINISTRATOR|HANDS_TO|MAIL_\w+|ORIGIN|SMTP_SECRET|TABLE)$/.test(
            name,
          ),
      ),
    ).toEqual([]);
  });
});
