import type { Application } from "../../shared/contract/application-record.ts";
import type { Attendance, AttendanceContent } from "../../shared/contract/attendance-record.ts";
import { isBlank } from "../../shared/kernel/blank.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { AttendanceRules } from "../../shared/programme/reviewing.ts";

/** A field of a record that can't stand, as the schemas name theirs. */
export interface AttendanceFault {
  path: string;
  code: "required" | "out-of-window" | "twice";
}

type Window = { opensAt: Instant; locksAt: Instant };

/** What can't be recorded so: an instant when no defence was held, somebody present twice, an absence or an amendment without its reason. */
export function attendanceFaults(
  { present, society, heldAt, reason }: AttendanceContent,
  { held, window, now }: { held: Attendance | undefined; window: Window; now: Instant },
): AttendanceFault[] {
  const isHeld = window.opensAt <= heldAt && heldAt <= window.locksAt && heldAt <= now;
  const needsReason = society !== "presented" || held?.state === "CONFIRMED";
  return [
    ...(isHeld ? [] : [{ path: "heldAt", code: "out-of-window" as const }]),
    ...(new Set(present).size === present.length ? [] : [{ path: "present", code: "twice" as const }]),
    ...(needsReason && isBlank(reason ?? undefined) ? [{ path: "reason", code: "required" as const }] : []),
  ];
}

/** The record as it is told now; what was told before is kept under its version. */
export function recorded(
  { id: applicationId, roundId, societyCode }: Pick<Application, "id" | "roundId" | "societyCode">,
  { present, society, heldAt, reason }: AttendanceContent,
  told: { held: Attendance | undefined; by: string; now: Instant; locksAt: Instant },
): Attendance {
  const { held, by, now, locksAt } = told;
  return {
    roundId,
    applicationId,
    societyCode,
    state: "RECORDED",
    ...{ present, society, heldAt, reason },
    recordedBy: by,
    recordedAt: now,
    confirmedBy: null,
    confirmedAt: null,
    reschedulings: held?.reschedulings ?? 0,
    history: held ? [...held.history, toldIn(held)] : [],
    locksAt,
    version: (held?.version ?? 0) + 1,
  };
}

const toldIn = ({
  present,
  society,
  heldAt,
  reason,
  recordedBy,
  recordedAt,
  confirmedBy,
  confirmedAt,
  version,
}: Attendance): Attendance["history"][number] => ({
  ...{ present, society, heldAt, reason, recordedBy, recordedAt, confirmedBy, confirmedAt, version },
});

/** Does the society get one more date, by the definition? */
export const mayReschedule = (held: Attendance | undefined, { reschedulings }: AttendanceRules): boolean =>
  (held?.reschedulings ?? 0) < reschedulings;

/** Where the society presented, the panel was large enough; who stayed away stayed away from any panel. */
export const isQuorate = (
  { present, society }: Pick<Attendance, "present" | "society">,
  { quorum }: AttendanceRules,
): boolean => society !== "presented" || present.length >= quorum;

/** May this expert score the defence? Only who two people say was there, and only of a society that came. */
export const mayScore = (held: Attendance | undefined, expertId: ExpertId): held is Attendance =>
  held?.state === "CONFIRMED" && held.society === "presented" && held.present.includes(expertId);
