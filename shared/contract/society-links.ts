import * as z from "zod";
import { Sha256, SocietyCode, SocietyLinkId } from "../kernel/ids.ts";
import { LocalDate } from "../kernel/time.ts";
import { SocietyFactKind } from "../programme/recusal.ts";
import { route } from "./kit.ts";
import { ImportRecord } from "./register-record.ts";
import { TableFault, TableFile } from "./table-file.ts";

/** What ties a society to people and institutions, as a source has it. */
export const SocietyLinkKind = z.enum([...SocietyFactKind.options, "joint-project"]);
export type SocietyLinkKind = z.infer<typeof SocietyLinkKind>;

/** Of people no more than tells them apart: no number, no address, no date of birth. Null: not stated, or not of this kind. */
export const SocietyLinkFact = z.object({
  kind: SocietyLinkKind,
  /** Of a person. */
  name: z.string().nullable(),
  /** The office that he or she holds; of a joint project what it is called. */
  office: z.string().nullable(),
  /** A person's, or the institution itself that is tied. */
  institution: z.string().nullable(),
  parentInstitution: z.string().nullable(),
  /** Of the supporting unit, where not all of the institution is. */
  department: z.string().nullable(),
  /** The society with which there is a joint project. */
  partnerCode: SocietyCode.nullable(),
  /** Its last day; null: it lasts. */
  until: LocalDate.nullable(),
  source: z.string(),
  on: LocalDate,
});
export type SocietyLinkFact = z.infer<typeof SocietyLinkFact>;

const RecordedLink = SocietyLinkFact.extend({ recorded: ImportRecord });

/** That a tie was taken back, and by which source. */
const Withdrawn = z.object({ source: z.string(), on: LocalDate, recorded: ImportRecord }).nullable();

/** One tie of a society with its whole history. */
export const SocietyLink = RecordedLink.extend({
  id: SocietyLinkId,
  societyCode: SocietyCode,
  /** Null while it stands. */
  withdrawn: Withdrawn,
  /** What it said before, oldest first. */
  earlier: z.array(RecordedLink.extend({ withdrawn: Withdrawn })),
  version: z.int().positive(),
});
export type SocietyLink = z.infer<typeof SocietyLink>;

const LinkChange = z.object({
  line: z.int().positive(),
  societyCode: SocietyCode,
  kind: SocietyLinkKind,
  what: z.enum(["new", "changed", "withdrawn"]),
});

const LinkImport = z.object({
  rows: z.int().nonnegative(),
  added: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  withdrawn: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  fileHash: Sha256,
  isDryRun: z.boolean(),
  /** In a dry run: what each row would do. */
  changes: z.array(LinkChange),
  faults: z.array(TableFault),
});

export const societyLinkRoutes = {
  importSocietyLinks: route({
    id: "importSocietyLinks",
    method: "POST",
    path: "/society-links/files",
    summary: {
      zh: "从 CSV 或 Excel 导入学会的支撑单位、业务主管单位、负责人和合作项目，可先试导入",
      en: "Import societies' supporting units, supervisory bodies, officers and joint projects, with a dry run",
    },
    who: ["officer"],
    body: TableFile,
    output: LinkImport,
    problems: ["invalid-link-file", "version-conflict"],
    isIdempotent: true,
  }),
  getSocietyLinkTemplate: route({
    id: "getSocietyLinkTemplate",
    method: "GET",
    path: "/society-links/template",
    summary: { zh: "下载学会关系表模板", en: "The template of the table of societies' ties" },
    who: ["officer"],
    output: z.string(),
    media: "text/csv; charset=utf-8",
    problems: [],
  }),
  listSocietyLinks: route({
    id: "listSocietyLinks",
    method: "GET",
    path: "/societies/{code}/links",
    summary: {
      zh: "列出一个学会登记的关系及其来源和变更",
      en: "What ties a society to people and institutions, with sources and history",
    },
    who: ["officer"],
    params: z.object({ code: SocietyCode }),
    output: z.object({ items: z.array(SocietyLink) }),
    problems: ["not-found"],
  }),
};
