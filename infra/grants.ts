import { ArnFormat } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type {
  BucketAct,
  BucketName,
  FunctionManifest,
  PublishedName,
  TableAct,
} from "../shared/kernel/manifest.ts";
import { publishedPrefixes } from "../shared/kernel/published.ts";
import { tableKeys } from "../shared/store/table.ts";
import type { Kept } from "./data.ts";
import { functionName, type Stage } from "./stage.ts";

interface Around {
  stage: Stage;
  kept: Kept;
}

/** What each act is called in IAM. A transaction is authorised per contained action; nobody ever gets Scan. */
const tableActions: Record<TableAct, string> = {
  get: "dynamodb:GetItem",
  batch: "dynamodb:BatchGetItem",
  query: "dynamodb:Query",
  index: "dynamodb:Query",
  put: "dynamodb:PutItem",
  update: "dynamodb:UpdateItem",
  check: "dynamodb:ConditionCheckItem",
  delete: "dynamodb:DeleteItem",
};

/** A pinned version is a right of its own: who has it need not be able to read what lies on top by now. */
const bucketActions: Record<BucketAct, string> = {
  read: "s3:GetObject",
  version: "s3:GetObjectVersion",
  put: "s3:PutObject",
  parts: "s3:ListMultipartUploadParts",
  abort: "s3:AbortMultipartUpload",
};

/** Only rows whose partition key begins so. A request that names no key would pass the first condition; the second stops it. */
const leadingKeys = (prefixes: readonly string[]) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": prefixes.map((prefix) => `${prefix}*`) },
  Null: { "dynamodb:LeadingKeys": "false" },
});

/**
 * One statement per act on the service's own rows, and per act on each published name that it reads. Batches
 * share one: IAM judges a batch as a whole, and no two statements add up to it.
 */
function tableStatements(service: string, manifest: FunctionManifest, { table }: Kept): PolicyStatement[] {
  const index = `${table.tableArn}/index/${tableKeys.index.name}`;
  const statement = (act: TableAct, prefixes: readonly string[]) =>
    new PolicyStatement({
      actions: [tableActions[act]],
      resources: [act === "index" ? index : table.tableArn],
      conditions: leadingKeys(prefixes),
    });
  const published = Object.entries(manifest.reads ?? {}).map(
    ([name, acts]) => [publishedPrefixes[name as PublishedName], acts] as const,
  );
  const appended = (manifest.appends ?? []).map((name) => [publishedPrefixes[name], ["put"]] as const);
  const named: (readonly [string, readonly TableAct[]])[] = [
    [`${service}#`, manifest.own ?? []],
    ...published,
    ...appended,
  ];
  const single = named.flatMap(([prefix, acts]) =>
    acts.filter((act) => act !== "batch").map((act) => statement(act, [prefix])),
  );
  const joined = named.filter(([, acts]) => acts.includes("batch")).map(([prefix]) => prefix);
  return joined.length > 0 ? [...single, statement("batch", joined)] : single;
}

/** One statement per act on the objects of a bucket. */
function bucketStatements(manifest: FunctionManifest, { buckets }: Kept): PolicyStatement[] {
  return Object.entries(manifest.buckets ?? {}).flatMap(([name, acts]) => {
    const objects = buckets[name as BucketName].arnForObjects("*");
    return acts.map((act) => new PolicyStatement({ actions: [bucketActions[act]], resources: [objects] }));
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

/** Calls the one sibling that it hands work to. */
function handOverStatements(
  service: string,
  { handsTo }: FunctionManifest,
  { stage, kept }: Around,
): PolicyStatement[] {
  if (handsTo === undefined) return [];
  const sibling = kept.formatArn({
    service: "lambda",
    resource: "function",
    resourceName: functionName(stage, service, handsTo),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [sibling] })];
}

/** Everything that a function may do beside writing its log, from its manifest. */
export function statementsOf(service: string, manifest: FunctionManifest, around: Around): PolicyStatement[] {
  const { kept } = around;
  const put = new PolicyStatement({ actions: ["events:PutEvents"], resources: [kept.bus.eventBusArn] });
  return [
    ...tableStatements(service, manifest, kept),
    ...bucketStatements(manifest, kept),
    ...mailStatements(manifest, kept),
    ...streamStatements(manifest, kept),
    ...handOverStatements(service, manifest, around),
    ...(manifest.putsEvents ? [put] : []),
  ];
}
