import * as z from "zod";
import { ExpertId, Sha256 } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";
import { Mail } from "./mail.ts";
import { TableFault, TableFile } from "./table-file.ts";

/** Somebody whom a row may speak of as well: of the pool, or of another line of the file. */
const Namesake = z.object({
  expertId: ExpertId.nullable(),
  line: z.int().positive().nullable(),
  name: z.string(),
  mail: z.string(),
  institution: z.string(),
});

/** A row that may be a person whom the pool or the file has already: a person decides, nothing is merged. */
export const LikelySame = z.object({ line: z.int().positive(), mail: z.string(), like: z.array(Namesake) });
export type LikelySame = z.infer<typeof LikelySame>;

const Apart = z.object({ mail: Mail, reason: z.string().trim().min(1).max(500) });

/** That two entries of one name and institution are two people, as an officer found out. */
export const FoundApart = z.object({
  expertId: ExpertId,
  from: z.array(ExpertId).min(1).max(100),
  reason: z.string(),
  foundBy: z.string(),
  foundAt: Instant,
  version: z.literal(1),
});
export type FoundApart = z.infer<typeof FoundApart>;

const ExpertImport = z.object({
  rows: z.int().nonnegative(),
  added: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  fileHash: Sha256,
  isDryRun: z.boolean(),
  /** In a dry run: what each row would do, with the columns that would differ. */
  changes: z.array(
    z.object({
      mail: Mail,
      name: z.string(),
      what: z.enum(["new", "changed"]),
      columns: z.array(z.string()),
    }),
  ),
  likely: z.array(LikelySame),
  faults: z.array(TableFault),
});

export const expertFileRoutes = {
  importExpertFile: route({
    id: "importExpertFile",
    method: "POST",
    path: "/experts/files",
    summary: {
      zh: "从 CSV 或 Excel 导入评审专家，可先试导入",
      en: "Import experts from a CSV or .xlsx, with a dry run",
    },
    who: ["officer"],
    body: TableFile.safeExtend({
      /** Of whom an officer has found out that he or she is not the person of the same name and institution. */
      apart: z.array(Apart).max(3000).default([]),
    }),
    output: ExpertImport,
    problems: ["invalid-expert-file", "identity-data-not-taken", "version-conflict"],
    isIdempotent: true,
  }),
  getExpertTemplate: route({
    id: "getExpertTemplate",
    method: "GET",
    path: "/experts/template",
    summary: { zh: "下载专家导入模板", en: "The template of the experts' table" },
    who: staff,
    output: z.string(),
    media: "text/csv; charset=utf-8",
    problems: [],
  }),
  clearExpert: route({
    id: "clearExpert",
    method: "POST",
    path: "/experts/{id}/clearance",
    summary: {
      zh: "确认单位或领域不明的专家可以参加评审，说明理由",
      en: "Clear an expert whose institution or field is not known, with the reason",
    },
    who: ["officer"],
    params: z.object({ id: ExpertId }),
    body: z.object({ version: z.int().positive(), reason: z.string().trim().min(1).max(500) }),
    output: z.object({ id: ExpertId, version: z.int().positive() }),
    problems: ["not-found", "wrong-state", "version-conflict", "identity-data-not-taken"],
    isIdempotent: true,
  }),
};
