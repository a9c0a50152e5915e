import { Mail } from "../../contract/mail-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Version 1 knew nothing that came on a medium. */
const ofMail = (old: Record<string, unknown>): Record<string, unknown> => ({
  ...old,
  channel: "mail",
  handOver: null,
});

/** Owned by applications. The mails of one society and round lie together. */
export const mails = entity<Mail, Pick<Mail, "roundId" | "societyCode" | "id">>({
  prefix: publishedPrefixes.mails.slice(0, -1),
  schema: Mail,
  schemaVersion: 2,
  upgrade: ofMail,
  key: ({ roundId, societyCode, id }) => ({ of: `${roundId}#${societyCode}`, sort: id }),
  lists: {
    zh: "一轮的邮件和介质报送，按登记时间",
    en: "a round's mails and media by the instant they were handed in",
  },
  index: ({ roundId, handedInAt, id }) => ({ of: `round#${roundId}`, sort: `${handedInAt}#${id}` }),
});
