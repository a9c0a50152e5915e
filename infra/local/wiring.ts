import type { IsAllowed } from "./caller.ts";
import type { RunFunction } from "./functions.ts";
import { isAllowed } from "./iam.ts";
import type { Cloud, Statement } from "./model.ts";
import type { Parts } from "./parts.ts";
import { resourceStatements } from "./policies.ts";
import type { Environment } from "./stacks.ts";
import { fits } from "./wildcard.ts";

interface Wired {
  cloud: Cloud;
  parts: Parts;
  functions: readonly RunFunction[];
  environment: Environment;
  /** Judges what a function's role may do. */
  mayRole: IsAllowed;
}

const streamActs = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
  (act) => `dynamodb:${act}`,
);

const denied = (who: string, action: string, resource: string): string =>
  `AccessDenied: ${who} is not authorized to perform: ${action} on resource: ${resource}`;

/** What a function's role lacks of what AWS itself does in its name: write its log, read its stream, park its dead letters. */
function roleFaults({ cloud, functions, environment, mayRole }: Wired): string[] {
  const { partition, region, accountId } = environment;
  return functions.flatMap((one) => {
    const lacks = (action: string, resource: string) =>
      mayRole(one.statements, { action, resource, context: {} }) ? [] : [denied(one.name, action, resource)];
    const log = `arn:${partition}:logs:${region}:${accountId}:log-group:${one.logGroup}:log-stream:local`;
    const mappings = cloud.mappings.filter(({ functionArn }) => functionArn === one.arn);
    const queues = [one.deadLetterArn, ...mappings.map(({ deadLetterArn }) => deadLetterArn)];
    const tables = cloud.tables.filter(({ name }) => mappings.some(({ tableName }) => tableName === name));
    return [
      ...["logs:CreateLogStream", "logs:PutLogEvents"].flatMap((action) => lacks(action, log)),
      ...queues.flatMap((queue) => (queue === undefined ? [] : lacks("sqs:SendMessage", queue))),
      ...tables.flatMap(({ arn }) => streamActs.flatMap((action) => lacks(action, `${arn}/stream/local`))),
    ];
  });
}

/** Who calls a function without its leave. AWS would drop the call, silently. */
function callFaults({ cloud, parts, functions, environment }: Wired): string[] {
  const { partition, region, accountId } = environment;
  const permissions = parts["AWS::Lambda::Permission"].map(({ properties }) => properties);
  const lacks = (functionArn: string, service: string, sourceArn: string): string[] => {
    const called = functions.find(({ arn }) => arn === functionArn);
    if (called === undefined) return [];
    const may = permissions.some(
      ({ FunctionName, Principal, SourceArn = "*" }) =>
        [called.arn, called.name].includes(FunctionName) &&
        Principal === service &&
        fits(SourceArn, sourceArn),
    );
    return may ? [] : [denied(service, "lambda:InvokeFunction", `${functionArn} (source ${sourceArn})`)];
  };
  const api = `arn:${partition}:execute-api:${region}:${accountId}:${cloud.apiId}/$default`;
  return [
    ...cloud.routes.flatMap(({ routeKey, functionArn }) => {
      const known = functions.some(({ arn }) => arn === functionArn);
      if (!known) return [`route ${routeKey}: no function ${functionArn}`];
      return lacks(
        functionArn,
        "apigateway.amazonaws.com",
        `${api}/${routeKey.replace(" ", "").replace(/^ANY/, "*")}`,
      );
    }),
    ...parts["AWS::Events::Rule"].flatMap(({ arn, properties }) =>
      properties.Targets.flatMap((target) => lacks(target.Arn, "events.amazonaws.com", arn)),
    ),
  ];
}

/** Queues that a rule's targets or dead letters go to, without the queue's leave. */
function queueFaults({ cloud, parts }: Wired): string[] {
  const policies = parts["AWS::SQS::QueuePolicy"].map(({ properties }) => properties.PolicyDocument);
  const statements: Statement[] = policies.flatMap((one) => resourceStatements(one, "events.amazonaws.com"));
  return parts["AWS::Events::Rule"].flatMap(({ arn, properties }) => {
    const asked = properties.Targets.flatMap((target) => [target.Arn, target.DeadLetterConfig?.Arn ?? ""]);
    return cloud.queues
      .filter((queue) => asked.includes(queue.arn))
      .flatMap((queue) => {
        const context = { "aws:SourceArn": [arn], "aws:SecureTransport": ["true"] };
        const access = { action: "sqs:SendMessage", resource: queue.arn, context };
        return isAllowed(statements, access)
          ? []
          : [denied("events.amazonaws.com", access.action, queue.arn)];
      });
  });
}

/** Every call that AWS's services would make between the template's parts and that nothing grants. */
export const wiringFaults = (wired: Wired): string[] => [
  ...roleFaults(wired),
  ...callFaults(wired),
  ...queueFaults(wired),
];
