import * as z from "zod";
import { SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { LocalDate } from "../kernel/time.ts";
import { Uscc } from "../kernel/uscc.ts";
import { InspectionConclusion } from "../programme/eligibility.ts";
import { Mail } from "./identity.ts";

/** Where a fact comes from, and the day on which it was established; a fact without both is no fact. */
const sourced = { source: z.string().min(1).max(200), on: LocalDate };

/** The annual inspection of one year; `on` is the day on which its conclusion was known. */
export const InspectionFact = z.object({
  year: z.int().min(1990).max(2100),
  conclusion: InspectionConclusion,
  ...sourced,
});
export type InspectionFact = z.infer<typeof InspectionFact>;

/** Whether the Party organisation of the society is complete, as checked on a day. */
export const PartyOrganisationFact = z.object({ state: z.enum(["complete", "incomplete"]), ...sourced });
export type PartyOrganisationFact = z.infer<typeof PartyOrganisationFact>;

/** One violation, criticism or penalty decided by an authority. */
export const Penalty = z.object({
  decidedOn: LocalDate,
  // In the CSV a bar ends the authority and a semicolon the penalty.
  authority: z
    .string()
    .regex(/^[^;；|｜]+$/)
    .max(100),
  grounds: z
    .string()
    .regex(/^[^;；]+$/)
    .max(300),
});
export type Penalty = z.infer<typeof Penalty>;

/** All penalties that the source knows of; an empty list says that it was asked and knows of none. */
export const PenaltiesFact = z.object({ list: z.array(Penalty).max(20), ...sourced });
export type PenaltiesFact = z.infer<typeof PenaltiesFact>;

/** How the earlier projects of the umbrella body ended. */
export const EarlierProjectsFact = z.object({
  state: z.enum(["none", "completed", "not-completed"]),
  ...sourced,
});
export type EarlierProjectsFact = z.infer<typeof EarlierProjectsFact>;

export const SupplierFact = z.object({ isRegistered: z.boolean(), ...sourced });
export type SupplierFact = z.infer<typeof SupplierFact>;

/** What is known of a society for the eligibility rules. Null or a missing year: nothing is known, never "fine". */
export const SocietyFacts = z.object({
  /** At most one per year, newest first. */
  inspections: z.array(InspectionFact).max(10),
  partyOrganisation: PartyOrganisationFact.nullable(),
  penalties: PenaltiesFact.nullable(),
  earlierProjects: EarlierProjectsFact.nullable(),
  supplier: SupplierFact.nullable(),
});
export type SocietyFacts = z.infer<typeof SocietyFacts>;

/** A person who acts for a society; the mail address is the sign-in and is unique in the register. */
export const RegisterContact = z.object({
  name: z.string().min(1).max(60),
  mail: Mail,
});
export type RegisterContact = z.infer<typeof RegisterContact>;

/** One society of the register. The person who fills in and the one who submits are two. */
export const RegisterRow = z.object({
  code: SocietyCode,
  names: Words,
  category: z.string().min(1).max(20),
  uscc: Uscc,
  isRecommended: z.boolean(),
  filler: RegisterContact,
  approver: RegisterContact,
  facts: SocietyFacts,
});
export type RegisterRow = z.infer<typeof RegisterRow>;

/** Faults of a register that was refused, each with its place; line 1 is the heading. */
export const RegisterFault = z.object({
  line: z.int().positive(),
  /** Key of the column; null when the fault is of the whole line or file. */
  column: z.string().nullable(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});
export type RegisterFault = z.infer<typeof RegisterFault>;

/** A column of the register's CSV: `key` or the Chinese name may head it. */
export interface RegisterColumn {
  key: string;
  zh: string;
  en: string;
  isRequired: boolean;
  /** What a cell may hold, for people. */
  holds: { zh: string; en: string };
}

const column = (
  key: string,
  [zh, en]: [string, string],
  [holdsZh, holdsEn]: [string, string],
  isRequired = false,
): RegisterColumn => ({ key, zh, en, isRequired, holds: { zh: holdsZh, en: holdsEn } });

/** A fact's own column and the two beside it that say where it comes from and since when. */
const factColumns = (key: string, names: [string, string], holds: [string, string]): RegisterColumn[] => [
  column(key, names, holds),
  column(
    `${key}_source`,
    [`${names[0]}来源`, `${names[1]}: source`],
    ["文件名或文号", "title or number of the paper"],
  ),
  column(`${key}_on`, [`${names[0]}日期`, `${names[1]}: date`], ["YYYY-MM-DD", "YYYY-MM-DD"]),
];

/** The columns of an inspection's year; a register carries any years from 1990 on. */
export const inspectionColumns = (year: number): RegisterColumn[] =>
  factColumns(
    `inspection_${year}`,
    [`${year}年度年检结论`, `Annual inspection ${year}`],
    [
      "合格、基本合格、不合格、未参检、不适用、待定；空白为未知",
      "a conclusion in Chinese or its code; empty: unknown",
    ],
  );

/** Every column but those of the inspections: the format of the register's CSV (UTF-8, commas), in one place. */
export const registerColumns: readonly RegisterColumn[] = [
  column("code", ["学会编码", "Code"], ["如 A-01", "such as A-01"], true),
  column("name_zh", ["学会名称", "Chinese name"], ["登记的全称", "the registered name"], true),
  column("name_en", ["英文名称", "English name"], ["英文全称", "the full name"], true),
  column("category", ["学会分类", "Category"], ["如 理科", "such as 理科"], true),
  column("uscc", ["统一社会信用代码", "USCC"], ["18 位", "18 characters"], true),
  column("recommended", ["建议名单", "Recommended"], ["是、否", "yes or no"], true),
  column("filler_name", ["填报人", "Filler"], ["姓名", "name"], true),
  column("filler_mail", ["填报人邮箱", "Filler's mail"], ["电子邮箱", "mail address"], true),
  column("approver_name", ["审核人", "Approver"], ["姓名", "name"], true),
  column("approver_mail", ["审核人邮箱", "Approver's mail"], ["电子邮箱", "mail address"], true),
  ...factColumns(
    "party_organisation",
    ["党组织", "Party organisation"],
    ["健全、不健全；空白为未知", "complete or incomplete; empty: unknown"],
  ),
  ...factColumns(
    "penalties",
    ["处罚", "Penalties"],
    [
      "无，或“日期|机关|事由”，多项以“;”分隔；空白为未知",
      "none, or `date|authority|grounds` joined by `;`; empty: unknown",
    ],
  ),
  ...factColumns(
    "earlier_projects",
    ["以往项目", "Earlier projects"],
    ["无、已完成、未完成；空白为未知", "none, completed or not-completed; empty: unknown"],
  ),
  ...factColumns(
    "supplier_registered",
    ["供应商注册", "Supplier registration"],
    ["是、否；空白为未知", "yes or no; empty: unknown"],
  ),
];
