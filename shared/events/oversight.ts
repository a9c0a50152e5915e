import * as z from "zod";
import {
  ApplicationId,
  ExportId,
  GlassId,
  GlassUseId,
  PersonId,
  RoundId,
  Sha256,
  SocietyCode,
} from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { event } from "./kit.ts";

const tie = z.object({ personId: PersonId, societyCode: SocietyCode });
const glass = { glassId: GlassId, applicationId: ApplicationId, roundId: RoundId, personId: PersonId };

/** A member of the office stands aside from what a society applies for. */
export const tieDeclared = event({
  type: "tie.declared.v1",
  service: "oversight",
  aggregate: "tie",
  payload: tie,
});

export const tieEnded = event({
  type: "tie.ended.v1",
  service: "oversight",
  aggregate: "tie",
  payload: tie,
});

export const glassAsked = event({
  type: "glass.asked.v1",
  service: "oversight",
  aggregate: "glass",
  payload: z.object(glass),
});

export const glassOpened = event({
  type: "glass.opened.v1",
  service: "oversight",
  aggregate: "glass",
  payload: z.object({ ...glass, untilAt: Instant }),
});

export const glassRefused = event({
  type: "glass.refused.v1",
  service: "oversight",
  aggregate: "glass",
  payload: z.object(glass),
});

/** One request that a broken glass let in; stated by whichever function let it in. */
export const glassUsed = event({
  type: "glass.used.v1",
  service: "oversight",
  aggregate: "glass-use",
  payload: z.object({
    glassUseId: GlassUseId,
    glassId: GlassId,
    applicationId: ApplicationId,
    personId: PersonId,
    routeId: z.string(),
  }),
});

/** A document left the platform with a member of the office. */
export const exportMade = event({
  type: "export.made.v1",
  service: "oversight",
  aggregate: "export",
  payload: z.object({ exportId: ExportId, personId: PersonId, routeId: z.string(), sha256: Sha256 }),
});
