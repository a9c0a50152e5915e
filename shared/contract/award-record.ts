import * as z from "zod";
import { ApplicationId, NoticeId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** CONDITIONAL: selected, and not registered as a supplier when the result was announced. */
export const AwardConditionState = z.enum(["CONDITIONAL", "UNCONDITIONAL"]);
export type AwardConditionState = z.infer<typeof AwardConditionState>;

/** The condition under which a society was selected. Who was registered by then has none. */
export const AwardCondition = z.object({
  societyCode: SocietyCode,
  roundId: RoundId,
  applicationId: ApplicationId,
  noticeId: NoticeId,
  state: AwardConditionState,
  announcedAt: Instant,
  /** When the register came to know the registration; null before. */
  metAt: Instant.nullable(),
  version: z.int().positive(),
});
export type AwardCondition = z.infer<typeof AwardCondition>;
