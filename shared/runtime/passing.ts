/** What DynamoDB and S3 call a refusal that passes by itself. */
const passingNames = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "SlowDown",
  "ThrottlingException",
  "TimeoutError",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

/** Connections that did not come about or broke off. */
const passingCodes = new Set(["EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/**
 * A failure of the store or of S3 that passes by itself, after the client's own attempts: whoever asks again with the
 * same key gets the answer, and nothing is done twice.
 */
export function isPassing(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { name, code, $metadata }: { name: string; code?: unknown; $metadata?: { httpStatusCode?: number } } =
    cause;
  return passingNames.has(name) || passingCodes.has(String(code)) || ($metadata?.httpStatusCode ?? 0) >= 500;
}
