import { Notice } from "../../contract/notices.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by notices. */
export const notices = entity<Notice, Pick<Notice, "id">>({
  prefix: publishedPrefixes.notices.slice(0, -1),
  schema: Notice,
  schemaVersion: 2,
  // Version 1 announced the whole list at once.
  upgrade: (old) => {
    const { tiers, announcedAt, version } = Notice.pick({
      tiers: true,
      announcedAt: true,
      version: true,
    }).parse(old);
    const awards =
      announcedAt === null
        ? []
        : tiers.flatMap(({ id: tier, societies }) =>
            societies.map(({ societyCode }) => ({
              societyCode,
              tier,
              at: announcedAt,
              noticeVersion: version,
            })),
          );
    return { ...old, supplement: null, awards, pending: [] };
  },
  key: ({ id }) => ({ of: id, sort: "notice" }),
  lists: { zh: "一轮的公示，按公示时间", en: "a round's notices by the instant they were shown" },
  index: (notice) => ({ of: `round#${notice.roundId}`, sort: notice.publishedAt }),
});

/** Where the page of a notice lies among the documents, as its hash says. */
export const pageKey = (notice: Pick<Notice, "roundId" | "sha256">) =>
  `notices/${notice.roundId}/${notice.sha256}.html`;
