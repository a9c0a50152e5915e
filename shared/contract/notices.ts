import * as z from "zod";
import { DecisionId, NoticeId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant, LocalDate, Zone } from "../kernel/time.ts";
import { route } from "./kit.ts";
import { NamedPartners } from "./partnership-record.ts";

export const NoticeState = z.enum(["PUBLISHED", "CLOSED", "ANNOUNCED"]);
export type NoticeState = z.infer<typeof NoticeState>;

/** One place on the list, as the public reads it. */
export const Listed = z.object({
  societyCode: SocietyCode,
  names: Words,
  /** Only of a joint application. */
  partners: NamedPartners,
});

/** The public notice of a proposed list: its text never changes, its hash proves it. */
export const Notice = z.object({
  id: NoticeId,
  roundId: RoundId,
  decisionId: DecisionId,
  decisionHash: Sha256,
  title: Words,
  tiers: z.array(z.object({ id: z.string(), name: Words, societies: z.array(Listed) })),
  zone: Zone,
  firstOn: LocalDate,
  lastOn: LocalDate,
  endsAt: Instant,
  workingDays: z.int().positive(),
  /** Of the HTML text in both languages. */
  sha256: Sha256,
  /** The version of the page that was written. */
  pageVersionId: z.string(),
  state: NoticeState,
  publishedAt: Instant,
  publishedBy: z.string(),
  announcedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type Notice = z.infer<typeof Notice>;

/** What the public sees: no ids of people. */
export const PublicNoticeView = Notice.omit({ publishedBy: true });

const ofNotice = z.object({ id: NoticeId });

export const notices = {
  publishNotice: route({
    id: "publishNotice",
    method: "POST",
    path: "/rounds/{id}/notices",
    summary: { zh: "公示拟支持名单", en: "Publish the proposed list" },
    who: ["officer"],
    params: z.object({ id: RoundId }),
    body: z.object({ decisionId: DecisionId, decisionHash: Sha256 }),
    output: Notice,
    status: 201,
    problems: ["not-found", "wrong-state", "already-exists", "calendar-unloaded", "version-conflict"],
    isIdempotent: true,
  }),
  announceResult: route({
    id: "announceResult",
    method: "POST",
    path: "/notices/{id}/result",
    summary: { zh: "公示期满后公布结果", en: "Announce the result after the period" },
    who: ["officer"],
    params: ofNotice,
    body: z.object({ version: z.int().positive() }),
    output: Notice,
    problems: ["not-found", "notice-open", "wrong-state", "version-conflict"],
    isIdempotent: true,
  }),
  getNotice: route({
    id: "getNotice",
    method: "GET",
    path: "/notices/{id}",
    summary: { zh: "查看公示", en: "Read a public notice" },
    who: "anyone",
    params: ofNotice,
    output: PublicNoticeView,
    problems: ["not-found"],
  }),
  getNoticeDocument: route({
    id: "getNoticeDocument",
    method: "GET",
    path: "/notices/{id}/document",
    summary: { zh: "公示正文（网页）", en: "The notice as a web page" },
    who: "anyone",
    params: ofNotice,
    output: z.string(),
    media: "text/html; charset=utf-8",
    problems: ["not-found"],
  }),
  listNotices: route({
    id: "listNotices",
    method: "GET",
    path: "/rounds/{id}/notices",
    summary: { zh: "列出本轮公示", en: "List the notices of a round" },
    who: "anyone",
    params: z.object({ id: RoundId }),
    output: z.object({ items: z.array(PublicNoticeView) }),
    problems: [],
  }),
};
