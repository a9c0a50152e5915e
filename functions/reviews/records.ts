import { SheetCorrection } from "../../shared/contract/sheet-corrections.ts";
import { entity } from "../../shared/store/entity.ts";

/** The corrections of an application's sheets lie together, each expert's beside one another. */
export const sheetCorrections = entity<
  SheetCorrection,
  Pick<SheetCorrection, "applicationId" | "expertId" | "id">
>({
  prefix: "reviews#correction",
  schema: SheetCorrection,
  schemaVersion: 1,
  key: ({ applicationId, expertId, id }) => ({ of: applicationId, sort: `${expertId}#${id}` }),
  lists: {
    zh: "一轮评分锁定后的更正，按签字时间",
    en: "a round's corrections after the lock by the instant of their signature",
  },
  index: ({ roundId, signedAt, id }) => ({ of: `round#${roundId}`, sort: `${signedAt}#${id}` }),
});
