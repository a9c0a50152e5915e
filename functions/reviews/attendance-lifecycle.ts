import type { AttendanceState } from "../../shared/contract/attendance-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type AttendanceAct = "amend" | "repeat" | "confirm" | "reschedule";

/** Who was present at a defence, and whether the society came: said by one person and confirmed by another. */
export const attendanceLifecycle = lifecycle<AttendanceState, AttendanceAct>({
  name: { zh: "答辩签到", en: "Attendance at a defence" },
  states: {
    RECORDED: { zh: "已登记", en: "recorded" },
    CONFIRMED: { zh: "已确认", en: "confirmed" },
    RESCHEDULED: { zh: "另行安排", en: "to be held again" },
  },
  initial: "RECORDED",
  begins: {
    act: "record",
    who: ["officer"],
    guard: {
      zh: "答辩已开始；到会专家均为该申报的评审专家；缺席须说明理由；决定尚未拟定",
      en: "the defence has begun; who is present judges the application; an absence has its reason; no decision is proposed",
    },
    event: null,
  },
  transitions: [
    {
      act: "amend",
      from: ["RECORDED", "CONFIRMED"],
      to: "RECORDED",
      who: ["officer"],
      guard: {
        zh: "已确认的须说明理由且评分未锁定；保留历次登记；决定尚未拟定",
        en: "what was confirmed, with a reason and before the lock; earlier records are kept; no decision is proposed",
      },
      event: null,
    },
    {
      act: "repeat",
      from: ["RESCHEDULED"],
      to: "RECORDED",
      who: ["officer"],
      guard: {
        zh: "另行组织的答辩，不得再次准假；决定尚未拟定",
        en: "the other date; no further excuse is given; no decision is proposed",
      },
      event: null,
    },
    {
      act: "confirm",
      from: ["RECORDED"],
      to: "CONFIRMED",
      who: ["officer", "supervisor"],
      guard: {
        zh: "由登记人和到会专家以外的人确认；学会到场的，到会专家达到规定人数",
        en: "by somebody who neither recorded it nor judged; where the society presented, with a quorum",
      },
      event: "attendance.confirmed.v1",
    },
    {
      act: "reschedule",
      from: ["RECORDED"],
      to: "RESCHEDULED",
      who: ["officer", "supervisor"],
      guard: {
        zh: "登记为因不可抗力缺席，由登记人以外的人确认；未超过规定次数",
        en: "recorded as kept away by force majeure and confirmed by somebody else; not more often than the programme allows",
      },
      event: "attendance.rescheduled.v1",
    },
  ],
});
