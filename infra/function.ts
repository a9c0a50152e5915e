import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type FunctionManifest, isAsynchronous } from "../shared/kernel/manifest.ts";
import { bundleOf } from "./bundle.ts";
import type { Kept } from "./data.ts";
import { environmentOf } from "./environment.ts";
import { statementsOf } from "./grants.ts";
import { functionName, logDays, type Stage } from "./stage.ts";

/** The gateway gives up at 30 s; an answer needs a second of it. */
const defaultSeconds = 15;
/** From 512 MB on a start is no faster; below it, work is slower. */
const defaultMemoryMb = 512;
/** Two weeks: a holiday passes before a dead letter is lost. */
const deadLetterDays = 14;

export interface ServiceFunctionProps {
  service: string;
  name: string;
  manifest: FunctionManifest;
  stage: Stage;
  kept: Kept;
}

/** One function with its own role, log, dead-letter queue and environment: nothing that its manifest does not name. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  /** Where a call ends that failed for good; a function that is only asked by people answers them instead. */
  readonly deadLetters: Queue | undefined;
  readonly minute = Duration.minutes(1);
  private readonly seconds: number;
  private readonly logGroup: LogGroup;
  private readonly metrics: { namespace: string; prefix: string };

  constructor(scope: Construct, { service, name, manifest, stage, kept }: ServiceFunctionProps) {
    super(scope, name);
    this.seconds = manifest.timeoutSeconds ?? defaultSeconds;
    this.metrics = { namespace: `linxuan-${stage.stage}`, prefix: `${service}/${name}` };
    this.deadLetters = isAsynchronous(manifest)
      ? new Queue(this, "DeadLetters", {
          encryption: QueueEncryption.SQS_MANAGED,
          enforceSSL: true,
          retentionPeriod: Duration.days(deadLetterDays),
        })
      : undefined;
    this.logGroup = new LogGroup(this, "Log", {
      logGroupName: `/linxuan/${stage.stage}/${service}/${name}`,
      retention: RetentionDays[logDays],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.lambda = new LambdaFunction(this, "Function", {
      functionName: functionName(stage, service, name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundleOf(service, name)),
      handler: "index.handler",
      timeout: Duration.seconds(this.seconds),
      memorySize: manifest.memoryMb ?? defaultMemoryMb,
      environment: environmentOf(service, manifest, { stage, kept }),
      role: this.role,
      logGroup: this.logGroup,
      ...(this.deadLetters && { deadLetterQueue: this.deadLetters, retryAttempts: 2 }),
    });
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    for (const statement of statementsOf(service, manifest, { stage, kept }))
      this.lambda.addToRolePolicy(statement);
  }

  /** How many log lines a minute have this `what`. */
  linesSaying(what: string, id: string): IMetric {
    const filter = new MetricFilter(this, `Lines-${id}`, {
      logGroup: this.logGroup,
      filterPattern: FilterPattern.stringValue("$.what", "=", what),
      metricNamespace: this.metrics.namespace,
      metricName: `${this.metrics.prefix}/${id}`,
    });
    return filter.metric({ period: this.minute, statistic: "Sum" });
  }

  /** The slowest hundredth of calls against the timeout: 1 is where they are cut off. */
  shareOfTimeout(): IMetric {
    const p99 = this.lambda.metricDuration({ period: this.minute, statistic: "p99" });
    return new MathExpression({
      expression: `p99 / ${this.seconds * 1000}`,
      usingMetrics: { p99 },
      period: this.minute,
      label: "p99 / timeout",
    });
  }

  deadLetterCount(): IMetric {
    if (this.deadLetters === undefined) throw new Error(`${this.node.path} has no dead-letter queue`);
    return this.deadLetters.metricApproximateNumberOfMessagesVisible({
      period: this.minute,
      statistic: "Maximum",
    });
  }

  /** Milliseconds between a write and its arrival here. */
  iteratorAge(): IMetric {
    return new Metric({
      namespace: "AWS/Lambda",
      metricName: "IteratorAge",
      dimensionsMap: { FunctionName: this.lambda.functionName },
      period: this.minute,
      statistic: "Maximum",
    });
  }
}
