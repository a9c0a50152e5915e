import type { Application } from "../../shared/contract/applications.ts";
import type { Difference, ReadPartner } from "../../shared/contract/form-reading.ts";
import type { Partner } from "../../shared/contract/partnership-record.ts";
import { showYuan } from "../../shared/kernel/amount.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { carried, labelOf, wording } from "./form-text.ts";
import { formWords } from "./form-words.ts";
import type { WordBlock } from "./word-blocks.ts";

/** A society of a joint application as a row of the form says it; the lead comes first. */
export type PartnerRow = ReadPartner;

const columns = ["partner", "code", "uscc", "role", "share"] as const;

/** The heads of the columns, as they are printed. */
export const partnerHeads = (
  definition: Pick<ProgrammeDefinition, "locale" | "jointApplications">,
): string[] => {
  const { jointApplications: joint, locale } = definition;
  const isShared = joint.takes !== "none" && joint.sharesStated;
  return columns
    .filter((column) => column !== "share" || isShared)
    .map((column) => wordsIn(formWords[column], locale));
};

/** The rows of a joint application; none where its society applies alone. */
export function partnerRows(
  { locale, jointApplications: joint }: Pick<ProgrammeDefinition, "locale" | "jointApplications">,
  lead: Pick<Application, "societyCode" | "societyNames" | "uscc">,
  {
    partners,
    leadShareFen,
  }: {
    partners: readonly Pick<Partner, "societyCode" | "names" | "uscc" | "role" | "shareFen">[];
    leadShareFen: number | null;
  },
): PartnerRow[] {
  if (joint.takes === "none" || partners.length === 0) return [];
  const share = (fen: number | null) => (joint.sharesStated && fen !== null ? showYuan(fen) : "");
  return [
    {
      name: wordsIn(lead.societyNames, locale),
      societyCode: lead.societyCode,
      uscc: lead.uscc,
      role: wordsIn(formWords.lead, locale),
      share: share(leadShareFen),
    },
    ...partners.map(({ names, societyCode, uscc, role, shareFen }) => ({
      ...{ name: wordsIn(names, locale), societyCode, uscc, role },
      share: share(shareFen),
    })),
  ];
}

/** What a text field of a reading holds at most. */
const mostCharacters = 2000;
const mostRows = 20;

/** The rows of the partners' table of a form; null where there is none. */
export function readPartners(
  blocks: readonly WordBlock[],
  definition: Pick<ProgrammeDefinition, "locale" | "jointApplications">,
): ReadPartner[] | null {
  const heads = partnerHeads(definition).map(labelOf);
  const table = blocks.find(
    (block) => block.kind === "table" && block.rows[0]?.map(labelOf).join("\n") === heads.join("\n"),
  );
  if (table?.kind !== "table") return null;
  const cell = (row: readonly string[], at: number) => carried(row[at] ?? "").slice(0, mostCharacters);
  return table.rows.slice(1, mostRows + 1).map((row) => ({
    name: cell(row, 0),
    societyCode: cell(row, 1),
    uscc: cell(row, 2),
    role: cell(row, 3),
    share: cell(row, 4),
  }));
}

const fields = ["name", "uscc", "role", "share"] as const;
const wordOf = { name: "partner", uscc: "uscc", role: "role", share: "share" } as const;

/** Where the partners of a form and those of the draft differ. They are changed in the portal alone, for each agrees to what stands there. */
export function partnerDifferences(
  rows: readonly PartnerRow[],
  read: readonly ReadPartner[] | null | undefined,
): Difference[] {
  const { partner } = formWords;
  const common = { section: "partners", because: null, isTypographic: false, canTake: false, version: 0 };
  if (read === undefined || (read === null && rows.length === 0)) return [];
  if (read === null)
    return [
      {
        ...common,
        key: "partners",
        name: partner,
        kind: "not-found",
        because: "missing",
        draft: null,
        word: null,
      },
    ];
  const named = (row: PartnerRow) => ({ zh: `${partner.zh}：${row.name}`, en: `${partner.en}: ${row.name}` });
  const codeOf = ({ societyCode }: PartnerRow) => societyCode;
  const only = (row: PartnerRow, kind: "only-in-draft" | "only-in-word"): Difference => ({
    ...common,
    ...{ key: `partners.${row.societyCode}`, name: named(row), kind },
    draft: kind === "only-in-draft" ? row.name : null,
    word: kind === "only-in-word" ? row.name : null,
  });
  return [
    ...rows.flatMap((row): Difference[] => {
      const other = read.find((one) => one.societyCode === row.societyCode);
      if (!other) return [only(row, "only-in-draft")];
      return fields
        .filter((field) => carried(row[field]) !== other[field])
        .map((field) => ({
          ...common,
          key: `partners.${row.societyCode}.${field}`,
          name: {
            zh: `${row.name}：${formWords[wordOf[field]].zh}`,
            en: `${row.name}: ${formWords[wordOf[field]].en}`,
          },
          kind: "differs" as const,
          draft: row[field],
          word: other[field],
          isTypographic: wording(row[field]) === wording(other[field]),
        }));
    }),
    ...read.filter((row) => !rows.map(codeOf).includes(codeOf(row))).map((row) => only(row, "only-in-word")),
  ];
}
