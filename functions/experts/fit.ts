import type { Frozen } from "../../shared/contract/application-record.ts";
import type { FitReason } from "../../shared/contract/assignment-plan-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { FitSource } from "../../shared/programme/assignment-rules.ts";
import type { Section } from "../../shared/programme/documents.ts";

/** What of an application tells which experts fit it. */
export interface Described {
  /** Under which the register lists the applicant; null where it knows none. */
  category: string | null;
  societyNames: Words;
  /** As submitted. */
  sections: Frozen["sections"];
}

/** One source of an application, with the normalised fields that were found there. */
export interface Found {
  source: FitSource;
  fields: ReadonlySet<string>;
}

/** Full and half width, capitals and spaces make no difference. */
export const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** A field of one character would be found in every text. */
const shortestField = 2;

/** The fields that are looked for at all, each once. */
export const fieldsOf = (experts: readonly { fields: readonly string[] }[]): string[] => [
  ...new Set(experts.flatMap(({ fields }) => fields.map(plain)).filter((one) => one.length >= shortestField)),
];

/** What an application says where a source looks: a section wholly, or what it wrote there for one indicator. */
function textsAt(source: FitSource, described: Described, sections: readonly Section[]): string[] {
  if (source.of === "name") return Object.values(described.societyNames);
  if (source.of === "category") return [];
  const parts = described.sections.find(({ key }) => key === source.section)?.content.parts ?? {};
  if (source.indicator === null) return Object.values(parts);
  const wanted = sections
    .find(({ key }) => key === source.section)
    ?.parts.filter(({ indicator }) => indicator === source.indicator);
  return (wanted ?? []).map(({ key }) => parts[key] ?? "");
}

/**
 * Where each of the fields is found in an application: a category is the very field, a text contains it.
 * @param fields normalised (`fieldsOf`)
 */
export function foundIn(
  described: Described,
  fields: readonly string[],
  { fit, sections }: { fit: readonly FitSource[]; sections: readonly Section[] },
): Found[] {
  return fit.map((source) => {
    if (source.of === "category") {
      const category = described.category === null ? null : plain(described.category);
      return { source, fields: new Set(fields.filter((one) => one === category)) };
    }
    const texts = textsAt(source, described, sections).map(plain);
    return { source, fields: new Set(fields.filter((one) => texts.some((text) => text.includes(one)))) };
  });
}

/** How well an expert fits, 0 to 100: the points of every source where at least one of the fields is found. */
export const fitOf = (found: readonly Found[], normalised: readonly string[]): number =>
  found.reduce(
    (sum, { source, fields }) => sum + (normalised.some((one) => fields.has(one)) ? source.points : 0),
    0,
  );

/** How that fit came about, in the order of the definition. */
export function reasonsOf(found: readonly Found[], declared: readonly string[]): FitReason[] {
  return found.flatMap(({ source, fields }) => {
    const matching = declared.filter((one) => fields.has(plain(one)));
    if (matching.length === 0) return [];
    const place =
      source.of === "section"
        ? { section: source.section, indicator: source.indicator }
        : { section: null, indicator: null };
    return [{ of: source.of, ...place, fields: matching, points: source.points }];
  });
}
