import * as z from "zod";
import { PersonId, ReplacementId, SocietyCode } from "../kernel/ids.ts";
import { Role } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { route } from "./kit.ts";
import { Mail } from "./mail.ts";
import { Phone } from "./phone.ts";

/** Who acts for a society in one of its two roles. */
export const ContactRole = Role.extract(["filler", "approver"]);
export type ContactRole = z.infer<typeof ContactRole>;

/** On a change of staff: who left, who came, by whose word, when and why. Never changed. */
export const Replacement = z.object({
  id: ReplacementId,
  societyCode: SocietyCode,
  role: ContactRole,
  left: z.object({ personId: PersonId, name: z.string(), mail: Mail }),
  came: z.object({ personId: PersonId, name: z.string(), mail: Mail, phone: Phone }),
  reason: z.string(),
  replacedBy: PersonId,
  replacedAt: Instant,
  version: z.literal(1),
});
export type Replacement = z.infer<typeof Replacement>;

export const replacements = {
  replaceContact: route({
    id: "replaceContact",
    method: "POST",
    path: "/societies/{code}/contacts/{role}/replacement",
    summary: {
      zh: "人员变动时更换学会的填报人或审核人（审核人可更换本单位填报人）",
      en: "Replace a society's filler or approver on a change of staff; an approver may replace the own filler",
    },
    who: ["officer", "approver"],
    params: z.object({ code: SocietyCode, role: ContactRole }),
    body: z.strictObject({
      /** The address of who leaves: nobody else is replaced by mistake. */
      leaves: Mail,
      name: z.string().trim().min(1).max(60),
      mail: Mail,
      phone: Phone,
      reason: z.string().trim().min(1).max(500),
    }),
    output: Replacement,
    status: 201,
    problems: ["not-found", "already-exists", "second-person-required", "identity-data-not-taken"],
    isIdempotent: true,
  }),
};
