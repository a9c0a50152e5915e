import { Partnership } from "../../contract/partnership-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by applications: one for each society that an application ever named. */
export const partnerships = entity<Partnership, Pick<Partnership, "applicationId" | "societyCode">>({
  prefix: publishedPrefixes.partnerships.slice(0, -1),
  schema: Partnership,
  schemaVersion: 1,
  key: ({ applicationId, societyCode }) => ({ of: applicationId, sort: societyCode }),
  lists: {
    zh: "一个学会参加或受邀参加的联合申报",
    en: "the applications that a society is, or is asked to be, a partner of",
  },
  index: ({ societyCode, roundId, applicationId }) => ({
    of: `society#${societyCode}`,
    sort: `${roundId}#${applicationId}`,
  }),
  isListed: ({ state }) => state === "ASKED" || state === "AGREED",
});
