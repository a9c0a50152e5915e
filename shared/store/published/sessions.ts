import * as z from "zod";
import { ExpertId, PersonId, SocietyCode } from "../../kernel/ids.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { Role } from "../../kernel/roles.ts";
import { Language } from "../../kernel/text.ts";
import { Instant } from "../../kernel/time.ts";
import { entity } from "../entity.ts";

/** A signed-in device. Owned by identity; every service reads it to know who calls. The token itself is never stored. */
export const Session = z.object({
  tokenHash: z.string(),
  personId: PersonId,
  roles: z.array(Role),
  societyCode: SocietyCode.nullable(),
  expertId: ExpertId.nullable(),
  language: Language,
  /** The consent text that this person accepted last; null: none, or withdrawn. Each request is judged by it. */
  consentVersion: z.int().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type Session = z.infer<typeof Session>;

export const sessions = entity<Session, Pick<Session, "tokenHash">>({
  prefix: publishedPrefixes.sessions.slice(0, -1),
  schema: Session,
  schemaVersion: 2,
  // Version 1 knew of no consent: nothing was accepted.
  upgrade: (old) => ({ consentVersion: null, ...old }),
  key: ({ tokenHash }) => ({ of: tokenHash, sort: "session" }),
});
