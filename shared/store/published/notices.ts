import { Notice } from "../../contract/notices.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by notices. */
export const notices = entity<Notice, Pick<Notice, "id">>({
  prefix: publishedPrefixes.notices.slice(0, -1),
  schema: Notice,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "notice" }),
  lists: { zh: "一轮的公示，按公示时间", en: "a round's notices by the instant they were shown" },
  index: (notice) => ({ of: `round#${notice.roundId}`, sort: notice.publishedAt }),
});

/** Where the page of a notice lies among the documents, as its hash says. */
export const pageKey = (notice: Pick<Notice, "roundId" | "sha256">) =>
  `notices/${notice.roundId}/${notice.sha256}.html`;
