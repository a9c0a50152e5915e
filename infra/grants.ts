import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { BucketAct, BucketName, FunctionManifest, TableAct } from "../shared/kernel/manifest.ts";
import { publishedPrefixes } from "../shared/kernel/published.ts";
import { tableKeys } from "../shared/store/table.ts";
import type { Kept } from "./data.ts";

/** What each act is called in IAM. A transaction is authorised per contained action; nobody ever gets Scan. */
const tableActions: Record<Exclude<TableAct, "index">, string[]> = {
  get: ["dynamodb:GetItem", "dynamodb:BatchGetItem"],
  query: ["dynamodb:Query"],
  put: ["dynamodb:PutItem"],
  update: ["dynamodb:UpdateItem"],
  check: ["dynamodb:ConditionCheckItem"],
  delete: ["dynamodb:DeleteItem"],
};

const bucketActions: Record<BucketAct, string[]> = {
  read: ["s3:GetObject"],
  version: ["s3:GetObject", "s3:GetObjectVersion"],
  put: ["s3:PutObject"],
  list: ["s3:ListBucket"],
  tag: ["s3:PutObjectTagging"],
};

/** Only rows whose partition key begins so. A request that names no key would pass the first condition; the second stops it. */
const leadingKeys = (prefix: string) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${prefix}*`] },
  Null: { "dynamodb:LeadingKeys": "false" },
});

/** One statement per act on the service's own rows, one per published name that it reads. */
function tableStatements(service: string, manifest: FunctionManifest, { table }: Kept): PolicyStatement[] {
  const index = `${table.tableArn}/index/${tableKeys.index.name}`;
  const own = (manifest.own ?? []).map((act) =>
    act === "index"
      ? new PolicyStatement({
          actions: ["dynamodb:Query"],
          resources: [index],
          conditions: leadingKeys(`${service}#`),
        })
      : new PolicyStatement({
          actions: tableActions[act],
          resources: [table.tableArn],
          conditions: leadingKeys(`${service}#`),
        }),
  );
  const published = (manifest.reads ?? []).map(
    (name) =>
      new PolicyStatement({
        actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
        resources: [table.tableArn, index],
        conditions: leadingKeys(publishedPrefixes[name]),
      }),
  );
  return [...own, ...published];
}

/** One statement per act on the objects of a bucket. */
function bucketStatements(manifest: FunctionManifest, { buckets }: Kept): PolicyStatement[] {
  return Object.entries(manifest.buckets ?? {}).flatMap(([name, acts]) => {
    const bucket = buckets[name as BucketName];
    return acts.map(
      (act) =>
        new PolicyStatement({
          actions: bucketActions[act],
          resources: [act === "list" ? bucket.bucketArn : bucket.arnForObjects("*")],
        }),
    );
  });
}

/** Hands a letter to the stage's mail service: SES in its own name, or the password of the relay. */
function mailStatements({ sendsMail }: FunctionManifest, { mail, smtp }: Kept): PolicyStatement[] {
  if (!sendsMail) return [];
  const relay =
    smtp && new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [smtp.secretArn] });
  return [mail?.sending(), relay].filter((statement) => statement !== undefined);
}

/** Reads the table's stream of changes. ListStreams names no one stream; Lambda asks for it when the two are joined. */
function streamStatements({ onOutbox }: FunctionManifest, { table }: Kept): PolicyStatement[] {
  if (!onOutbox) return [];
  return [
    new PolicyStatement({
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      resources: [table.tableStreamArn ?? ""],
    }),
    new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: [`${table.tableArn}/stream/*`] }),
  ];
}

/** Everything that a function may do beside writing its log, from its manifest. */
export function statementsOf(service: string, manifest: FunctionManifest, kept: Kept): PolicyStatement[] {
  const put = new PolicyStatement({ actions: ["events:PutEvents"], resources: [kept.bus.eventBusArn] });
  return [
    ...tableStatements(service, manifest, kept),
    ...bucketStatements(manifest, kept),
    ...mailStatements(manifest, kept),
    ...streamStatements(manifest, kept),
    ...(manifest.putsEvents ? [put] : []),
  ];
}
