import * as z from "zod";
import { DecisionId, NoticeId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
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

/** 补充公示: a place that changed after the list was shown, with the whole period of its own. `from`: null of a reserve. */
const Supplement = z.object({
  societyCode: SocietyCode,
  from: z.string().nullable(),
  to: z.string(),
  /** How many removals the list had seen. */
  removals: z.int().positive(),
});

/** A place that was announced, and in which version of the notice. */
const AwardedPlace = z.object({
  societyCode: SocietyCode,
  tier: z.string(),
  at: Instant,
  noticeVersion: z.int().positive(),
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
  /** When a result on it was announced first. */
  announcedAt: Instant.nullable(),
  /** Null of the list itself. */
  supplement: Supplement.nullable(),
  awards: z.array(AwardedPlace),
  /** Shown, and not announced with the others: an objection is open, or the place changed. Not for the public. */
  pending: z.array(SocietyCode),
  version: z.int().positive(),
});
export type Notice = z.infer<typeof Notice>;

/** What the public sees: no ids of people. */
export const PublicNoticeView = Notice.omit({ publishedBy: true, pending: true });

/** The list as it stands after removals. */
const StandingList = z.object({
  /** Canonical JSON of decision, rule, removals and what follows from them; `linxuan replay` works it out again. */
  list: z.string(),
  sha256: Sha256,
  /** Places that changed and have no supplementary notice yet, by society. */
  unshown: z.array(SocietyCode),
});

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
    summary: {
      zh: "公示期满后公布结果；有未决异议或变动的名额除外，具备条件后再次公布",
      en: "Announce the result after the period, but for places with something open on them: those when they are free",
    },
    who: ["officer"],
    params: ofNotice,
    body: z.object({ version: z.int().positive() }),
    output: Notice,
    problems: ["not-found", "notice-open", "objection-open", "wrong-state", "version-conflict"],
    isIdempotent: true,
  }),
  publishSupplements: route({
    id: "publishSupplements",
    method: "POST",
    path: "/notices/{id}/supplements",
    summary: {
      zh: "对名单变动的每个名额发布补充公示",
      en: "Publish a supplementary notice for each place that changed",
    },
    who: ["officer"],
    params: ofNotice,
    /** Of the list as the officer saw it. */
    body: z.object({ listHash: Sha256 }),
    output: z.object({ items: z.array(Notice) }),
    status: 201,
    problems: ["not-found", "wrong-state", "calendar-unloaded", "version-conflict"],
    isIdempotent: true,
  }),
  getStandingList: route({
    id: "getStandingList",
    method: "GET",
    path: "/notices/{id}/standing-list",
    summary: { zh: "查看变动后的名单", en: "Read the list as it stands after removals" },
    who: staff,
    params: ofNotice,
    output: StandingList,
    problems: ["not-found"],
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
