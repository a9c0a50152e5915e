import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Duration, Stack } from "aws-cdk-lib";
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { AttributeType, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { EventBus, Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  Code,
  EventSourceMapping,
  FilterCriteria,
  Function as LambdaFn,
  Runtime,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Bucket, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { buildSync } from "esbuild";

const newDir = () => mkdtempSync(join(tmpdir(), "small-app-"));

/** Synthesizes an app with one of each part that the product has; gives the folder of its cloud assembly. */
export function synthSmallApp(): string {
  const dir = newDir();
  const codeDir = join(dir, "code");
  mkdirSync(codeDir);
  buildSync({
    entryPoints: [join(import.meta.dirname, "small-handler.ts")],
    outfile: join(codeDir, "index.js"),
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
  });

  const app = new App({ outdir: join(dir, "cdk.out") });
  const kept = new Stack(app, "Kept");
  const table = new TableV2(kept, "Table", {
    partitionKey: { name: "pk", type: AttributeType.STRING },
    sortKey: { name: "sk", type: AttributeType.STRING },
    dynamoStream: StreamViewType.NEW_IMAGE,
    globalSecondaryIndexes: [
      { indexName: "byIndex", partitionKey: { name: "ipk", type: AttributeType.STRING } },
    ],
  });
  const bucket = new Bucket(kept, "Documents", {
    versioned: true,
    enforceSSL: true,
    eventBridgeEnabled: true,
    cors: [{ allowedMethods: [HttpMethods.POST], allowedOrigins: ["https://portal.example"], maxAge: 60 }],
  });
  const bus = new EventBus(kept, "Bus", { eventBusName: "domain" });
  const secret = new Secret(kept, "Smtp");
  const api = new HttpApi(new Stack(app, "Edge"), "Api");

  const stack = new Stack(app, "Reviews");
  const dead = new Queue(stack, "Dead", { enforceSSL: true });
  const handler = new LambdaFn(stack, "Handler", {
    runtime: Runtime.NODEJS_24_X,
    handler: "index.handler",
    code: Code.fromAsset(codeDir),
    timeout: Duration.seconds(20),
    memorySize: 512,
    reservedConcurrentExecutions: 7,
    retryAttempts: 1,
    onFailure: new SqsDestination(dead),
    environment: {
      TABLE: table.tableName,
      BUCKET: bucket.bucketName,
      BUS: bus.eventBusName,
      SECRET: secret.secretArn,
    },
  });
  handler.addToRolePolicy(
    new PolicyStatement({
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources: [table.tableArn, `${table.tableArn}/index/*`],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["reviews#*"] } },
    }),
  );
  new Rule(stack, "Heard", {
    eventBus: bus,
    eventPattern: { detailType: ["application.submitted.v1"] },
  }).addTarget(new LambdaFunction(handler, { deadLetterQueue: dead, retryAttempts: 3 }));
  bus.grantPutEventsTo(handler);
  bucket.grantPut(handler);
  new Rule(stack, "Landed", {
    eventPattern: { source: ["aws.s3"], detailType: ["Object Created"] },
    targets: [new LambdaFunction(handler)],
  });
  new Rule(stack, "Tick", {
    schedule: Schedule.rate(Duration.minutes(5)),
    targets: [new LambdaFunction(handler)],
  });
  table.grantStreamRead(handler);
  new EventSourceMapping(stack, "Relay", {
    target: handler,
    eventSourceArn: table.tableStreamArn ?? "",
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    retryAttempts: 3,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(dead),
    filters: [FilterCriteria.filter({ eventName: ["INSERT"] })],
  });
  const integration = new HttpLambdaIntegration("Shared", handler, { scopePermissionToRoute: false });
  const routeKey = HttpRouteKey.with("/reviews/{id}", HttpMethod.POST);
  new HttpRoute(stack, "Submit", { httpApi: api, routeKey, integration });
  const rest = new HttpLambdaIntegration("Rest", handler);
  new HttpRoute(stack, "Default", { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration: rest });
  return app.synth().directory;
}

export type Resource = { Type: string; Properties: Record<string, unknown>; Condition?: string };
interface Template {
  Resources: Record<string, Resource>;
  [section: string]: unknown;
}

/** Changes a synthesized stack's template in place; `restore` puts it back. */
export function changeTemplate(dir: string, stack: string, change: (template: Template) => void): () => void {
  const file = join(dir, `${stack}.template.json`);
  const before = readFileSync(file, "utf8");
  const template: Template = JSON.parse(before);
  change(template);
  writeFileSync(file, JSON.stringify(template));
  return () => writeFileSync(file, before);
}
