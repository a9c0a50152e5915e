/** The only fields that ever reach a log: no bodies, no headers, no names, no addresses. */
export interface LogFields {
  correlationId?: string;
  requestId?: string;
  route?: string;
  status?: number;
  code?: string;
  event?: string;
  eventType?: string;
  consumer?: string;
  aggregate?: string;
  actorId?: string;
  count?: number;
  milliseconds?: number;
  error?: string;
  at?: string;
}

/** One JSON line, an allow-list of fields. `error` takes an error's name and stack, never its facts. */
export function log(level: "info" | "warn" | "error", what: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ level, what, ...fields })}\n`);
}

/** An error's name and where it was thrown; messages of the store may hold values, so only the first line's kind is kept. */
export function errorWords(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const where = cause.stack?.split("\n").slice(1, 4).join(" <- ").replaceAll(/\s+/g, " ") ?? "";
  return `${cause.name}${"code" in cause ? ` ${String(cause.code)}` : ""} ${where}`;
}
