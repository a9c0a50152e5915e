import * as z from "zod";
import { ExportId, PersonId, Sha256 } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/**
 * A document that a member of the office took out, or a link to a kept file that was handed to one of them or to an expert: who,
 * when, which, and the very bytes by their hash. Never changed.
 */
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
  /** Of the bytes; of the copy of a letter of registration that of the letter. */
  sha256: Sha256,
  /** Of the kept file that a link gives; null of a document that was made for the request and bears the mark. */
  versionId: z.string().nullable().default(null),
  at: Instant,
  /** Of the request. */
  correlationId: z.string(),
  version: z.literal(1),
});
export type Export = z.infer<typeof Export>;
