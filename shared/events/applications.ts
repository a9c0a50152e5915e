import * as z from "zod";
import { DispensationCategory, DispensationKind } from "../contract/dispensation-record.ts";
import { ApplicationId, DispensationId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { Cohort } from "../programme/timetable.ts";
import { event } from "./kit.ts";

const of = { applicationId: ApplicationId, roundId: RoundId, societyCode: SocietyCode };

export const applicationOpened = event({
  type: "application.opened.v1",
  service: "applications",
  aggregate: "application",
  payload: z.object(of),
});

/** Frozen: the hash of the canonical JSON, and of each file. */
export const applicationSubmitted = event({
  type: "application.submitted.v1",
  service: "applications",
  aggregate: "application",
  payload: z.object({
    ...of,
    receiptNumber: z.string(),
    arrivedAt: Instant,
    sha256: Sha256,
    files: z.array(z.object({ kind: z.string(), sha256: Sha256 })),
  }),
});

export const applicationWithdrawn = event({
  type: "application.withdrawn.v1",
  service: "applications",
  aggregate: "application",
  payload: z.object(of),
});

export const applicationReturned = event({
  type: "application.returned.v1",
  service: "applications",
  aggregate: "application",
  payload: z.object({ ...of, until: Instant, items: z.int().positive() }),
});

/** A file of a submitted application was refused by inspection: it may be replaced until then. */
export const correctionOpened = event({
  type: "application.correction-opened.v1",
  service: "applications",
  aggregate: "application",
  payload: z.object({ ...of, kind: z.string(), until: Instant, reasons: z.array(z.string()) }),
});

/** A draft that its deadline found unsubmitted. */
export const applicationExpired = event({
  type: "application.expired.v1",
  service: "applications",
  aggregate: "application",
  payload: z.object(of),
});

/** Its own deadline is later than it was, and an expired draft is open again; why, by category. */
export const deadlineMoved = event({
  type: "application.deadline-moved.v1",
  service: "applications",
  aggregate: "application",
  payload: z.object({ ...of, closesAt: Instant, category: DispensationCategory }),
});

const dispensed = {
  dispensationId: DispensationId,
  roundId: RoundId,
  kind: DispensationKind,
  category: DispensationCategory,
  applicationId: ApplicationId.nullable(),
};

/** A second officer granted it; what follows is done by those who hear of it. `cohort`: of an extension. */
export const dispensationGranted = event({
  type: "dispensation.granted.v1",
  service: "applications",
  aggregate: "dispensation",
  payload: z.object({
    ...dispensed,
    until: Instant.nullable(),
    cohort: Cohort.nullable(),
  }),
});

export const dispensationRefused = event({
  type: "dispensation.refused.v1",
  service: "applications",
  aggregate: "dispensation",
  payload: z.object(dispensed),
});
