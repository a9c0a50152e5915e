import { Application } from "../../contract/application-record.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by applications. */
export const applications = entity<Application, Pick<Application, "id">>({
  prefix: publishedPrefixes.applications.slice(0, -1),
  schema: Application,
  schemaVersion: 3,
  // Version 1 knew no tier that is applied for; version 2 no place of an item, which the schema fills in.
  upgrade: (old, from) => (from === 1 ? { ...old, chosenTier: null } : old),
  key: ({ id }) => ({ of: id, sort: "application" }),
  lists: { zh: "一轮的申报，按学会", en: "a round's applications by society" },
  index: (application) => ({ of: `round#${application.roundId}`, sort: application.societyCode }),
});
