import { describe, expect, it } from "vitest";
import { createGrants } from "../../infra/local/grants.ts";
import { isAllowed } from "../../infra/local/iam.ts";
import type { LocalFunction, Statement } from "../../infra/local/model.ts";
import { readCloud } from "../../infra/local/template.ts";
import { services } from "../../infra/services.ts";
import type { PublishedName } from "../../shared/kernel/manifest.ts";
import { publishedPrefixes } from "../../shared/kernel/published.ts";
import { serviceNames } from "../../shared/kernel/services.ts";
import { tableKeys } from "../../shared/store/table.ts";
import { deployed, text, where } from "./deployed.ts";

const writes = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"].map((act) => `dynamodb:${act}`);
const reads = ["GetItem", "BatchGetItem", "Query"].map((act) => `dynamodb:${act}`);
/** A role's policies may have so many characters together, blanks not counted. */
const policyMost = 10_240;

const functionsOfServices = services.flatMap(({ name: service, functions }) =>
  Object.entries(functions).map(([name, manifest]) => ({ service, name, manifest })),
);

describe.each(await deployed())("the grants in %s", (_partition, { dir, all }) => {
  const cloud = readCloud(dir);
  const [table] = cloud.tables;
  const tableArn = table?.arn ?? "";
  const indexArn = `${tableArn}/index/${tableKeys.index.name}`;
  const rolePolicies = all("AWS::IAM::Policy");

  /** Each function of the partition with its manifest. */
  const granted = functionsOfServices.flatMap(({ service, name, manifest }) => {
    const found = cloud.functions.filter((one) => one.name === `linxuan-prod-${service}-${name}`);
    return found.map((one) => ({ service, manifest, ...one }));
  });
  const statements = granted.flatMap(({ service, name, statements: own }) =>
    own.map((statement) => ({ service, name, statement })),
  );
  const keysOf = ({ conditions }: Statement) =>
    conditions["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"] ?? [];
  const may = ({ statements: own }: Pick<LocalFunction, "statements">, action: string, key: string) =>
    [tableArn, indexArn].some((resource) =>
      isAllowed(own, { action, resource, context: { "dynamodb:LeadingKeys": [key] } }),
    );

  it("are those of every function", () => {
    expect(granted.length).toBe(cloud.functions.length);
    expect(granted.length).toBeGreaterThan(20);
  });

  it("name no wildcard as an action, and as a resource only below one that is named", () => {
    const isWide = ({ actions, resources, notActions, notResources }: Statement) =>
      [...actions, ...notActions].some((action) => action.includes("*")) ||
      notResources.length > 0 ||
      resources.some((resource) => !/^arn:[\w-]+:[\w-]+:[^*]*(\/\*|:\*)?$/.test(resource));
    expect(statements.filter(({ statement }) => isWide(statement))).toEqual([]);
    // Also of roles that no function of ours has.
    expect(
      where(rolePolicies, (one) => /"(Action|Resource)":("\*"|\["\*"|"\w+:\*")/.test(text(one))),
    ).toEqual([]);
  });

  it("allow nobody to scan", () => {
    expect(where(rolePolicies, (one) => /dynamodb:(Scan|PartiQL)|dynamodb:\*/.test(text(one)))).toEqual([]);
    const scan = { action: "dynamodb:Scan", resource: tableArn, context: {} };
    expect(granted.filter((one) => isAllowed(one.statements, scan))).toEqual([]);
  });

  it("on rows bind to the service's own keys or to published ones, in the index too", () => {
    const onRows = statements.filter(({ statement }) =>
      statement.actions.some((action) => [...writes, ...reads].includes(action)),
    );
    expect(onRows.length).toBeGreaterThan(50);
    for (const { service, name, statement } of onRows) {
      const known = [`${service}#*`, ...Object.values(publishedPrefixes).map((prefix) => `${prefix}*`)];
      const isBatch = statement.actions.includes("dynamodb:BatchGetItem");
      expect(keysOf(statement).length, name).toBeGreaterThan(0);
      if (!isBatch) expect(keysOf(statement), name).toHaveLength(1);
      expect(known, name).toEqual(expect.arrayContaining(keysOf(statement)));
      expect(statement.conditions.Null, name).toEqual({ "dynamodb:LeadingKeys": ["false"] });
    }
  });

  it("on rows are never met by a call that names no key", () => {
    const keyless = (action: string, resource: string) => ({ action, resource, context: {} });
    for (const action of [...writes, ...reads]) {
      const allowed = granted.filter(({ statements: own }) =>
        [tableArn, indexArn].some((resource) => isAllowed(own, keyless(action, resource))),
      );
      expect(
        allowed.map(({ name }) => name),
        action,
      ).toEqual([]);
    }
  });

  it("let nobody write a row of another service", () => {
    const foreign = granted.flatMap((one) =>
      serviceNames
        .filter((other) => other !== one.service)
        .flatMap((other) =>
          writes
            .filter((act) => may(one, act, `${other}#anything#1`))
            .map((act) => `${one.name} ${act} ${other}`),
        ),
    );
    expect(foreign).toEqual([]);
  });

  it("let nobody read of another service but what that publishes and the manifest names", () => {
    const names = Object.keys(publishedPrefixes) as PublishedName[];
    for (const one of granted) {
      const readable = names.filter((name) =>
        reads.some((act) => may(one, act, `${publishedPrefixes[name]}1`)),
      );
      const own = names.filter((name) => publishedPrefixes[name].startsWith(`${one.service}#`));
      const named = Object.keys(one.manifest.reads ?? {});
      const readsOwn = (one.manifest.own ?? []).some((act) =>
        ["get", "batch", "query", "index"].includes(act),
      );
      expect(readable.toSorted(), one.name).toEqual([...named, ...(readsOwn ? own : [])].toSorted());
      const secrets = serviceNames.filter(
        (other) => other !== one.service && reads.some((act) => may(one, act, `${other}#secret#1`)),
      );
      expect(secrets, one.name).toEqual([]);
    }
  });

  it("of which AWS itself makes use in a function's name are each needed from the start", () => {
    const grants = createGrants();
    const read = readCloud(dir, grants.isAllowed);
    const isWired = (actions: string[]) =>
      /^(logs|sqs):|dynamodb:(ListStreams|GetRecords)/m.test(actions.join("\n"));
    const wired = grants.of(read).filter(({ statement }) => isWired(statement.actions));
    expect(wired.length).toBeGreaterThan(30);
    expect(wired.filter(({ needed }) => !needed)).toEqual([]);
  });

  it("say nothing twice: no statement of a function is inside another of its own", () => {
    const covers = (wide: Statement, narrow: Statement) =>
      narrow.actions.every((action) => wide.actions.includes(action)) &&
      narrow.resources.every((resource) => wide.resources.includes(resource)) &&
      text(wide.conditions) === text(narrow.conditions);
    const doubled = granted.filter(({ statements: own }) =>
      own.some((narrow, at) => own.some((wide, other) => at !== other && covers(wide, narrow))),
    );
    expect(doubled.map(({ name }) => name)).toEqual([]);
  });

  it("fit into what AWS takes of a role's policies", () => {
    const sizes = granted.map(({ name, statements: own }) => ({ name, size: text(own).length }));
    expect(sizes.filter(({ size }) => size > policyMost)).toEqual([]);
  });

  it("on objects are on the buckets that the manifest names, and never to delete or to list", () => {
    const onObjects = statements.filter(({ statement }) => text(statement.actions).includes("s3:"));
    const acts = new Set(onObjects.flatMap(({ statement }) => statement.actions));
    expect([...acts].toSorted()).toEqual([
      "s3:AbortMultipartUpload",
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]);
    for (const { name, manifest, statements: own } of granted) {
      const reached = cloud.buckets.filter(({ arn }) =>
        own.some(({ resources }) => resources.some((one) => one.startsWith(`${arn}/`))),
      );
      const named = Object.keys(manifest.buckets ?? {});
      expect(reached.length, name).toBe(named.length);
      for (const bucket of named) expect(text(reached.map((one) => one.name)), name).toContain(bucket);
    }
  });
});
