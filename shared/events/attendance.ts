import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

const payload = z.object({ applicationId: ApplicationId, roundId: RoundId, societyCode: SocietyCode });

/** A second person confirmed who was at a defence, or that nobody came; the aggregate is the application. */
export const attendanceConfirmed = event({
  type: "attendance.confirmed.v1",
  service: "reviews",
  aggregate: "attendance",
  payload,
});

/** A second person confirmed that a society was kept away by force majeure: it gets another date. */
export const attendanceRescheduled = event({
  type: "attendance.rescheduled.v1",
  service: "reviews",
  aggregate: "attendance",
  payload,
});
