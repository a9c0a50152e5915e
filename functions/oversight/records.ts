import { Glass, OfficialTie } from "../../shared/contract/recusal-record.ts";
import { entity } from "../../shared/store/entity.ts";

/** Those who are tied to one society lie together: whoever hears of an application of it finds them. */
export const ties = entity<OfficialTie, Pick<OfficialTie, "societyCode" | "personId">>({
  prefix: "oversight#tie",
  schema: OfficialTie,
  schemaVersion: 1,
  key: ({ societyCode, personId }) => ({ of: societyCode, sort: personId }),
  lists: { zh: "回避登记表，按学会", en: "the register of ties by society" },
  index: ({ societyCode, personId }) => ({ of: "all", sort: `${societyCode}#${personId}` }),
});

/** The glasses of an application lie together. */
export const glasses = entity<Glass, Pick<Glass, "applicationId" | "id">>({
  prefix: "oversight#glass",
  schema: Glass,
  schemaVersion: 1,
  key: ({ applicationId, id }) => ({ of: applicationId, sort: id }),
  lists: {
    zh: "一轮的紧急准入，按申请时间",
    en: "a round's glasses in the order in which they were asked for",
  },
  index: ({ roundId, id }) => ({ of: `round#${roundId}`, sort: id }),
});
