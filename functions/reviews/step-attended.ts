import type { Attendance } from "../../shared/contract/attendance-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Sheet } from "../../shared/contract/sheet-record.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { asRead, type Write } from "../../shared/store/entity.ts";
import { attendances } from "../../shared/store/published/attendances.ts";
import { mayScore } from "./attendance.ts";

/** What a sheet is bound to: the version that it names, and the check that it still stands when the sheet is written. */
export interface Bound {
  attendanceVersion?: Attendance["version"];
  checks: Write[];
}

/**
 * The confirmed attendance that names the expert; nothing in a stage, or by a programme, that asks for none. It was read
 * consistently and is checked in the write: an amendment in between takes the right away.
 * @throws Problem attendance-missing
 */
export function boundOf(
  { defence }: Pick<ProgrammeDefinition, "defence">,
  { applicationId, expertId, stage }: Pick<Sheet, "applicationId" | "expertId" | "stage">,
  held: Attendance | undefined,
): Bound {
  if (stage !== "defence" || !defence?.attendance) return { checks: [] };
  const missing = () => new Problem("attendance-missing", { state: held?.state ?? null });
  if (!mayScore(held, expertId)) throw missing();
  return {
    attendanceVersion: held.version,
    checks: [attendances.check({ applicationId }, [asRead(held)], missing)],
  };
}
