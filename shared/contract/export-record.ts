import * as z from "zod";
import { ExportId, PersonId, Sha256 } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** A document that a member of the office took out: who, when, which, and the very bytes by their hash. Never changed. */
export const Export = z.object({
  /** Printed in the document's mark. */
  id: ExportId,
  personId: PersonId,
  /** The operation that made it. */
  route: z.string(),
  /** Of what: the ids of the request's path. */
  of: z.record(z.string(), z.string()),
  fileName: z.string().nullable(),
  media: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sha256,
  at: Instant,
  /** Of the request. */
  correlationId: z.string(),
  version: z.literal(1),
});
export type Export = z.infer<typeof Export>;
