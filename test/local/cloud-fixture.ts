import type { Cloud, LocalFunction, LocalTable, Statement } from "../../infra/local/model.ts";

/** A cloud of one table, one bus, one queue; a test overrides what it is about. */
export const region = "eu-west-1";
export const accountId = "123456789012";
export const tableArn = `arn:aws:dynamodb:${region}:${accountId}:table/linxuan-test`;
export const busArn = `arn:aws:events:${region}:${accountId}:event-bus/linxuan`;
export const queueArn = `arn:aws:sqs:${region}:${accountId}:dead`;

export const table: LocalTable = {
  name: "linxuan-test",
  arn: tableArn,
  keySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  attributes: ["pk", "sk", "ipk", "isk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  indexes: [
    {
      IndexName: "byIndex",
      KeySchema: [
        { AttributeName: "ipk", KeyType: "HASH" },
        { AttributeName: "isk", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
  ],
  streamViewType: "NEW_AND_OLD_IMAGES",
};

export const functionArn = (name: string): string => `arn:aws:lambda:${region}:${accountId}:function:${name}`;

export const givenFunction = (name: string, overrides: Partial<LocalFunction> = {}): LocalFunction => ({
  logicalId: name,
  name,
  arn: functionArn(name),
  codeDir: ".",
  handler: "index.handler",
  timeoutSeconds: 30,
  memoryMb: 512,
  environment: {},
  statements: [],
  reservedConcurrency: undefined,
  deadLetterArn: queueArn,
  asyncRetries: 2,
  ...overrides,
});

export const givenCloud = (overrides: Partial<Cloud> = {}): Cloud => ({
  region,
  accountId,
  functions: [givenFunction("listener"), givenFunction("other")],
  routes: [],
  buses: [{ name: "linxuan", arn: busArn }],
  rules: [],
  mappings: [],
  tables: [table],
  buckets: [],
  queues: [{ name: "dead", arn: queueArn }],
  secrets: [],
  ...overrides,
});

export const allow = (
  actions: string[],
  resources: string[],
  conditions: Statement["conditions"] = {},
): Statement => ({
  effect: "Allow",
  actions,
  notActions: [],
  resources,
  notResources: [],
  conditions,
});
