import * as z from "zod";
import { PersonId } from "../../kernel/ids.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { Role } from "../../kernel/roles.ts";
import { Language } from "../../kernel/text.ts";
import { entity } from "../entity.ts";

/**
 * Whom to write to. `group` is `society#<code>`, `expert#<id>` or `staff`; a person is in one group. Owned by identity,
 * read by notifications.
 */
export const Member = z.object({
  group: z.string(),
  personId: PersonId,
  name: z.string(),
  mail: z.string(),
  roles: z.array(Role),
  language: Language,
  mailTrouble: z.enum(["bounced", "complained"]).nullable(),
  version: z.int().positive(),
});
export type Member = z.infer<typeof Member>;

export const members = entity<Member, Pick<Member, "group" | "personId">>({
  prefix: publishedPrefixes.members.slice(0, -1),
  schema: Member,
  schemaVersion: 1,
  key: ({ group, personId }) => ({ of: group, sort: personId }),
});
