import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  Runtime,
  RuntimeFamily,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionManifest, SettingName } from "../shared/kernel/manifest.ts";
import { bundle } from "./bundle.ts";
import type { Kept } from "./data.ts";
import { bucketStatements, tableStatements } from "./grants.ts";
import { mailTransport, type Stage } from "./stage.ts";

/** The gateway gives up at 30 s; an answer needs a second of it. */
const defaultSeconds = 15;
/** From 512 MB on a start is no faster; below it, work is slower. */
const defaultMemoryMb = 512;

const settings: Record<SettingName, (stage: Stage) => string> = {
  FIRST_ADMINISTRATOR: ({ firstAdministrator }) => firstAdministrator,
  ORIGIN: ({ origin }) => origin,
};

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
  readonly deadLetters: Queue;

  constructor(scope: Construct, { service, name, manifest, stage, kept }: ServiceFunctionProps) {
    super(scope, name);
    const functionName = `linxuan-${stage.stage}-${service}-${name}`;
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const logGroup = new LogGroup(this, "Log", {
      logGroupName: `/linxuan/${stage.stage}/${service}/${name}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.lambda = new LambdaFunction(this, "Function", {
      functionName,
      runtime: new Runtime("nodejs24.x", RuntimeFamily.NODEJS, { supportsInlineCode: true }),
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle(service, name, manifest)),
      handler: "index.handler",
      timeout: Duration.seconds(manifest.timeoutSeconds ?? defaultSeconds),
      memorySize: manifest.memoryMb ?? defaultMemoryMb,
      environment: environmentOf(manifest, stage, kept),
      role,
      logGroup,
      deadLetterQueue: this.deadLetters,
      retryAttempts: 2,
    });
    const write = new PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroup.logGroupArn],
    });
    for (const statement of [
      write,
      ...tableStatements(service, manifest, kept),
      ...bucketStatements(manifest, kept),
    ]) {
      this.lambda.addToRolePolicy(statement);
    }
    if (manifest.sendsMail && kept.mail) this.lambda.addToRolePolicy(kept.mail.sending());
    if (manifest.sendsMail && kept.smtp) kept.smtp.grantRead(this.lambda);
    if (manifest.putsEvents) kept.bus.grantPutEventsTo(this.lambda);
  }
}

/** An environment variable stands for something that the function may use, and for nothing else. */
function environmentOf(manifest: FunctionManifest, stage: Stage, kept: Kept): Record<string, string> {
  const usesTable = manifest.own !== undefined || manifest.reads !== undefined;
  const named = (manifest.settings ?? []).map((name) => [`LINXUAN_${name}`, settings[name](stage)]);
  const buckets = Object.keys(manifest.buckets ?? {}).map((name) => [
    `LINXUAN_BUCKET_${name.toUpperCase()}`,
    kept.buckets[name as keyof typeof kept.buckets].bucketName,
  ]);
  return {
    ...(usesTable && { LINXUAN_TABLE: kept.table.tableName }),
    ...(manifest.putsEvents && { LINXUAN_BUS: kept.bus.eventBusName }),
    ...Object.fromEntries([...named, ...buckets]),
    // One local address serves every bucket; AWS has a host name for each.
    ...(manifest.buckets && stage.stage === "local" && { LINXUAN_S3_PATH_STYLE: "true" }),
    ...(manifest.sendsMail && mailEnvironment(stage, kept)),
  };
}

function mailEnvironment(stage: Stage, { mail, smtp }: Kept): Record<string, string> {
  return {
    LINXUAN_MAIL_FROM: stage.mailFrom,
    LINXUAN_MAIL_TRANSPORT: mailTransport(stage),
    ...(mail && { LINXUAN_MAIL_CONFIGURATION: mail.configurationSet.configurationSetName }),
    ...(smtp && { LINXUAN_SMTP_SECRET: smtp.secretName }),
  };
}
