import * as z from "zod";
import { CallOutcome } from "../contract/second-ways.ts";
import { CallBackId, ExpertId, PersonId, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** An officer got a code to read out to somebody of a society, whom they had called back. */
export const callBackCodeGiven = event({
  type: "call-back.code-given.v1",
  service: "identity",
  aggregate: "call-back",
  payload: z.object({ callBackId: CallBackId, personId: PersonId, societyCode: SocietyCode }),
});

/** An officer called somebody whom mail did not reach. */
export const callRecorded = event({
  type: "call.recorded.v1",
  service: "identity",
  aggregate: "call",
  payload: z.object({ personId: PersonId, kind: CallOutcome }),
});

/** A person's own second way in was set up or taken away. */
export const secondWayChanged = event({
  type: "second-way.changed.v1",
  service: "identity",
  aggregate: "second-way",
  payload: z.object({
    personId: PersonId,
    societyCode: SocietyCode.nullable(),
    expertId: ExpertId.nullable(),
    kind: z.enum(["totp-on", "totp-off", "recovery-codes-made"]),
  }),
});
