import { Mail } from "../../contract/mail-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by applications. The mails of one society and round lie together. */
export const mails = entity<Mail, Pick<Mail, "roundId" | "societyCode" | "id">>({
  prefix: publishedPrefixes.mails.slice(0, -1),
  schema: Mail,
  schemaVersion: 1,
  key: ({ roundId, societyCode, id }) => ({ of: `${roundId}#${societyCode}`, sort: id }),
  lists: { zh: "一轮的邮件报送，按登记时间", en: "a round's mails by the instant they were handed in" },
  index: ({ roundId, handedInAt, id }) => ({ of: `round#${roundId}`, sort: `${handedInAt}#${id}` }),
});
