import type { AttendanceState } from "../../shared/contract/attendance-record.ts";
import { attendances } from "../../shared/store/published/attendances.ts";
import { duringDefence } from "./attended.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { World } from "./world.ts";

/** What officers and supervisors do with an attendance. */
export function attendanceActs({ cast, byRole, attended: { said, told } }: World): PeoplesAct[] {
  const subject = (society: "presented" | "excused"): Subject => ({
    machine: "Attendance at a defence",
    put: (state, version) => [
      attendances.overwrite({ ...said, society, state: state as AttendanceState, version }),
    ],
    held: () => attendances.get(said),
  });
  const params = { id: said.roundId };
  const { applicationId } = said;
  const recording = {
    ...subject("presented"),
    acts: ["amend", "repeat"],
    route: "recordAttendance",
    request: (version: number) => ({
      who: cast.officer,
      at: duringDefence,
      params,
      body: { items: [{ ...told, applicationId, version }] },
    }),
    broken: {
      by: { body: { items: [{ ...told, applicationId, version: 1, society: "absent", reason: " " }] } },
      told: "invalid-request" as const,
    },
  };
  const confirming = (act: "confirm" | "reschedule"): PeoplesAct => ({
    ...subject(act === "confirm" ? "presented" : "excused"),
    acts: [act],
    route: "confirmAttendance",
    request: (version) => ({
      who: byRole.supervisor,
      at: duringDefence,
      params,
      body: { items: [{ applicationId, version }] },
    }),
    broken: { by: { who: cast.officer }, told: "second-person-required" },
  });
  return [recording, confirming("confirm"), confirming("reschedule")];
}
