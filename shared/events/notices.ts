import * as z from "zod";
import { DecisionId, NoticeId, RoundId, Sha256 } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { event } from "./kit.ts";

const of = { noticeId: NoticeId, roundId: RoundId, decisionId: DecisionId, sha256: Sha256 };

export const noticePublished = event({
  type: "notice.published.v1",
  service: "notices",
  aggregate: "notice",
  payload: z.object({ ...of, endsAt: Instant }),
});

export const noticeClosed = event({
  type: "notice.closed.v1",
  service: "notices",
  aggregate: "notice",
  payload: z.object(of),
});

export const resultAnnounced = event({
  type: "result.announced.v1",
  service: "notices",
  aggregate: "notice",
  payload: z.object(of),
});
