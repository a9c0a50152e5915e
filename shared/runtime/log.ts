/** The only fields that ever reach a log: no bodies, no headers, no names, no addresses. */
const loggable = [
  "correlationId",
  "requestId",
  "route",
  "status",
  "code",
  "event",
  "eventType",
  "consumer",
  "aggregate",
  "actorId",
  "count",
  "milliseconds",
  "error",
  "at",
] as const;

type Numbers = "status" | "count" | "milliseconds";
export type LogFields = { [K in (typeof loggable)[number]]?: K extends Numbers ? number : string };

/** One JSON line of the allowed fields, whatever else an object brings along. `error` takes `errorWords`, never a message. */
export function log(level: "info" | "warn" | "error", what: string, fields: LogFields = {}): void {
  const allowed = loggable.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]]));
  process.stdout.write(`${JSON.stringify({ level, what, ...Object.fromEntries(allowed) })}\n`);
}

/**
 * An error's name, its code and where it was thrown. Its message stays out: it may hold what people wrote, and so may any
 * line of the stack that names no place, for a message can have several lines.
 */
export function errorWords(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const stack = (cause.stack ?? "").replace(cause.message, "");
  const places = stack.split("\n").map((line) => line.trim());
  const where = places.filter((line) => /^at .+:\d+:\d+\)?$/.test(line)).slice(0, 3);
  const code = "code" in cause ? String(cause.code) : "";
  return [cause.name, ...(/^[\w.-]+$/.test(code) ? [code] : []), where.join(" <- ")].join(" ");
}
