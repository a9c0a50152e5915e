import { Notice } from "../../contract/notices.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by notices. The index lists a round's notices. */
export const notices = entity<Notice, Pick<Notice, "id">>({
  prefix: publishedPrefixes.notices.slice(0, -1),
  schema: Notice,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "notice" }),
  index: (notice) => ({ of: `round#${notice.roundId}`, sort: notice.publishedAt }),
});
