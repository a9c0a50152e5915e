import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { EventBus } from "aws-cdk-lib/aws-events";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  HttpMethods,
} from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { BucketName } from "../shared/kernel/manifest.ts";
import { tableKeys } from "../shared/store/table.ts";
import { MailIdentity } from "./mail.ts";
import { MalwareProtection } from "./malware.ts";
import { mailTransport, type Stage } from "./stage.ts";

/** What was refused or never submitted is gone after a month; what counts lies among the documents by then. */
const quarantineDays = Duration.days(30);

/** Unfinished multipart uploads are paid for and good for nothing. */
const unfinishedDays = Duration.days(2);

/** Access logs are kept a year: a round and the objections to it. */
const accessLogDays = Duration.days(400);

/** What must survive every deployment: table, files, bus, mail identity. */
export class Kept extends Stack {
  readonly table: Table;
  readonly buckets: Record<BucketName, Bucket>;
  readonly bus: EventBus;
  readonly mail: MailIdentity | undefined;
  /** Host, port and password of the SMTP relay, where there is no SES. */
  readonly smtp: Secret | undefined;
  /** Where alarms speak. */
  readonly alarms: Topic;
  readonly accessLog: Bucket;
  readonly malware: MalwareProtection | undefined;

  constructor(scope: Construct, stage: Stage) {
    super(scope, "Kept", { env: { region: stage.region }, stackName: `linxuan-${stage.stage}-kept` });
    const { partition, sort, index } = tableKeys;
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new Table(this, "Table", {
      partitionKey: text(partition),
      sortKey: text(sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: "expiresAtSeconds",
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: text(index.partition),
      sortKey: text(index.sort),
    });

    // What expires in a versioned bucket stays under a delete marker until its own days are over.
    this.accessLog = this.bucket("AccessLog", {
      lifecycleRules: [{ expiration: accessLogDays, noncurrentVersionExpiration: Duration.days(1) }],
    });
    const fromThisAccount = { StringEquals: { "aws:SourceAccount": this.account } };
    this.accessLog.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("logging.s3.amazonaws.com")],
        actions: ["s3:PutObject"],
        resources: [this.accessLog.arnForObjects("*")],
        conditions: fromThisAccount,
      }),
    );
    const fromPortal = (methods: HttpMethods[]) => [
      {
        allowedMethods: methods,
        allowedOrigins: [stage.origin],
        allowedHeaders: ["*"],
        exposedHeaders: ["ETag"],
      },
    ];
    const quarantine = this.bucket("Quarantine", {
      cors: fromPortal([HttpMethods.POST, HttpMethods.PUT]),
      lifecycleRules: [
        {
          expiration: quarantineDays,
          noncurrentVersionExpiration: quarantineDays,
          abortIncompleteMultipartUploadAfter: unfinishedDays,
        },
      ],
    });
    // New objects are told on the default bus, which is the only one that S3 reaches.
    (quarantine.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    const documents = this.bucket("Documents", {
      cors: fromPortal([HttpMethods.GET]),
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: unfinishedDays }],
    });
    this.buckets = { quarantine, documents };
    for (const [name, bucket] of Object.entries(this.buckets)) {
      (bucket.node.defaultChild as CfnBucket).loggingConfiguration = {
        destinationBucketName: this.accessLog.bucketName,
        logFilePrefix: `${name}/`,
      };
    }
    this.bus = new EventBus(this, "Bus", { eventBusName: `linxuan-${stage.stage}` });
    const transport = mailTransport(stage);
    this.mail = transport === "ses" ? new MailIdentity(this, "Mail", stage) : undefined;
    this.smtp =
      transport === "smtp"
        ? new Secret(this, "Smtp", {
            description: "SMTP relay as JSON: host, port, tls (implicit, starttls, none), user, password, ca",
          })
        : undefined;
    this.malware =
      stage.malware === "guardduty" ? new MalwareProtection(this, "Malware", quarantine) : undefined;
    this.alarms = new Topic(this, "Alarms", { enforceSSL: true });
    // A policy of its own takes the place of the one by which a topic hears everybody in its account.
    this.alarms.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.alarms.topicArn],
        conditions: fromThisAccount,
      }),
    );
    if (stage.alarmMail !== undefined) this.alarms.addSubscription(new EmailSubscription(stage.alarmMail));
  }

  private bucket(id: string, props: BucketProps): Bucket {
    return new Bucket(this, id, {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
  }
}
