import * as z from "zod";
import { RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { Uscc } from "../kernel/uscc.ts";
import { Key } from "../programme/basis.ts";
import { RecommendationSource } from "../programme/recommended.ts";
import { route } from "./kit.ts";
import { TableFault, TableFile } from "./table-file.ts";

/** An indicator's value, 0 to 100, exact to two places. */
export const RecommendedValue = z.string().regex(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/);

/** More societies than there are; what one record can bear. */
export const mostRecommended = 600;

const society = { code: SocietyCode, uscc: Uscc };

/** Values to compute a list of, or a list as it was made elsewhere. Code and credit code must both be the register's. */
export const ProposedList = z.discriminatedUnion("how", [
  z.object({
    how: z.literal("computed"),
    /** What the values were taken from: the title of a file or paper. */
    origin: z.string().min(1).max(200),
    societies: z
      .array(z.object({ ...society, values: z.record(Key, RecommendedValue) }))
      .min(1)
      .max(mostRecommended),
  }),
  z.object({
    how: z.literal("imported"),
    origin: z.string().min(1).max(200),
    societies: z
      .array(z.object({ ...society, sources: z.array(RecommendationSource).min(1).max(4) }))
      .min(1)
      .max(mostRecommended),
  }),
]);

export type ProposedList = z.infer<typeof ProposedList>;

/** One society on the list, or next to it: where it stands, and which sources put it there. */
export const Recommendation = z.object({
  societyCode: SocietyCode,
  isListed: z.boolean(),
  /** The exact score and the place; equal scores share one. Null: imported, or a value is missing. */
  score: z.string().nullable(),
  rank: z.int().positive().nullable(),
  sources: z.array(RecommendationSource),
  /** What each indicator gave, of a computed list. */
  parts: z.array(z.object({ indicator: Key, value: RecommendedValue, points: z.string() })),
  /** Indicators without a value: such a society is not ranked, and never taken for zero. */
  missing: z.array(Key),
});
export type Recommendation = z.infer<typeof Recommendation>;

export const RecommendedListState = z.enum(["PROPOSED", "APPROVED"]);
export type RecommendedListState = z.infer<typeof RecommendedListState>;

/** The recommended list of a round: one officer proposes it, another approves. */
export const RecommendedList = z.object({
  roundId: RoundId,
  state: RecommendedListState,
  how: z.enum(["computed", "imported"]),
  origin: z.string(),
  listed: z.int().nonnegative(),
  societies: z.array(Recommendation),
  /** Of `how`, `origin` and `societies`: what the second officer approves. */
  listHash: Sha256,
  proposedBy: z.string(),
  proposedAt: Instant,
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type RecommendedList = z.infer<typeof RecommendedList>;

/** What a file did, or in a dry run would do. */
export const RecommendedImport = z.object({
  /** `computed`: the file gave indicators' values; `imported`: the sources of each society. Null: its heading says neither. */
  how: z.enum(["computed", "imported"]).nullable(),
  rows: z.int().nonnegative(),
  listed: z.int().nonnegative(),
  fileHash: Sha256,
  isDryRun: z.boolean(),
  /** Only in a dry run: every fault at once. An import with a fault is refused with the same list. */
  faults: z.array(TableFault),
  /** The list as it is proposed now; null in a dry run. */
  list: RecommendedList.nullable(),
});

const inRound = z.object({ id: RoundId });

/** Routes of rounds. */
export const recommendedList = {
  proposeRecommendedList: route({
    id: "proposeRecommendedList",
    method: "POST",
    path: "/rounds/{id}/recommended-list",
    summary: {
      zh: "提出建议名单：按指标计算，或导入",
      en: "Propose the recommended list, computed from indicators or imported",
    },
    who: ["officer"],
    params: inRound,
    body: ProposedList,
    output: RecommendedList,
    status: 201,
    problems: ["not-found", "wrong-state", "invalid-register", "version-conflict"],
    isIdempotent: true,
  }),
  importRecommendedList: route({
    id: "importRecommendedList",
    method: "POST",
    path: "/rounds/{id}/recommended-list/imports",
    summary: {
      zh: "由CSV或Excel提出建议名单，可先试行",
      en: "Propose the recommended list from a CSV or workbook, or try it",
    },
    who: ["officer"],
    params: inRound,
    body: TableFile,
    output: RecommendedImport,
    problems: ["not-found", "wrong-state", "invalid-register", "version-conflict"],
    isIdempotent: true,
  }),
  approveRecommendedList: route({
    id: "approveRecommendedList",
    method: "POST",
    path: "/rounds/{id}/recommended-list/approval",
    summary: { zh: "批准建议名单（须由另一人办理）", en: "Approve the list; a second officer does it" },
    who: ["officer"],
    params: inRound,
    body: z.object({ version: z.int().positive(), listHash: Sha256 }),
    output: RecommendedList,
    problems: ["not-found", "wrong-state", "version-conflict", "second-person-required"],
    isIdempotent: true,
  }),
  getRecommendedList: route({
    id: "getRecommendedList",
    method: "GET",
    path: "/rounds/{id}/recommended-list",
    summary: { zh: "查看建议名单及各学会的依据", en: "Read the list and what put each society there" },
    who: staff,
    params: inRound,
    output: RecommendedList,
    problems: ["not-found"],
  }),
  getOwnRecommendation: route({
    id: "getOwnRecommendation",
    method: "GET",
    path: "/rounds/{id}/recommended-list/own",
    summary: {
      zh: "查看本单位是否列入及依据",
      en: "Read whether one's society is listed, and what put it there",
    },
    who: societyPeople,
    params: inRound,
    output: Recommendation.omit({ rank: true, score: true }),
    problems: ["not-found"],
  }),
};
