import { Attendance } from "../../contract/attendance-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by reviews: who was present at the defence of an application. */
export const attendances = entity<Attendance, Pick<Attendance, "applicationId">>({
  prefix: publishedPrefixes.attendances.slice(0, -1),
  schema: Attendance,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "attendance" }),
  lists: {
    zh: "一轮的答辩签到，按申报编号",
    en: "a round's attendance at defences by the application's id",
  },
  index: ({ roundId, applicationId }) => ({ of: `round#${roundId}`, sort: applicationId }),
});
