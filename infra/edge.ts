import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnApi, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { gatewayAlarm } from "./alarm-kinds.ts";
import { addAlarm } from "./alarms.ts";
import type { Kept } from "./data.ts";
import { logDays, type Stage } from "./stage.ts";

/** Requests a second over all callers: ten times what the last evening of 1,000 applicants brings. */
const requestsPerSecond = 1000;
const burst = 2000;

/** The allow-list of what is logged of a request: no address, no header, no body. */
const logged = {
  requestId: "$context.requestId",
  routeKey: "$context.routeKey",
  status: "$context.status",
  latency: "$context.responseLatency",
  integrationError: "$context.integrationErrorMessage",
  at: "$context.requestTimeEpoch",
};

/** The HTTP API; services add their routes to it from their own stacks. */
export class Edge extends Stack {
  readonly api: CfnApi;

  constructor(scope: Construct, stage: Stage, kept: Kept) {
    super(scope, "Edge", { env: { region: stage.region }, stackName: `linxuan-${stage.stage}-edge` });
    this.api = new CfnApi(this, "Api", { name: `linxuan-${stage.stage}`, protocolType: "HTTP" });
    const log = new LogGroup(this, "AccessLog", {
      logGroupName: `/linxuan/${stage.stage}/edge`,
      retention: RetentionDays[logDays],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new CfnStage(this, "Stage", {
      apiId: this.api.ref,
      stageName: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: burst },
      accessLogSettings: { destinationArn: log.logGroupArn, format: JSON.stringify(logged) },
    });
    addAlarm(this, "Alarm-Gateway", {
      kind: gatewayAlarm,
      subject: "edge",
      impact: gatewayAlarm.impact,
      topic: kept.alarms,
      metric: new Metric({
        namespace: "AWS/ApiGateway",
        metricName: "5xx",
        dimensionsMap: { ApiId: this.api.ref },
        statistic: "Sum",
        period: Duration.minutes(1),
      }),
    });
  }
}
