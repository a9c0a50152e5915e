import * as z from "zod";
import { ContactRole } from "../contract/replacements.ts";
import { DelegationId, PersonId, ReplacementId, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
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

const delegation = {
  delegationId: DelegationId,
  societyCode: SocietyCode,
  role: ContactRole,
  personId: PersonId,
  grantedById: PersonId,
};

/** Somebody of a society lent their role for a time. */
export const delegationGranted = event({
  type: "delegation.granted.v1",
  service: "identity",
  aggregate: "delegation",
  payload: z.object({ ...delegation, fromAt: Instant, untilAt: Instant }),
});

/** It was taken back before its end, or whoever lent the role lost it. An end that was set beforehand is told by nobody. */
export const delegationEnded = event({
  type: "delegation.ended.v1",
  service: "identity",
  aggregate: "delegation",
  payload: z.object(delegation),
});
