import * as z from "zod";
import { PolicyDocument } from "./policies.ts";

/** A property that changes nothing that a caller of the local cloud could see. */
const inert = z.unknown().optional();
const Tags = { Tags: inert };
const optionalText = z.string().optional();
const Destination = z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional();
const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const StreamViewType = z.enum(["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]);
const Projection = z.strictObject({
  ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
  NonKeyAttributes: z.array(z.string()).exactOptional(),
});

const Throttle = {
  ThrottlingBurstLimit: z.number().optional(),
  ThrottlingRateLimit: z.number().optional(),
  DetailedMetricsEnabled: inert,
};
const Cors = z.strictObject({
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().default(0),
  Id: inert,
});
const tableProperties = {
  TableName: inert,
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) }),
  ),
  KeySchema,
  BillingMode: z.literal("PAY_PER_REQUEST"),
  GlobalSecondaryIndexes: z
    .array(z.strictObject({ IndexName: z.string(), KeySchema, Projection }))
    .default([]),
  SSESpecification: inert,
  // Nothing may hang on it: expiry is checked on read.
  TimeToLiveSpecification: inert,
};

/** The properties of every type that is run. Strict: one that is not named here is refused with its resource. */
export const properties = {
  "AWS::ApiGatewayV2::Api": z.strictObject({
    Name: inert,
    Description: inert,
    ProtocolType: z.literal("HTTP"),
    DisableExecuteApiEndpoint: inert,
    ...Tags,
  }),
  "AWS::ApiGatewayV2::Integration": z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.literal("AWS_PROXY"),
    IntegrationUri: z.string(),
    IntegrationMethod: inert,
    PayloadFormatVersion: z.literal("2.0"),
    TimeoutInMillis: z.number().max(30_000).default(30_000),
    Description: inert,
  }),
  "AWS::ApiGatewayV2::Route": z.strictObject({
    ApiId: z.string(),
    AuthorizationType: z.literal("NONE").optional(),
    RouteKey: z.string(),
    Target: z.string(),
    OperationName: inert,
  }),
  "AWS::ApiGatewayV2::Stage": z.strictObject({
    ApiId: z.string(),
    StageName: z.literal("$default"),
    AutoDeploy: z.literal(true),
    AccessLogSettings: inert,
    DefaultRouteSettings: z.strictObject(Throttle).optional(),
    RouteSettings: z.record(z.string(), z.strictObject(Throttle)).default({}),
    Description: inert,
    ...Tags,
  }),
  "AWS::DynamoDB::GlobalTable": z.strictObject({
    ...tableProperties,
    Replicas: z.array(z.unknown()).length(1),
    StreamSpecification: z.strictObject({ StreamViewType }).optional(),
  }),
  "AWS::DynamoDB::Table": z.strictObject({
    ...tableProperties,
    StreamSpecification: z.strictObject({ StreamViewType }).optional(),
    PointInTimeRecoverySpecification: inert,
    DeletionProtectionEnabled: inert,
    ContributorInsightsSpecification: inert,
    ...Tags,
  }),
  "AWS::Events::EventBus": z.strictObject({
    Name: z.string(),
    Description: inert,
    DeadLetterConfig: inert,
    LogConfig: inert,
    KmsKeyIdentifier: inert,
    ...Tags,
  }),
  "AWS::Events::Rule": z.strictObject({
    Name: inert,
    Description: inert,
    EventBusName: z.string().default("default"),
    EventPattern: z.unknown().optional(),
    ScheduleExpression: optionalText,
    State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
    Targets: z
      .array(
        z.strictObject({
          Id: inert,
          Arn: z.string(),
          Input: optionalText,
          DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
          RetryPolicy: z
            .strictObject({ MaximumRetryAttempts: z.number().default(185), MaximumEventAgeInSeconds: inert })
            .default({ MaximumRetryAttempts: 185 }),
        }),
      )
      .default([]),
    ...Tags,
  }),
  "AWS::IAM::Policy": z.strictObject({ PolicyName: inert, PolicyDocument, Roles: z.array(z.string()) }),
  "AWS::IAM::Role": z.strictObject({
    RoleName: inert,
    Description: inert,
    AssumeRolePolicyDocument: inert,
    ManagedPolicyArns: z.array(z.string()).default([]),
    Policies: z.array(z.strictObject({ PolicyName: inert, PolicyDocument })).default([]),
    MaxSessionDuration: inert,
    Path: inert,
    ...Tags,
  }),
  "AWS::Lambda::EventInvokeConfig": z.strictObject({
    FunctionName: z.string(),
    Qualifier: z.literal("$LATEST"),
    MaximumRetryAttempts: z.number().default(2),
    // Events wait here for minutes at most; AWS's limit is hours.
    MaximumEventAgeInSeconds: inert,
    DestinationConfig: Destination,
  }),
  "AWS::Lambda::EventSourceMapping": z.strictObject({
    FunctionName: z.string(),
    EventSourceArn: z.string(),
    StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]),
    BatchSize: z.number().default(100),
    BisectBatchOnFunctionError: z.boolean().default(false),
    MaximumRetryAttempts: z.number().default(-1),
    FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
    DestinationConfig: Destination,
    FilterCriteria: z
      .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) })
      .default({ Filters: [] }),
    Enabled: z.literal(true).optional(),
    // How records are grouped in time and over shards changes no outcome: a consumer must take any batch.
    MaximumBatchingWindowInSeconds: inert,
    MaximumRecordAgeInSeconds: inert,
    ParallelizationFactor: inert,
    MetricsConfig: inert,
    ...Tags,
  }),
  "AWS::Lambda::Function": z.strictObject({
    FunctionName: inert,
    Description: inert,
    Code: z.strictObject({ S3Bucket: inert, S3Key: z.string() }),
    Handler: z.string(),
    Role: z.string(),
    Runtime: z.string().regex(/^nodejs/, "only Node runs here"),
    Timeout: z.number().default(3),
    MemorySize: z.number().default(128),
    Environment: z.strictObject({ Variables: z.record(z.string(), Scalar) }).default({ Variables: {} }),
    ReservedConcurrentExecutions: z.number().optional(),
    DeadLetterConfig: z.strictObject({ TargetArn: z.string() }).optional(),
    LoggingConfig: z.looseObject({ LogGroup: optionalText }).default({}),
    Architectures: inert,
    EphemeralStorage: inert,
    KmsKeyArn: inert,
    RuntimeManagementConfig: inert,
    TracingConfig: inert,
    ...Tags,
  }),
  "AWS::Lambda::Permission": z.strictObject({
    Action: z.literal("lambda:InvokeFunction"),
    FunctionName: z.string(),
    Principal: z.string(),
    SourceArn: optionalText,
    SourceAccount: inert,
  }),
  "AWS::S3::Bucket": z.strictObject({
    BucketName: inert,
    BucketEncryption: inert,
    CorsConfiguration: z.strictObject({ CorsRules: z.array(Cors) }).default({ CorsRules: [] }),
    LifecycleConfiguration: inert,
    LoggingConfiguration: inert,
    NotificationConfiguration: z
      .strictObject({
        EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: z.boolean().default(true) }),
      })
      .optional(),
    OwnershipControls: inert,
    PublicAccessBlockConfiguration: inert,
    VersioningConfiguration: z.strictObject({ Status: z.enum(["Enabled", "Suspended"]) }).optional(),
    ...Tags,
  }),
  "AWS::S3::BucketPolicy": z.strictObject({ Bucket: z.string(), PolicyDocument }),
  "AWS::SQS::Queue": z.strictObject({
    QueueName: inert,
    FifoQueue: z.literal(false).optional(),
    KmsMasterKeyId: inert,
    MessageRetentionPeriod: inert,
    SqsManagedSseEnabled: inert,
    VisibilityTimeout: inert,
    ...Tags,
  }),
  "AWS::SQS::QueuePolicy": z.strictObject({ PolicyDocument, Queues: z.array(z.string()) }),
  "AWS::SecretsManager::Secret": z.strictObject({
    Name: inert,
    Description: inert,
    GenerateSecretString: inert,
    KmsKeyId: inert,
    SecretString: inert,
    ...Tags,
  }),
  "Custom::S3BucketNotifications": z.strictObject({
    ServiceToken: z.string(),
    BucketName: z.string(),
    NotificationConfiguration: z.strictObject({ EventBridgeConfiguration: z.strictObject({}) }),
    Managed: inert,
    SkipDestinationValidation: inert,
  }),
};
export type Properties = { [T in keyof typeof properties]: z.infer<(typeof properties)[T]> };
