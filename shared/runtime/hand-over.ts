import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

const lambda = new LambdaClient({ maxAttempts: 4 });

/**
 * Hands work to the sibling function that the manifest names (`handsTo`) and does not wait for it. Lambda calls that
 * function at least once and keeps what fails for good in its dead-letter queue: no secret may be handed over.
 * @throws when Lambda did not take it
 */
export async function handOver(work: unknown): Promise<void> {
  await lambda.send(
    new InvokeCommand({
      FunctionName: process.env.LINXUAN_HANDS_TO,
      InvocationType: "Event",
      Payload: new TextEncoder().encode(JSON.stringify(work)),
    }),
  );
}
