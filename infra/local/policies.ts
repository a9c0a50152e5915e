import * as z from "zod";
import { checkStatement } from "./iam.ts";
import type { Statement } from "./model.ts";

const texts = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());
const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Scalars = z.union([Scalar, z.array(Scalar)]).transform((given) => [given].flat());

/** A policy's statement. Strict: a part that is not judged would be a grant or a refusal too many. */
const PolicyStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: texts.default([]),
  NotAction: texts.default([]),
  Resource: texts.default([]),
  NotResource: texts.default([]),
  Principal: z.union([z.literal("*"), z.record(z.string(), texts)]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), Scalars)).default({}),
});
type PolicyStatement = z.infer<typeof PolicyStatement>;

export const PolicyDocument = z.strictObject({
  Version: z.literal("2012-10-17"),
  Statement: z.union([PolicyStatement, z.array(PolicyStatement)]).transform((given) => [given].flat()),
});
type PolicyDocument = z.infer<typeof PolicyDocument>;

function statementOf(given: PolicyStatement): Statement {
  const statement = {
    effect: given.Effect,
    actions: given.Action,
    notActions: given.NotAction,
    resources: given.Resource,
    notResources: given.NotResource,
    conditions: given.Condition,
  };
  checkStatement(statement);
  return statement;
}

/** Statements of a role's policy. Throws on what `isAllowed` could not judge as AWS does. */
export function identityStatements({ Statement: given }: PolicyDocument): Statement[] {
  if (given.some(({ Principal }) => Principal !== undefined))
    throw new Error("a role's policy names no principal");
  return given.map(statementOf);
}

/** Statements of a bucket's or queue's policy that speak of one of AWS's services, or of everybody. */
export function resourceStatements({ Statement: given }: PolicyDocument, service: string): Statement[] {
  const isMeant = ({ Principal }: PolicyStatement) =>
    Principal === "*" ||
    Object.values(Principal ?? {}).some((names) => names.includes("*") || names.includes(service));
  return given.filter(isMeant).map(statementOf);
}

/** What bars a call that does not come by good TLS. */
const transportConditions = [
  { Bool: { "aws:SecureTransport": ["false"] } },
  { NumericLessThan: { "s3:TlsVersion": ["1.2"] } },
].map((condition) => JSON.stringify(condition));

const barsWeakTransport = ({ Effect, Condition }: PolicyStatement): boolean =>
  Effect === "Deny" && transportConditions.includes(JSON.stringify(Condition));

const deliversAccessLogs = ({ Effect, Principal = {}, Action }: PolicyStatement): boolean =>
  Effect === "Allow" &&
  Principal !== "*" &&
  Object.values(Principal).flat().join() === "logging.s3.amazonaws.com" &&
  Action.join() === "s3:PutObject";

/**
 * Whether a bucket's policy shows to no local caller: it bars calls without TLS, which the loopback stands for, or lets
 * S3 write access logs, which nobody reads here.
 */
export const isInertBucketPolicy = ({ Statement: given }: PolicyDocument): boolean =>
  given.every((one) => barsWeakTransport(one) || deliversAccessLogs(one));

const logging = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
/** AWS's own policies that a role may take over. */
const managed: Record<string, Statement> = {
  "service-role/AWSLambdaBasicExecutionRole": {
    effect: "Allow",
    actions: logging,
    notActions: [],
    resources: ["*"],
    notResources: [],
    conditions: {},
  },
};

/** The statements of an AWS managed policy; throws on one that the local cloud does not know. */
export function managedStatements(arn: string): Statement[] {
  const statement = managed[arn.slice(arn.indexOf(":policy/") + ":policy/".length)];
  if (statement === undefined) throw new Error(`managed policy ${arn} is not known to the local cloud`);
  return [statement];
}
