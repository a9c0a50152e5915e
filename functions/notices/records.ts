import * as z from "zod";
import type { Notice } from "../../shared/contract/notices.ts";
import type { EventContract } from "../../shared/events/kit.ts";
import { NoticeId, RoundId, SocietyCode } from "../../shared/kernel/ids.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { entity } from "../../shared/store/entity.ts";

/** One notice per decision: written with the notice, so that a double click publishes once. */
const Claim = z.object({
  decisionId: z.string(),
  noticeId: NoticeId,
  roundId: RoundId,
  version: z.literal(1),
});
type Claim = z.infer<typeof Claim>;

export const noticeClaims = entity<Claim, Pick<Claim, "decisionId">>({
  prefix: "notices#claim",
  schema: Claim,
  schemaVersion: 1,
  key: ({ decisionId }) => ({ of: decisionId, sort: "claim" }),
});

/** One supplementary notice for each place that a society comes to: written with the notice. */
const SupplementClaim = z.object({
  decisionId: z.string(),
  societyCode: SocietyCode,
  tier: z.string(),
  noticeId: NoticeId,
  version: z.literal(1),
});
type SupplementClaim = z.infer<typeof SupplementClaim>;

export const supplementClaims = entity<
  SupplementClaim,
  Pick<SupplementClaim, "decisionId" | "societyCode" | "tier">
>({
  prefix: "notices#supplement",
  schema: SupplementClaim,
  schemaVersion: 1,
  key: ({ decisionId, societyCode, tier }) => ({ of: decisionId, sort: `${societyCode}#${tier}` }),
});

/** Notices whose period still runs, by its end: the tick looks here. Removed when the period is over. */
const Running = z.object({ noticeId: NoticeId, endsAt: z.string(), version: z.literal(1) });
export type Running = z.infer<typeof Running>;

export const running = entity<Running, Pick<Running, "noticeId">>({
  prefix: "notices#running",
  schema: Running,
  schemaVersion: 1,
  key: ({ noticeId }) => ({ of: noticeId, sort: "running" }),
  lists: { zh: "未结束的公示，按期满时间", en: "notices whose period still runs, by its end" },
  index: ({ endsAt, noticeId }) => ({ of: "open", sort: `${endsAt}#${noticeId}` }),
});

const payloadOf = ({ id: noticeId, roundId, decisionId, sha256, endsAt }: Notice) => ({
  noticeId,
  roundId,
  decisionId,
  sha256,
  endsAt,
});

/** A fact about a notice. */
export const noticeFact = (contract: EventContract, notice: Notice): Fact =>
  fact(contract, { aggregateId: notice.id, version: notice.version, payload: payloadOf(notice) });
