import * as z from "zod";
import { ContactRole } from "../contract/replacements.ts";
import { PersonId, ReplacementId, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** On a change of staff one person of a society took another's place. Who they are, its record says. */
export const contactReplaced = event({
  type: "contact.replaced.v1",
  service: "identity",
  aggregate: "replacement",
  payload: z.object({
    replacementId: ReplacementId,
    societyCode: SocietyCode,
    role: ContactRole,
    leftPersonId: PersonId,
    personId: PersonId,
  }),
});
