import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { identity, type Person } from "../../shared/contract/identity.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { epochOf, type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { hashToken, sessionCookie } from "../../shared/runtime/actor.ts";
import { serve } from "../../shared/runtime/http.ts";
import { sendMail } from "../../shared/runtime/mail.ts";
import { transact } from "../../shared/store/commit.ts";
import { countOneMore } from "../../shared/store/counter.ts";
import { type Session, sessions } from "../../shared/store/published/sessions.ts";
import {
  codeFrom,
  codeLetter,
  codeSeconds,
  codesPerMail,
  codesPerSource,
  codeTries,
  limitWindowSeconds,
  sessionSeconds,
  windowOf,
} from "./codes.ts";
import { changedPerson, codes, limitKey, mailClaims, newPerson, people, revoked } from "./records.ts";

const hashOf = (...parts: string[]) => createHash("sha256").update(parts.join("\n")).digest("hex");

const isSame = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** How often this subject asked in the present window, this time included. */
async function asked(subject: string, now: Instant): Promise<number> {
  const forgotten = Math.floor(epochOf(now) / 1000) + 2 * limitWindowSeconds;
  return countOneMore(limitKey(hashOf(subject), windowOf(epochOf(now))), forgotten);
}

const cookieOf = (token: string, seconds: number) =>
  `${sessionCookie}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;

/** A new session of a person, and the token that only the browser keeps. */
function newSession(person: Person, now: Instant): { token: string; session: Session } {
  const token = randomBytes(32).toString("base64url");
  const session: Session = {
    tokenHash: hashToken(token),
    personId: person.id,
    roles: person.roles,
    societyCode: person.societyCode,
    expertId: person.expertId,
    language: person.language,
    createdAt: now,
    expiresAt: plusSeconds(now, sessionSeconds),
    revokedAt: null,
    version: 1,
  };
  return { token, session };
}

const meOf = (person: Person, session: Session) => ({ ...person, expiresAt: session.expiresAt });

const account = (
  id: string,
  now: Instant,
  given: Pick<Person, "name" | "mail" | "roles" | "language">,
): Person => ({
  ...given,
  id: PersonId.parse(id),
  societyCode: null,
  expertId: null,
  mailTrouble: null,
  createdAt: now,
  version: 1,
});

export const handler = serve("identity", identity, {
  requestCode: async (call) => {
    const { mail } = call.body;
    const counts = await Promise.all([
      asked(`mail ${mail}`, call.now),
      asked(`source ${call.sourceIp}`, call.now),
    ]);
    if (counts[0] > codesPerMail || counts[1] > codesPerSource) {
      throw call.refuse("too-many-requests", { retryAfterSeconds: limitWindowSeconds });
    }
    const claim = await mailClaims.get({ mail });
    const isFirst = !claim && mail === process.env.LINXUAN_FIRST_ADMINISTRATOR?.toLowerCase();
    const answer = { isAsked: true, validSeconds: codeSeconds } as const;
    if (!claim && !isFirst) return answer;
    const code = codeFrom(randomInt(1_000_000) / 1_000_000);
    const expiresAt = plusSeconds(call.now, codeSeconds);
    const kept = {
      mail,
      codeHash: hashOf(mail, code),
      expiresAt,
      triesLeft: codeTries,
      expiresAtSeconds: Math.ceil(epochOf(expiresAt) / 1000),
      version: 1,
    };
    const first = account(call.newId("person"), call.now, {
      name: "管理员",
      mail,
      roles: ["administrator"],
      language: "zh-CN",
    });
    await call.commit({ writes: [codes.overwrite(kept), ...(isFirst ? newPerson(first) : [])], answer });
    const { subject, text } = codeLetter(code, codeSeconds / 60);
    const words = wordsIn(text, call.language);
    await sendMail({
      letterId: call.newId("event"),
      to: mail,
      subject: wordsIn(subject, call.language),
      text: words,
      html: `<p>${words.replaceAll("\n", "<br>")}</p>`,
      correlationId: call.correlationId,
    });
    return answer;
  },

  signIn: async (call) => {
    const { mail, code } = call.body;
    const held = await codes.get({ mail });
    if (!held || held.expiresAt <= call.now || held.triesLeft === 0) throw call.refuse("code-refused");
    if (!isSame(held.codeHash, hashOf(mail, code))) {
      const spent = { ...held, triesLeft: held.triesLeft - 1, version: held.version + 1 };
      await transact([codes.replace(spent, [], () => call.refuse("code-refused"))]);
      throw call.refuse("code-refused");
    }
    const claim = await mailClaims.get({ mail });
    const person = claim && (await people.get({ id: claim.personId }));
    if (!person || person.roles.length === 0) throw call.refuse("code-refused");
    const { token, session } = newSession(person, call.now);
    const used = { ...held, triesLeft: 0, version: held.version + 1 };
    await call.commit({
      writes: [codes.replace(used, [], () => call.refuse("code-refused")), sessions.create(session)],
      answer: meOf(person, session),
    });
    call.setCookie(cookieOf(token, sessionSeconds));
    return meOf(person, session);
  },

  getMe: async (call) => {
    const [person, session] = await Promise.all([
      people.get({ id: call.actor.id }),
      sessions.get({ tokenHash: call.actor.tokenHash }),
    ]);
    if (!person || !session) throw call.refuse("unauthenticated");
    return meOf(person, session);
  },

  rotateSession: async (call) => {
    const [person, old] = await Promise.all([
      people.get({ id: call.actor.id }),
      sessions.get({ tokenHash: call.actor.tokenHash }),
    ]);
    // The session may have been ended since it let this request in.
    if (!person || !old || old.revokedAt !== null || person.roles.length === 0)
      throw call.refuse("unauthenticated");
    const { token, session } = newSession(person, call.now);
    await call.commit({
      writes: [revoked(old, call.now, () => call.refuse("unauthenticated")), sessions.create(session)],
      answer: meOf(person, session),
    });
    call.setCookie(cookieOf(token, sessionSeconds));
    return meOf(person, session);
  },

  signOut: async (call) => {
    const session = await sessions.get({ tokenHash: call.actor.tokenHash });
    const answer = { isSignedOut: true } as const;
    const ended = () => call.refuse("unauthenticated");
    if (session?.revokedAt === null)
      await call.commit({ writes: [revoked(session, call.now, ended)], answer });
    call.setCookie(cookieOf("", 0));
    return answer;
  },

  grantRole: async (call) => {
    const person = account(call.newId("person"), call.now, call.body);
    return call.commit({ writes: newPerson(person), answer: person });
  },

  revokeRoles: async (call) => {
    const person = await people.get({ id: call.params.id });
    if (!person) throw call.refuse("not-found");
    if (person.version !== call.body.version)
      throw call.refuse("version-conflict", { version: person.version });
    const stopped: Person = { ...person, roles: [], version: person.version + 1 };
    const open = (await sessions.all(`person#${person.id}`)).filter(({ revokedAt }) => revokedAt === null);
    const writes = [
      ...changedPerson(stopped),
      ...open.slice(-80).map((session) => revoked(session, call.now)),
    ];
    return call.commit({ writes, answer: stopped });
  },

  listPeople: async (call) => people.page("all", call.query),
});
