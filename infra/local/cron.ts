const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(5 minutes)` in milliseconds, or undefined when it is no rate. */
export function rateMs(expression: string): number | undefined {
  const found = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  return found ? Number(found[1]) * (unitMs[found[2] ?? ""] ?? 0) : undefined;
}

const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Fields of EventBridge's cron, in its order, with the least value, the greatest and the names of values. */
const fields = [
  { name: "minutes", least: 0, most: 59, names: [] },
  { name: "hours", least: 0, most: 23, names: [] },
  { name: "day-of-month", least: 1, most: 31, names: [] },
  { name: "month", least: 1, most: 12, names: monthNames },
  { name: "day-of-week", least: 1, most: 7, names: dayNames },
  { name: "year", least: 1970, most: 2199, names: [] },
];

type Field = (typeof fields)[number];

function numberOf(text: string, { name, least, most, names }: Field): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + least : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new Error(`cron: ${name} does not know ${text}`);
  return value;
}

function accepts(text: string, field: Field): (value: number) => boolean {
  if (text === "*" || text === "?") return () => true;
  const parts = text.split(",").map((part) => {
    const [range = "", step] = part.split("/");
    const [from = "", to] = range.split("-");
    const low = from === "*" ? field.least : numberOf(from, field);
    const high = to !== undefined ? numberOf(to, field) : step !== undefined ? field.most : low;
    const by = step === undefined ? 1 : Number(step);
    if (!(Number.isInteger(by) && by > 0)) throw new Error(`cron: ${field.name} does not know ${part}`);
    return (value: number) => value >= low && value <= high && (value - low) % by === 0;
  });
  return (value) => parts.some((part) => part(value));
}

/**
 * Whether a minute (UTC) is one of an EventBridge `cron(...)` expression: numbers, names, lists, ranges and steps.
 * @throws at anything else (L, W, #), so that no schedule is silently never run
 */
export function cronMatcher(expression: string): (instant: Date) => boolean {
  const found = /^cron\((.+)\)$/.exec(expression);
  const texts = found?.[1]?.trim().split(/\s+/) ?? [];
  if (texts.length !== fields.length) throw new Error(`no schedule: ${expression}`);
  const tests = fields.map((field, at) => accepts(texts[at] ?? "", field));
  return (instant) => {
    const values = [
      instant.getUTCMinutes(),
      instant.getUTCHours(),
      instant.getUTCDate(),
      instant.getUTCMonth() + 1,
      instant.getUTCDay() + 1,
      instant.getUTCFullYear(),
    ];
    return tests.every((test, at) => test(values[at] ?? Number.NaN));
  };
}
