import type { IsAllowed } from "./caller.ts";
import { functionsOf, type RunFunction } from "./functions.ts";
import { isAllowed } from "./iam.ts";
import type { Cloud, LocalBucket, LocalMapping, LocalRoute, LocalRule, LocalTable } from "./model.ts";
import { type Part, type Parts, partsOf } from "./parts.ts";
import { checkPattern } from "./pattern.ts";
import { isInertBucketPolicy } from "./policies.ts";
import { readStacks, throwFaults } from "./stacks.ts";
import { wiringFaults } from "./wiring.ts";

type TablePart = Part<"AWS::DynamoDB::Table"> | Part<"AWS::DynamoDB::GlobalTable">;

function tableOf({ name, arn, properties }: TablePart): LocalTable {
  return {
    name,
    arn,
    keySchema: properties.KeySchema,
    attributes: properties.AttributeDefinitions,
    indexes: properties.GlobalSecondaryIndexes,
    streamViewType: properties.StreamSpecification?.StreamViewType,
  };
}

function bucketOf({ name, arn, properties }: Part<"AWS::S3::Bucket">, parts: Parts): LocalBucket {
  const own = properties.NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled === true;
  const later = parts["Custom::S3BucketNotifications"].some((one) => one.properties.BucketName === name);
  return {
    name,
    arn,
    isVersioned: properties.VersioningConfiguration?.Status === "Enabled",
    sendsEvents: own || later,
    cors: properties.CorsConfiguration.CorsRules.map((rule) => ({
      origins: rule.AllowedOrigins,
      methods: rule.AllowedMethods,
      headers: rule.AllowedHeaders,
      exposed: rule.ExposedHeaders,
      maxAgeSeconds: rule.MaxAge,
    })),
  };
}

function ruleOf({ name, properties }: Part<"AWS::Events::Rule">): LocalRule[] {
  if (properties.State === "DISABLED") return [];
  if (properties.EventPattern !== undefined) checkPattern(properties.EventPattern);
  return [
    {
      name,
      // A bus can be given by name or by ARN.
      busName: properties.EventBusName.slice(properties.EventBusName.lastIndexOf("/") + 1),
      pattern: properties.EventPattern,
      schedule: properties.ScheduleExpression,
      targets: properties.Targets.map(({ Arn, DeadLetterConfig, RetryPolicy, Input }) => ({
        arn: Arn,
        deadLetterArn: DeadLetterConfig?.Arn,
        retries: RetryPolicy.MaximumRetryAttempts,
        input: Input,
      })),
    },
  ];
}

function mappingOf(
  { properties }: Part<"AWS::Lambda::EventSourceMapping">,
  functions: RunFunction[],
): LocalMapping {
  const called = functions.find(({ name, arn }) => [name, arn].includes(properties.FunctionName));
  const [, tableName] = /:table\/([^/]+)\/stream\//.exec(properties.EventSourceArn) ?? [];
  if (called === undefined) throw new Error(`no function ${properties.FunctionName}`);
  if (tableName === undefined) throw new Error(`${properties.EventSourceArn} is no table's stream`);
  const filters = properties.FilterCriteria.Filters.map(({ Pattern }): unknown => JSON.parse(Pattern));
  for (const filter of filters) checkPattern(filter);
  return {
    functionArn: called.arn,
    tableName,
    batchSize: properties.BatchSize,
    filters,
    bisects: properties.BisectBatchOnFunctionError,
    retries: properties.MaximumRetryAttempts,
    reportsItemFailures: properties.FunctionResponseTypes.length > 0,
    deadLetterArn: properties.DestinationConfig?.OnFailure.Destination,
  };
}

function routeOf({ properties }: Part<"AWS::ApiGatewayV2::Route">, parts: Parts): LocalRoute {
  const { RouteKey, Target } = properties;
  const integration = parts["AWS::ApiGatewayV2::Integration"].find(
    ({ ref }) => Target === `integrations/${ref}`,
  );
  if (integration === undefined) throw new Error(`no integration ${Target}`);
  const { IntegrationUri, TimeoutInMillis } = integration.properties;
  const stage = parts["AWS::ApiGatewayV2::Stage"][0]?.properties;
  const { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst } =
    stage?.RouteSettings[RouteKey] ?? stage?.DefaultRouteSettings ?? {};
  const throttle = perSecond === undefined || burst === undefined ? {} : { throttle: { perSecond, burst } };
  // The URI is the function's ARN, or API Gateway's path to its invocation.
  const [, functionArn = IntegrationUri] = /\/functions\/(.+)\/invocations$/.exec(IntegrationUri) ?? [];
  return { routeKey: RouteKey, functionArn, timeoutMs: TimeoutInMillis, ...throttle };
}

/**
 * Reads a cloud assembly (`cdk.out`) into what the local cloud runs. Throws with a list of every resource that would
 * behave otherwise here than on AWS, or that AWS would refuse to let do its work.
 * @param mayRole judges what AWS does in a function's name: write its log, read its stream, park its dead letters
 */
export function readCloud(cdkOutDir: string, mayRole: IsAllowed = isAllowed): Cloud {
  const { environment, resources } = readStacks(cdkOutDir);
  const parts = partsOf(resources);
  const faults: string[] = [];
  const each = <P extends { id: string }, R>(found: readonly P[], make: (part: P) => R | R[]): R[] =>
    found.flatMap((part) => {
      try {
        return make(part);
      } catch (cause) {
        faults.push(`${part.id}: ${cause instanceof Error ? cause.message : String(cause)}`);
        return [];
      }
    });
  each(parts["AWS::S3::BucketPolicy"], ({ properties }) => {
    if (!isInertBucketPolicy(properties.PolicyDocument)) {
      throw new Error("a bucket's policy may only bar calls without TLS or take access logs");
    }
    return [];
  });
  const [api, ...otherApis] = parts["AWS::ApiGatewayV2::Api"];
  for (const { id } of otherApis) faults.push(`${id}: one HTTP API runs here`);
  const functions = functionsOf(parts, each);
  const cloud: Cloud = {
    region: environment.region,
    accountId: environment.accountId,
    ...(api && { apiId: api.ref }),
    functions: functions.map(({ logGroup: _, ...one }) => one),
    routes: each(parts["AWS::ApiGatewayV2::Route"], (part) => routeOf(part, parts)),
    buses: parts["AWS::Events::EventBus"].map(({ name, arn }) => ({ name, arn })),
    rules: each(parts["AWS::Events::Rule"], ruleOf),
    mappings: each(parts["AWS::Lambda::EventSourceMapping"], (part) => mappingOf(part, functions)),
    tables: [...parts["AWS::DynamoDB::Table"], ...parts["AWS::DynamoDB::GlobalTable"]].map(tableOf),
    buckets: parts["AWS::S3::Bucket"].map((part) => bucketOf(part, parts)),
    queues: parts["AWS::SQS::Queue"].map(({ name, arn }) => ({ name, arn })),
    secrets: parts["AWS::SecretsManager::Secret"].map(({ name, ref }) => ({ name, arn: ref })),
  };
  throwFaults([...faults, ...wiringFaults({ cloud, parts, functions, environment, mayRole })]);
  return cloud;
}
