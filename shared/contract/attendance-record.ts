import * as z from "zod";
import { ApplicationId, ExpertId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** RECORDED: one person says so. CONFIRMED: a second one does, too. RESCHEDULED: an absence is excused, the defence is still to be held. */
export const AttendanceState = z.enum(["RECORDED", "CONFIRMED", "RESCHEDULED"]);
export type AttendanceState = z.infer<typeof AttendanceState>;

/** Who was there. `reason`: why the society was absent or is excused, and of what was confirmed before, why it is amended. */
export const AttendanceContent = z.object({
  /** Experts of the panel. */
  present: z.array(ExpertId).max(30),
  society: z.enum(["presented", "absent", "excused"]),
  heldAt: Instant,
  reason: z.string().trim().max(2000).nullable().default(null),
});
export type AttendanceContent = z.infer<typeof AttendanceContent>;

const Told = AttendanceContent.extend({
  recordedBy: z.string(),
  recordedAt: Instant,
  confirmedBy: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  version: z.int().positive(),
});

/** The attendance at an application's defence; a sheet of the defence is bound to a confirmed version of it. */
export const Attendance = Told.extend({
  roundId: RoundId,
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  state: AttendanceState,
  /** How often the society got another date. */
  reschedulings: z.int().nonnegative(),
  /** What was recorded before, each with the version under which it stood last. */
  history: z.array(Told),
  locksAt: Instant,
});
export type Attendance = z.infer<typeof Attendance>;
