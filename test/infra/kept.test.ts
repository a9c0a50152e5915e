import { describe, expect, it } from "vitest";
import { isAllowed } from "../../infra/local/iam.ts";
import { PolicyDocument, resourceStatements } from "../../infra/local/policies.ts";
import { tableKeys } from "../../shared/store/table.ts";
import { deployed, type Resource, referred, text, where } from "./deployed.ts";

interface Statement {
  Effect: string;
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}
const statementsOf = ({ properties }: Resource): Statement[] =>
  (properties.PolicyDocument as { Statement: Statement[] }).Statement;

/** Whether a policy turns away everybody who comes without TLS. */
const barsPlainText = (policy: Resource | undefined): boolean =>
  policy !== undefined &&
  statementsOf(policy).some(
    ({ Effect, Principal, Condition }) =>
      Effect === "Deny" &&
      text(Principal).includes("*") &&
      Condition?.Bool?.["aws:SecureTransport"] === "false",
  );

describe.each(await deployed())("what is kept in %s", (_partition, { resources, all }) => {
  const policyOf = (one: Resource, type: string, property: string) =>
    all(type).find(
      ({ properties, stack }) => stack === one.stack && text(properties[property]).includes(`"${one.id}"`),
    );

  describe("every bucket", () => {
    const buckets = all("AWS::S3::Bucket");
    const logsTo = ({ properties }: Resource) =>
      referred(
        (properties.LoggingConfiguration as { DestinationBucketName?: unknown } | undefined)
          ?.DestinationBucketName,
      );

    it("keeps versions, is encrypted and closed to the public, and stays when its stack goes", () => {
      expect(buckets.map(({ id }) => id.slice(0, -8)).sort()).toEqual([
        "AccessLog",
        "Documents",
        "Quarantine",
      ]);
      for (const { at, properties, deletionPolicy } of buckets) {
        expect(properties, at).toMatchObject({
          VersioningConfiguration: { Status: "Enabled" },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
            ],
          },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        });
        expect(deletionPolicy, at).toBe("Retain");
      }
    });

    it("answers over TLS 1.2 and later only", () => {
      const policy = (one: Resource) => policyOf(one, "AWS::S3::BucketPolicy", "Bucket");
      expect(where(buckets, (one) => !barsPlainText(policy(one)))).toEqual([]);
      const takesOldTls = (one: Resource) =>
        !text(policy(one)).includes('{"NumericLessThan":{"s3:TlsVersion":1.2}}');
      expect(where(buckets, takesOldTls)).toEqual([]);
    });

    it("logs who reads it, or is what the others log to", () => {
      const logs = new Set(buckets.flatMap((one) => logsTo(one) ?? []));
      expect(logs.size).toBe(1);
      expect(where(buckets, (one) => logsTo(one) === undefined && !logs.has(one.id))).toEqual([]);
      const taking = all("AWS::S3::BucketPolicy").filter((one) =>
        text(one).includes("logging.s3.amazonaws.com"),
      );
      expect(taking.map(({ properties }) => referred(properties.Bucket))).toEqual([...logs]);
      expect(text(taking[0])).toContain('{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}');
    });

    it("drops what it is paid for and nobody needs; documents stay for ever", () => {
      const rulesOf = ({ properties }: Resource) =>
        (properties.LifecycleConfiguration as { Rules: Record<string, unknown>[] } | undefined)?.Rules ?? [];
      expect(where(buckets, (one) => rulesOf(one).length === 0)).toEqual([]);
      const [documents] = buckets.filter(({ id }) => id.startsWith("Documents"));
      expect(documents && rulesOf(documents)).toEqual([
        { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 }, Status: "Enabled" },
      ]);
      // In a versioned bucket what expires stays as an older version until that expires too.
      const staysForEver = (rule: Record<string, unknown>) =>
        "ExpirationInDays" in rule && !("NoncurrentVersionExpiration" in rule);
      expect(where(buckets, (one) => rulesOf(one).some(staysForEver))).toEqual([]);
    });
  });

  it("every queue is encrypted, answers over TLS only, and keeps a letter for two weeks", () => {
    const queues = all("AWS::SQS::Queue");
    expect(queues.length).toBeGreaterThan(10);
    expect(where(queues, ({ properties }) => properties.SqsManagedSseEnabled !== true)).toEqual([]);
    expect(where(queues, ({ properties }) => properties.MessageRetentionPeriod !== 14 * 86_400)).toEqual([]);
    expect(where(queues, (one) => !barsPlainText(policyOf(one, "AWS::SQS::QueuePolicy", "Queues")))).toEqual(
      [],
    );
  });

  it("the one table is on demand, encrypted, can be set back, tells its changes, and can't be deleted by mistake", () => {
    const tables = resources.filter(({ type }) => type.startsWith("AWS::DynamoDB::"));
    expect(tables).toHaveLength(1);
    const { partition, sort, index } = tableKeys;
    expect(tables[0]).toMatchObject({
      type: "AWS::DynamoDB::Table",
      deletionPolicy: "Retain",
      properties: {
        BillingMode: "PAY_PER_REQUEST",
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        StreamSpecification: { StreamViewType: "NEW_IMAGE" },
        DeletionProtectionEnabled: true,
        TimeToLiveSpecification: { AttributeName: "expiresAtSeconds", Enabled: true },
        KeySchema: [
          { AttributeName: partition, KeyType: "HASH" },
          { AttributeName: sort, KeyType: "RANGE" },
        ],
        GlobalSecondaryIndexes: [{ IndexName: index.name, Projection: { ProjectionType: "ALL" } }],
      },
    });
  });

  it("alarms reach their topic: CloudWatch of this account may speak to it, over TLS, and nobody else", () => {
    const [topic, ...others] = all("AWS::SNS::Topic");
    expect(others).toEqual([]);
    const [policy] = all("AWS::SNS::TopicPolicy");
    const filled = JSON.parse(
      text(policy?.properties.PolicyDocument)
        .replaceAll(text({ Ref: topic?.id }), '"the-topic"')
        .replaceAll(text({ Ref: "AWS::AccountId" }), '"123456789012"'),
    );
    const statements = resourceStatements(PolicyDocument.parse(filled), "cloudwatch.amazonaws.com");
    const publish = (account: string, tls: string) =>
      isAllowed(statements, {
        action: "sns:Publish",
        resource: "the-topic",
        context: { "aws:SourceAccount": [account], "aws:SecureTransport": [tls] },
      });
    expect(publish("123456789012", "true")).toBe(true);
    expect(publish("123456789012", "false")).toBe(false);
    expect(publish("210987654321", "true")).toBe(false);
    const subscriptions = all("AWS::SNS::Subscription").map(({ properties }) => properties.Endpoint);
    expect(subscriptions).toEqual(["duty@linxuan.example"]);
  });
});
