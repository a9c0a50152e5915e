import type { LocalFunction, Statement } from "./model.ts";
import type { Part, Parts } from "./parts.ts";
import { identityStatements, managedStatements } from "./policies.ts";

/** A function with what only the check of its wiring needs. */
export interface RunFunction extends LocalFunction {
  logGroup: string;
}

const variablesLimitBytes = 4096;

/** Makes something of each part; a part that throws becomes a fault of the template. */
type Each = <P extends { id: string }, R>(parts: readonly P[], make: (part: P) => R | R[]) => R[];

/** The statements of each role, by the role's ARN. */
function statementsByRole(parts: Parts, each: Each): Map<string, Statement[]> {
  const policies = each(parts["AWS::IAM::Policy"], ({ properties }) => {
    const statements = identityStatements(properties.PolicyDocument);
    return properties.Roles.map((role) => ({ role, statements }));
  });
  const roles = each(parts["AWS::IAM::Role"], ({ name, arn, properties }) => {
    const attached = policies.filter(({ role }) => role === name).flatMap(({ statements }) => statements);
    const inline = properties.Policies.flatMap(({ PolicyDocument }) => identityStatements(PolicyDocument));
    const taken = properties.ManagedPolicyArns.flatMap(managedStatements);
    return { arn, statements: [...taken, ...inline, ...attached] };
  });
  return new Map(roles.map(({ arn, statements }) => [arn, statements]));
}

/** The template's functions with their role's statements and how an asynchronous call of them fails. */
export function functionsOf(parts: Parts, each: Each): RunFunction[] {
  const byRole = statementsByRole(parts, each);
  const configs = parts["AWS::Lambda::EventInvokeConfig"];

  return each(
    parts["AWS::Lambda::Function"],
    ({ logicalId, name, arn, assets, properties }: Part<"AWS::Lambda::Function">) => {
      const codeDir = assets.get(properties.Code.S3Key);
      const statements = byRole.get(properties.Role);
      const variables = Buffer.byteLength(JSON.stringify(properties.Environment.Variables));
      if (variables > variablesLimitBytes) throw new Error(`${variables} bytes of variables; AWS takes 4 KB`);
      if (codeDir === undefined) throw new Error(`no zipped asset ${properties.Code.S3Key}`);
      if (statements === undefined) throw new Error(`no role ${properties.Role}`);
      const config = configs.find((one) => [name, arn].includes(one.properties.FunctionName))?.properties;
      return {
        logicalId,
        name,
        arn,
        codeDir,
        handler: properties.Handler,
        timeoutSeconds: properties.Timeout,
        memoryMb: properties.MemorySize,
        environment: properties.Environment.Variables,
        statements,
        reservedConcurrency: properties.ReservedConcurrentExecutions,
        deadLetterArn:
          config?.DestinationConfig?.OnFailure.Destination ?? properties.DeadLetterConfig?.TargetArn,
        asyncRetries: config?.MaximumRetryAttempts ?? 2,
        logGroup: properties.LoggingConfig.LogGroup ?? `/aws/lambda/${name}`,
      };
    },
  );
}
