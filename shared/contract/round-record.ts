import * as z from "zod";
import { RoundId, Sha256 } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant, LocalDate, Zone } from "../kernel/time.ts";
import { RegisterRow } from "./register.ts";
import { ImportRecord, RecordedFacts, RecordedFormerName } from "./register-record.ts";

/** The phases of a round; a date or a second person moves it on. */
export const RoundState = z.enum([
  "DRAFT",
  "PUBLISHED",
  "OPEN",
  "INTAKE_CLOSED",
  "IN_REVIEW",
  "SCORES_LOCKED",
  "ON_NOTICE",
  "AWARDED",
]);
export type RoundState = z.infer<typeof RoundState>;

/** A round of a programme. Its instants are copied from the definition that it froze. */
export const Round = z.object({
  id: RoundId,
  programme: z.string(),
  definitionVersion: z.int().positive(),
  definitionHash: Sha256,
  names: Words,
  state: RoundState,
  zone: Zone,
  opensAt: Instant,
  closesAt: Instant,
  /** Until when drafts that are begun by `closesAt` may be submitted, where that was extended for them; else null. */
  extendedTo: Instant.nullable(),
  reviewOpensAt: Instant,
  reviewClosesAt: Instant,
  createdBy: z.string(),
  createdAt: Instant,
  publishedBy: z.string().nullable(),
  publishedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type Round = z.infer<typeof Round>;

/** A society of the register with its facts, and the last import that changed anything of it. */
export const Society = RegisterRow.omit({ withdrawn: true }).extend({
  /** The day from which it bears its name, and the import that recorded the name as it stands. */
  nameSince: LocalDate.nullable(),
  nameRecorded: ImportRecord,
  /** By the day on which they ended. */
  formerNames: z.array(RecordedFormerName),
  facts: RecordedFacts,
  ...ImportRecord.shape,
  version: z.int().positive(),
});
export type Society = z.infer<typeof Society>;
