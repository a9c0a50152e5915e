import * as z from "zod";
import { en, zhCN } from "zod/locales";
import { calendarFaults, dateFaults } from "./check-dates.ts";
import { referenceFaults } from "./check-references.ts";
import { scoringFaults } from "./check-scoring.ts";
import type { Fault, SoundParts } from "./fault.ts";
import { ProgrammeDefinition } from "./schema.ts";

export type Checked = { definition: ProgrammeDefinition } | { faults: Fault[] };

const inChinese = zhCN().localeError;
const inEnglish = en().localeError;

/**
 * Is this a definition that a round can be published with? If not, every fault of it at once, in the order of the
 * checks: shape, references, scoring, dates. A part of a wrong shape does not hide what is wrong with the others.
 * `calendarYears` are the years whose working days are known; "any" leaves that question to the publishing.
 */
export function checkDefinition(
  input: unknown,
  { calendarYears }: { calendarYears: readonly number[] | "any" },
): Checked {
  const parsed = ProgrammeDefinition.safeParse(input, { error: inEnglish });
  const sound = soundParts(input);
  const faults = [
    ...(parsed.success ? [] : shapeFaults(input, parsed.error)),
    ...referenceFaults(sound),
    ...scoringFaults(sound),
    ...dateFaults(sound),
    ...(calendarYears === "any" ? [] : calendarFaults(sound, calendarYears)),
  ];
  return parsed.success && faults.length === 0 ? { definition: parsed.data } : { faults };
}

function shapeFaults(input: unknown, found: z.ZodError): Fault[] {
  // The same parse meets the same issues in the same order: only their words differ.
  const chinese = ProgrammeDefinition.safeParse(input, { error: inChinese }).error?.issues ?? [];
  return found.issues.map((issue, index) => ({
    path: pathOf(issue.path),
    code: issue.code.replaceAll("_", "-"),
    zh: chinese[index]?.message ?? issue.message,
    en: issue.message,
  }));
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}

/** What of the input fits the schema, two levels deep. */
function soundParts(input: unknown): SoundParts {
  return soundMembers(ProgrammeDefinition, input, 2);
}

function soundMembers(schema: z.ZodObject, input: unknown, depth: number): Record<string, unknown> {
  const given = z.record(z.string(), z.unknown()).safeParse(input);
  if (!given.success) return {};
  const members: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(schema.shape)) {
    const value = given.data[key];
    const parsed = z.safeParse(child, value);
    const inner = child instanceof z.ZodNullable ? child.unwrap() : child;
    if (parsed.success) members[key] = parsed.data;
    else if (depth > 1 && inner instanceof z.ZodObject) members[key] = soundMembers(inner, value, depth - 1);
  }
  return members;
}
