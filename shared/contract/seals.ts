import * as z from "zod";
import { ApplicationId, PersonId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { Channel } from "./channel.ts";
import { NamedPartners } from "./partnership-record.ts";

const pages = z.array(z.int().positive()).max(50);
const note = z.string().max(500);

/** What an officer saw with their own eyes: a seal on these pages, or none. It says nothing about whose seal it is. */
export const SealLook = z.object({
  outcome: z.enum(["seen", "not-found"]),
  pages,
  note: note.nullable(),
  by: PersonId,
  at: Instant,
});
export type SealLook = z.infer<typeof SealLook>;

/** Every look at one file, the first first; the last is how it stands. */
export const SealLooks = z.object({
  applicationId: ApplicationId,
  uploadId: UploadId,
  /** Of the file that was looked at. */
  sha256: Sha256,
  looks: z.array(SealLook).min(1),
  version: z.int().positive(),
});
export type SealLooks = z.infer<typeof SealLooks>;

export const SealStanding = z.object({
  state: z.enum(["not-looked-at", "seen", "not-found"]),
  looks: z.array(SealLook),
  /** To be named by the next look; 0 before the first. */
  version: z.int().nonnegative(),
});
export type SealStanding = z.infer<typeof SealStanding>;

/** One more look. `version` is the one that was read. */
export const SealLookGiven = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("seen"),
    version: z.int().nonnegative(),
    pages: pages
      .min(1)
      .refine((given) => new Set(given).size === given.length, { error: "页码重复 / a page is named twice" }),
    note: note.nullable().default(null),
  }),
  z.object({ outcome: z.literal("not-found"), version: z.int().nonnegative(), note: note.min(1) }),
]);
export type SealLookGiven = z.infer<typeof SealLookGiven>;

/** A file of a submission that must show a seal, and what was seen of it. */
export const SealedFile = z.object({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  societyNames: Words,
  channel: Channel,
  partners: NamedPartners,
  uploadId: UploadId,
  kind: z.string(),
  sha256: Sha256,
  seal: SealStanding,
});
export type SealedFile = z.infer<typeof SealedFile>;
