import * as z from "zod";
import { RegistrationId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** A society without a contact asks to be registered; its letter may come. */
export const registrationAsked = event({
  type: "registration.asked.v1",
  service: "rounds",
  aggregate: "registration",
  payload: z.object({ registrationId: RegistrationId, letterHash: Sha256 }),
});

/** A society without a contact has proved an address; an officer is to decide. */
export const registrationOpened = event({
  type: "registration.opened.v1",
  service: "rounds",
  aggregate: "registration",
  payload: z.object({ registrationId: RegistrationId, letterHash: Sha256 }),
});

/** An officer decided; what was approved has the society's code in the register. */
export const registrationDecided = event({
  type: "registration.decided.v1",
  service: "rounds",
  aggregate: "registration",
  payload: z.object({
    registrationId: RegistrationId,
    societyCode: SocietyCode.nullable(),
    decision: z.enum(["approved", "refused"]),
  }),
});
