import { Revocation } from "../../contract/objection-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by objections: the last proposal on an application, with all that was done before in its stamps. */
export const revocations = entity<Revocation, Pick<Revocation, "applicationId">>({
  prefix: publishedPrefixes.revocations.slice(0, -1),
  schema: Revocation,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "revocation" }),
  lists: { zh: "一轮的取消资格，按提议时间", en: "a round's revocations by the instant of their proposal" },
  index: ({ roundId, proposedAt, applicationId }) => ({
    of: `round#${roundId}`,
    sort: `${proposedAt}#${applicationId}`,
  }),
});
