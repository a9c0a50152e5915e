import { DefenceNotice } from "../../contract/defence-notice-record.ts";
import type { RoundId } from "../../kernel/ids.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by defence: every version of a round's notice of the defence, in their order. */
export const defenceNotices = entity<DefenceNotice, Pick<DefenceNotice, "roundId" | "number">>({
  prefix: publishedPrefixes.defenceNotices.slice(0, -1),
  schema: DefenceNotice,
  schemaVersion: 1,
  key: ({ roundId, number }) => ({ of: roundId, sort: String(number).padStart(5, "0") }),
});

/** The notice that counts: the newest that two officers wanted; undefined before. */
export async function noticeInForce(roundId: RoundId): Promise<DefenceNotice | undefined> {
  return (await defenceNotices.list(roundId)).findLast(({ state }) => state === "APPROVED");
}
