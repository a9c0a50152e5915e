import { Duration, Stack } from "aws-cdk-lib";
import { CfnIntegration, CfnRoute } from "aws-cdk-lib/aws-apigatewayv2";
import { EventBus, type EventPattern, Rule, type RuleProps, Schedule } from "aws-cdk-lib/aws-events";
import { type LambdaFunctionProps, LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { FunctionManifest, ServiceManifest } from "../shared/kernel/manifest.ts";
import { outboxMark } from "../shared/store/outbox.ts";
import { addFunctionAlarms } from "./alarms.ts";
import type { Kept } from "./data.ts";
import type { Edge } from "./edge.ts";
import { ServiceFunction } from "./function.ts";
import { explainFunction } from "./nag.ts";
import { routeKeysOf } from "./route-keys.ts";
import type { Stage } from "./stage.ts";

/** A hundred facts go to the bus in ten calls; more would delay the first. */
const outboxBatch = 100;
/** A fact that the bus refuses so often is told to people; it stays in the outbox. */
const outboxRetries = 10;
/** A tick that comes later than the next ones is of no use: each does all that is due. */
const tickAge = Duration.minutes(5);

/** Some things happen in some stages only: nobody tells of mail that bounced without SES, nor of malware without a scanner. */
const happens = ({ onMailEvents, onScans }: FunctionManifest, { mail, malware }: Kept): boolean =>
  (onMailEvents === undefined || mail !== undefined) && (onScans === undefined || malware !== undefined);

interface Around {
  stage: Stage;
  kept: Kept;
  edge: Edge;
}

/** One microservice from its manifest: functions, routes, rules, schedules, grants, alarms. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, manifest: ServiceManifest, around: Around) {
    const { stage } = around;
    super(scope, manifest.name, {
      env: { region: stage.region },
      stackName: `linxuan-${stage.stage}-${manifest.name}`,
    });
    for (const [name, one] of Object.entries(manifest.functions)) {
      if (!happens(one, around.kept)) continue;
      const made = new ServiceFunction(this, {
        service: manifest.name,
        name,
        manifest: one,
        stage,
        kept: around.kept,
      });
      this.addRoutes(made, one, around);
      this.addRules(made, one, around);
      if (one.onOutbox) this.addOutbox(made, around.kept);
      addFunctionAlarms(made, { service: manifest, name, topic: around.kept.alarms });
      explainFunction(made, one, around.kept);
    }
  }

  /** One permission for the whole API: a permission per route breaks the 20 KB of a function's policy at thirty routes. */
  private addRoutes(
    { lambda }: ServiceFunction,
    { serves, servesUnknown }: FunctionManifest,
    { edge }: Around,
  ): void {
    if (!serves) return;
    const integration = new CfnIntegration(this, "Integration", {
      apiId: edge.api.ref,
      integrationType: "AWS_PROXY",
      integrationUri: lambda.functionArn,
      payloadFormatVersion: "2.0",
    });
    lambda.addPermission("Gateway", {
      principal: new ServicePrincipal("apigateway.amazonaws.com"),
      sourceArn: this.formatArn({ service: "execute-api", resource: edge.api.ref, resourceName: "*" }),
    });
    const target = `integrations/${integration.ref}`;
    for (const routeKey of routeKeysOf(Object.values(serves)))
      new CfnRoute(this, `Route-${routeKey}`, { apiId: edge.api.ref, routeKey, target });
    if (servesUnknown)
      new CfnRoute(this, "Route-default", { apiId: edge.api.ref, routeKey: "$default", target });
  }

  private addRules(made: ServiceFunction, manifest: FunctionManifest, { kept }: Around): void {
    const id = made.node.id;
    const byDefault = EventBus.fromEventBusName(this, `${id}-DefaultBus`, "default");
    // What can't even be handed over ends in the same queue as what failed.
    const { lambda, deadLetters } = made;
    const target = (options: LambdaFunctionProps = {}) =>
      new LambdaTarget(lambda, { ...options, ...(deadLetters && { deadLetterQueue: deadLetters }) });
    const rule = (name: string, eventBus: NonNullable<RuleProps["eventBus"]>, eventPattern: EventPattern) =>
      new Rule(this, `${id}-${name}`, { eventBus, eventPattern, targets: [target()] });
    if (manifest.hears) {
      rule("Hears", kept.bus, {
        source: [...new Set(manifest.hears.map(({ service }) => `linxuan.${service}`))],
        detailType: manifest.hears.map(({ type }) => type),
      });
    }
    if (manifest.onObjects) {
      const { bucket, prefix } = manifest.onObjects;
      rule("Objects", byDefault, {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: { bucket: { name: [kept.buckets[bucket].bucketName] }, object: { key: [{ prefix }] } },
      });
    }
    if (manifest.onScans) {
      const { bucket, prefix } = manifest.onScans;
      rule("Scans", byDefault, {
        source: ["aws.guardduty"],
        detailType: ["GuardDuty Malware Protection Object Scan Result"],
        detail: {
          s3ObjectDetails: { bucketName: [kept.buckets[bucket].bucketName], objectKey: [{ prefix }] },
        },
      });
    }
    if (manifest.onMailEvents) {
      const { letters, troubles } = manifest.onMailEvents;
      // The id of a letter is the value of one of its headers; no other begins like it.
      const ofOwn = { mail: { headers: { value: [{ prefix: letters }] } } };
      rule("Mail", byDefault, {
        source: ["aws.ses"],
        detailType: ["Email Bounced", "Email Complaint Received", "Email Delivered"],
        detail: troubles ? { $or: [{ eventType: ["Bounce", "Complaint"] }, ofOwn] } : ofOwn,
      });
    }
    if (manifest.everyMinutes) {
      new Rule(this, `${id}-Schedule`, {
        schedule: Schedule.rate(Duration.minutes(manifest.everyMinutes)),
        targets: [target({ retryAttempts: 1, maxEventAge: tickAge })],
      });
    }
  }

  private addOutbox({ lambda, deadLetters, node }: ServiceFunction, { table }: Kept): void {
    const isEvent = { eventName: ["INSERT"], dynamodb: { NewImage: { kind: { S: [outboxMark] } } } };
    new CfnEventSourceMapping(this, `${node.id}-Outbox`, {
      functionName: lambda.functionName,
      eventSourceArn: table.tableStreamArn ?? "",
      startingPosition: "TRIM_HORIZON",
      batchSize: outboxBatch,
      filterCriteria: { filters: [{ pattern: JSON.stringify(isEvent) }] },
      functionResponseTypes: ["ReportBatchItemFailures"],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: outboxRetries,
      ...(deadLetters && { destinationConfig: { onFailure: { destination: deadLetters.queueArn } } }),
    });
  }
}
