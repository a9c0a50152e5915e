import { Application } from "../../contract/applications.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by applications. The index lists a round's applications by society. */
export const applications = entity<Application, Pick<Application, "id">>({
  prefix: publishedPrefixes.applications.slice(0, -1),
  schema: Application,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "application" }),
  index: (application) => ({ of: `round#${application.roundId}`, sort: application.societyCode }),
});
