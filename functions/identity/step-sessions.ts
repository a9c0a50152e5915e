import { randomBytes } from "node:crypto";
import type { Person } from "../../shared/contract/identity.ts";
import type { PersonId } from "../../shared/kernel/ids.ts";
import { epochOf, type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { hashToken, sessionCookie } from "../../shared/runtime/actor.ts";
import type { Write } from "../../shared/store/entity.ts";
import { type Session, sessions } from "../../shared/store/published/sessions.ts";
import { sessionSeconds } from "./codes.ts";
import { type OpenSessions, openSessions } from "./records.ts";

/** Devices of one person at a time; one more ends the oldest session. Ending all of them fits one transaction. */
const mostSessions = 20;

const cookieOf = (token: string, seconds: number) =>
  `${sessionCookie}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;

/** Tells the browser to forget the session. */
export const emptyCookie = cookieOf("", 0);

/** The next list of a person's open sessions over the one that was read: of two writers one must read again. */
function listed(
  personId: PersonId,
  held: OpenSessions | undefined,
  next: Pick<OpenSessions, "sessions"> & Partial<Pick<OpenSessions, "consentVersion">>,
): Write {
  return held
    ? openSessions.replace({ ...held, ...next, version: held.version + 1 })
    : openSessions.create({ personId, consentVersion: null, ...next, version: 1 });
}

/** A session that ends now. */
const ended = (session: Session, now: Instant): Write =>
  sessions.replace({ ...session, revokedAt: now, version: session.version + 1 });

/** The sessions of these hashes that nobody has ended. */
async function unended(hashes: readonly string[]): Promise<Session[]> {
  const found = await sessions.getMany(hashes.map((tokenHash) => ({ tokenHash })));
  return found.filter(({ revokedAt }) => revokedAt === null);
}

/**
 * A new session of a person, in place of another when one is given, and the cookie whose token only the browser keeps.
 * Its writes lose against whoever ends the person's sessions meanwhile.
 * @param of `until`: it ends then, and no working day later; it never ends before the one that it replaces
 */
export async function openSession(
  person: Person,
  now: Instant,
  { instead, until }: { instead?: Session; until?: Instant | undefined } = {},
): Promise<{ session: Session; cookie: string; writes: Write[] }> {
  const token = randomBytes(32).toString("base64url");
  const dayEnds = plusSeconds(now, sessionSeconds);
  const replaced = instead && instead.expiresAt > dayEnds ? instead.expiresAt : dayEnds;
  const wanted = until ?? replaced;
  // A lent role ends by itself: each request is judged by the session's end.
  const lentUntil = person.delegated?.until;
  const held = await openSessions.get({ personId: person.id });
  const session: Session = {
    tokenHash: hashToken(token),
    personId: person.id,
    roles: person.roles,
    societyCode: person.societyCode,
    expertId: person.expertId,
    language: person.language,
    consentVersion: held?.consentVersion ?? null,
    createdAt: now,
    expiresAt: lentUntil !== undefined && lentUntil < wanted ? lentUntil : wanted,
    revokedAt: null,
    version: 1,
  };
  const others = (held?.sessions ?? []).filter(
    ({ tokenHash, expiresAt }) => expiresAt > now && tokenHash !== instead?.tokenHash,
  );
  const kept = others.slice(-(mostSessions - 1));
  const tooMany = await unended(others.slice(0, -kept.length).map(({ tokenHash }) => tokenHash));
  const { tokenHash, expiresAt } = session;
  return {
    session,
    cookie: cookieOf(token, Math.floor((epochOf(expiresAt) - epochOf(now)) / 1000)),
    writes: [
      sessions.create(session),
      listed(person.id, held, { sessions: [...kept, { tokenHash, expiresAt }] }),
      ...[...tooMany, ...(instead ? [instead] : [])].map((one) => ended(one, now)),
    ],
  };
}

/** One session ends: that of a person who signs out. */
export async function endSession(session: Session, now: Instant): Promise<Write[]> {
  const held = await openSessions.get({ personId: session.personId });
  const others = (held?.sessions ?? []).filter(({ tokenHash }) => tokenHash !== session.tokenHash);
  return [ended(session, now), listed(session.personId, held, { sessions: others })];
}

/**
 * Every session of a person ends; a sign-in under way loses its race and finds the person as they are now. Whoever comes
 * back is asked for consent anew: the mailbox may be another's by then.
 */
export async function endSessions(personId: PersonId, now: Instant): Promise<Write[]> {
  const held = await openSessions.get({ personId });
  const open = await unended((held?.sessions ?? []).map(({ tokenHash }) => tokenHash));
  return [
    listed(personId, held, { sessions: [], consentVersion: null }),
    ...open.map((one) => ended(one, now)),
  ];
}

/** On every device of a person, and for who signs in meanwhile: what they accepted, or nothing any more. */
export async function withConsent(
  { personId, tokenHash, expiresAt }: Session,
  consentVersion: number | null,
): Promise<Write[]> {
  const held = await openSessions.get({ personId });
  const listedNow = held?.sessions ?? [{ tokenHash, expiresAt }];
  const open = await unended([...new Set([tokenHash, ...listedNow.map((one) => one.tokenHash)])]);
  return [
    listed(personId, held, { sessions: listedNow, consentVersion }),
    ...open.map((one) => sessions.replace({ ...one, consentVersion, version: one.version + 1 })),
  ];
}
