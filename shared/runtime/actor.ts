import { createHash } from "node:crypto";
import { hasConsented } from "../consent/in-force.ts";
import { Problem } from "../contract/problems.ts";
import type { ExpertId, PersonId, SocietyCode } from "../kernel/ids.ts";
import type { Role } from "../kernel/roles.ts";
import type { Language } from "../kernel/text.ts";
import type { Instant } from "../kernel/time.ts";
import { sessions } from "../store/published/sessions.ts";

/** The signed-in person on whose behalf a request acts. */
export interface Actor {
  id: PersonId;
  roles: readonly Role[];
  societyCode: SocietyCode | null;
  expertId: ExpertId | null;
  language: Language;
  /** Whether they accepted the consent text in force. */
  hasConsented: boolean;
  tokenHash: string;
}

/** `__Host-` binds the cookie to this host, to TLS and to the root path. */
export const sessionCookie = "__Host-linxuan";

/** A session token is kept only as this hash. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** The session token among the request's cookies, or undefined. */
export function tokenOf(cookies: readonly string[]): string | undefined {
  for (const cookie of cookies) {
    const at = cookie.indexOf("=");
    if (at > 0 && cookie.slice(0, at).trim() === sessionCookie) return cookie.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * Who calls. Expiry and revocation are judged on this read, never left to the table's TTL.
 * @throws Problem unauthenticated
 */
export async function actorOf(cookies: readonly string[], now: Instant): Promise<Actor> {
  const token = tokenOf(cookies);
  if (token === undefined) throw new Problem("unauthenticated");
  const tokenHash = hashToken(token);
  const session = await sessions.get({ tokenHash });
  if (!session || session.revokedAt !== null || session.expiresAt <= now)
    throw new Problem("unauthenticated");
  return {
    id: session.personId,
    roles: session.roles,
    societyCode: session.societyCode,
    expertId: session.expertId,
    language: session.language,
    hasConsented: hasConsented(session.consentVersion),
    tokenHash,
  };
}
