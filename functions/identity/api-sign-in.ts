import { timingSafeEqual } from "node:crypto";
import type { identity as routes } from "../../shared/contract/identity.ts";
import { epochOf, type Instant } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { handOver } from "../../shared/runtime/hand-over.ts";
import { again } from "../../shared/store/again.ts";
import { transact } from "../../shared/store/commit.ts";
import { countedSoFar, countOneMore } from "../../shared/store/counter.ts";
import { asRead } from "../../shared/store/entity.ts";
import { nextAccount } from "./accounts.ts";
import {
  codeSeconds,
  codesPerMail,
  codesPerSource,
  failuresPerSource,
  limitWindowSeconds,
  windowOf,
} from "./codes.ts";
import { type Code, changedPerson, codes, hashOfCode, limitKey, people } from "./records.ts";
import { personAt } from "./step-person.ts";
import { openSession } from "./step-sessions.ts";

type Routes = typeof routes;

const isSame = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Where a subject's count of the present window is kept. */
const countOf = (subject: string, now: Instant) => limitKey(subject, windowOf(epochOf(now)));

/** Counts this time; gives how often it was in the present window. */
const counted = (subject: string, now: Instant): Promise<number> =>
  countOneMore(countOf(subject, now), Math.floor(epochOf(now) / 1000) + 2 * limitWindowSeconds);

/**
 * The same work and the same answer for every address: whether it is known is found out, and the code made and mailed,
 * where nobody waits for it.
 */
export async function requestCode(call: Call<Routes["requestCode"]>) {
  const { mail } = call.body;
  const [ofMail, ofSource] = await Promise.all([
    counted(`mail ${mail}`, call.now),
    counted(`source ${call.sourceIp}`, call.now),
  ]);
  if (ofMail > codesPerMail || ofSource > codesPerSource) {
    throw call.refuse("too-many-requests", { retryAfterSeconds: limitWindowSeconds });
  }
  const { correlationId, language, now: askedAt } = call;
  await handOver({ mail, language, askedAt, correlationId });
  return { isAsked: true, validSeconds: codeSeconds } as const;
}

/** Spends one try of the address's code before it is looked at, so that tries at the same time are tries too. */
const spendTry = (mail: string, now: Instant): Promise<Code | undefined> =>
  again(async () => {
    const held = await codes.get({ mail });
    if (!held || held.expiresAt <= now || held.triesLeft === 0) return undefined;
    const spent: Code = { ...held, triesLeft: held.triesLeft - 1, version: held.version + 1 };
    await transact([codes.replace(spent)]);
    return spent;
  });

export async function signIn(call: Call<Routes["signIn"]>) {
  const { mail, code } = call.body;
  const source = `failures ${call.sourceIp}`;
  if ((await countedSoFar(countOf(source, call.now))) >= failuresPerSource) {
    throw call.refuse("too-many-requests", { retryAfterSeconds: limitWindowSeconds });
  }
  const tried = await spendTry(mail, call.now);
  if (!tried || !isSame(tried.codeHash, hashOfCode(mail, code))) {
    await counted(source, call.now);
    throw call.refuse("code-refused");
  }
  return again(async (attempt) => {
    const [held, person] = await Promise.all([attempt === 1 ? tried : codes.get({ mail }), personAt(mail)]);
    if (held?.askId !== tried.askId || held.isUsed) throw call.refuse("code-refused");
    if (!person || person.roles.length === 0) throw call.refuse("code-refused");
    const { session, cookie, writes } = await openSession(person, call.now);
    // Rights that end between the reading and the writing must not live on in this session. A code that came proves an
    // address that had bounced.
    const stillSo =
      person.mailTrouble === "bounced"
        ? changedPerson(nextAccount(person, { mailTrouble: null }))
        : [people.check(person, [asRead(person)])];
    const me = { ...person, expiresAt: session.expiresAt };
    await call.commit({
      writes: [
        codes.replace({ ...held, isUsed: true, triesLeft: 0, version: held.version + 1 }),
        ...stillSo,
        ...writes,
      ],
      answer: me,
    });
    call.setCookie(cookie);
    return me;
  });
}
