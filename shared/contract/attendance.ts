import * as z from "zod";
import { ApplicationId, RoundId } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Attendance, AttendanceContent } from "./attendance-record.ts";
import { Page, pageOf, route } from "./kit.ts";

/** A session of defences in one call; what is recorded together is written together, and a transaction takes a hundred rows. */
const mostAtOnce = 40;

const ofRound = z.object({ id: RoundId });

export const attendanceRoutes = {
  recordAttendance: route({
    id: "recordAttendance",
    method: "POST",
    path: "/rounds/{id}/attendance",
    summary: {
      zh: "登记一批答辩的到会专家和学会到场情况（由另一人确认后生效）",
      en: "Record who was present at some defences; it counts once a second person confirms it",
    },
    who: ["officer"],
    params: ofRound,
    body: z.object({
      items: z
        .array(
          AttendanceContent.extend({
            applicationId: ApplicationId,
            /** 0: nothing is recorded yet. */
            version: z.int().nonnegative(),
          }),
        )
        .min(1)
        .max(mostAtOnce),
    }),
    output: z.object({ items: z.array(Attendance) }),
    problems: [
      "not-found",
      "not-open-yet",
      "wrong-state",
      "not-assigned",
      "version-conflict",
      "reviews-locked",
      "rescheduling-used",
      "decision-proposed",
    ],
    isIdempotent: true,
  }),
  confirmAttendance: route({
    id: "confirmAttendance",
    method: "POST",
    path: "/rounds/{id}/attendance/confirmation",
    summary: {
      zh: "由另一人确认一批答辩的签到或缺席",
      en: "A second person confirms who was present at some defences, or that a society was absent",
    },
    who: staff,
    params: ofRound,
    body: z.object({
      items: z
        .array(z.object({ applicationId: ApplicationId, version: z.int().positive() }))
        .min(1)
        .max(mostAtOnce),
    }),
    output: z.object({ items: z.array(Attendance) }),
    problems: [
      "not-found",
      "wrong-state",
      "not-assigned",
      "version-conflict",
      "second-person-required",
      "quorum-missing",
      "decision-proposed",
    ],
    isIdempotent: true,
  }),
  listAttendance: route({
    id: "listAttendance",
    method: "GET",
    path: "/rounds/{id}/attendance",
    summary: {
      zh: "列出答辩签到与缺席",
      en: "List who was present at the defences of a round",
    },
    who: staff,
    params: ofRound,
    query: Page,
    output: pageOf(Attendance),
    problems: [],
  }),
};
