import * as z from "zod";
import { ApplicationId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import type { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";

interface FindingText {
  what: Words;
  next: Words;
}

const finding = (what: [string, string], next: [string, string]): FindingText => ({
  what: { zh: what[0], en: what[1] },
  next: { zh: next[0], en: next[1] },
});

const compare: [string, string] = [
  "请工作人员对照两份文件查看；如确不一致，可退回修改。",
  "A person compares both files; if they really differ, the application can be returned.",
];
const byEye: [string, string] = [
  "此处无法自动核对，请工作人员人工对照。",
  "It is not checkable here; a person compares both files.",
];

/** Every doubt about a Word form and the PDF that should say the same. None of them refuses a file. */
export const twinFindings = {
  "not-checkable": finding(
    ["文件没有可靠的文字，无法比对", "The file has no reliable text to compare"],
    byEye,
  ),
  "partly-checkable": finding(
    ["部分页面没有可靠的文字，未作比对", "Some pages have no reliable text and were not compared"],
    byEye,
  ),
  "too-long": finding(["文字过长，未作比对", "The text is too long to be compared"], byEye),
  "template-missing": finding(
    ["没有找到申报书模板编号", "The id of the form's template was not found"],
    compare,
  ),
  "title-missing": finding(["没有找到项目或申报书名称", "The title of the form was not found"], compare),
  "name-missing": finding(
    ["没有找到学会名称（含曾用名）", "Neither the society's name nor a former one was found"],
    compare,
  ),
  "partner-missing": finding(["没有找到联合申报单位的名称", "The name of a partner was not found"], compare),
  "total-missing": finding(["没有找到预算合计", "The total of the budget was not found"], compare),
  "total-differs": finding(
    ["预算合计与填报的不一致", "The total of the budget is not the one that was recorded"],
    compare,
  ),
  "text-differs": finding(
    ["Word 版与 PDF 版文字不一致", "The texts of the Word form and the PDF differ"],
    compare,
  ),
} as const satisfies Record<string, FindingText>;

export type TwinCode = keyof typeof twinFindings;
export const TwinCode = z.enum(Object.keys(twinFindings) as [TwinCode, ...TwinCode[]]);

/** One doubt: in which file it lies (null: in the pair), and what was found there instead, or on which pages. */
export const TwinFinding = z.object({
  code: TwinCode,
  file: z.enum(["word", "pdf"]).nullable(),
  detail: z.string().max(200).nullable(),
});
export type TwinFinding = z.infer<typeof TwinFinding>;

/** One place where the texts differ, each side as it is written there with a little around it; "" where one has nothing. */
export const TwinPassage = z.object({
  word: z.string().max(200),
  pdf: z.string().max(200),
  /** Of the PDF, from 1. */
  page: z.int().positive(),
});
export type TwinPassage = z.infer<typeof TwinPassage>;

/** What a comparison of both files says. */
export const TwinComparison = z.object({
  /** `alike`: nothing was found; `doubt`: a person looks; `not-checkable`: nothing could be compared here. */
  verdict: z.enum(["alike", "doubt", "not-checkable"]),
  /** 0 to 1; null where there was no text to compare. */
  similarity: z.number().min(0).max(1).nullable(),
  findings: z.array(TwinFinding),
  passages: z.array(TwinPassage).max(20),
  /** Places beyond those that are listed. */
  omitted: z.int().nonnegative(),
});
export type TwinComparison = z.infer<typeof TwinComparison>;

/** What both files should say; null or an empty list: nothing is expected. */
export const TwinFacts = z.strictObject({
  templateId: z.string().min(1).max(100).nullable(),
  title: z.string().min(1).max(200).nullable(),
  /** The society's name and its former ones: each counts. */
  names: z.array(z.string().min(1).max(200)).max(20),
  budgetTotalFen: z.int().nonnegative().nullable(),
  /** Of a joint application as submitted: the name of each partner. */
  partners: z.array(z.string().min(1).max(200)).max(20).optional(),
});
export type TwinFacts = z.infer<typeof TwinFacts>;

/** One comparison of an application's Word form with its PDF, held against what was recorded then. */
export const Twin = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  pdfUploadId: UploadId,
  wordUploadId: UploadId,
  /** Of which submission these are the files; 0: of a draft. */
  submission: z.int().nonnegative(),
  /** SHA-256 of the canonical JSON of `facts`. */
  factsHash: Sha256,
  facts: TwinFacts,
  comparison: TwinComparison,
  comparedAt: Instant,
  version: z.literal(1),
});
export type Twin = z.infer<typeof Twin>;

/** The comparison of a submission's pair that counts: the newest, where what both should say has changed since. */
export const latestTwin = (of: readonly Twin[]): Twin | undefined =>
  of.toSorted((a, b) => (a.comparedAt < b.comparedAt ? -1 : 1)).at(-1);
