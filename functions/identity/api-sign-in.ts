import type { Person, identity as routes } from "../../shared/contract/identity.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { handOver } from "../../shared/runtime/hand-over.ts";
import { log } from "../../shared/runtime/log.ts";
import { again } from "../../shared/store/again.ts";
import { countedSoFar } from "../../shared/store/counter.ts";
import { asRead } from "../../shared/store/entity.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { meOf, nextAccount } from "./accounts.ts";
import { codeSeconds, codesPerMail, codesPerSource, failuresPerSource, limitWindowSeconds } from "./codes.ts";
import { isActing } from "./delegations.ts";
import { changedPerson, people } from "./records.ts";
import { counted, countOf } from "./step-limits.ts";
import { personAt } from "./step-person.ts";
import { openSession } from "./step-sessions.ts";
import { tryMailedCode, trySecondWays } from "./step-tries.ts";

type Routes = typeof routes;

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

/** When the session ends that was asked for: with the round's deadline, and only for people of a society. */
async function endOf(call: Call<Routes["signIn"]>, person: Person): Promise<Instant | undefined> {
  const id = call.body.untilClosesOf;
  if (id === undefined) return undefined;
  if (person.societyCode === null) throw call.refuse("forbidden");
  const round = await rounds.get({ id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  if (round.closesAt <= call.now) throw call.refuse("deadline-passed", { closesAt: round.closesAt });
  return round.closesAt;
}

export async function signIn(call: Call<Routes["signIn"]>) {
  const { mail } = call.body;
  const asked = { ...call.body, now: call.now };
  const source = `failures ${call.sourceIp}`;
  if ((await countedSoFar(countOf(source, call.now))) >= failuresPerSource) {
    throw call.refuse("too-many-requests", { retryAfterSeconds: limitWindowSeconds });
  }
  const tried = (await tryMailedCode(asked)) ?? (await trySecondWays(asked));
  if (!tried) {
    await counted(source, call.now);
    throw call.refuse("code-refused");
  }
  return again(async (attempt) => {
    const person = await personAt(mail);
    if (!person || person.roles.length === 0) throw call.refuse("code-refused");
    if (!isActing(person, call.now)) throw call.refuse("delegation-not-in-force", { ...person.delegated });
    const spent = await tried.spend(person, attempt);
    if (!spent) throw call.refuse("code-refused");
    const until = await endOf(call, person);
    const { session, cookie, writes } = await openSession(person, call.now, { until });
    // Rights that end between the reading and the writing must not live on in this session. A code that came proves an
    // address that had bounced.
    const stillSo =
      tried.way === "mail" && person.mailTrouble === "bounced"
        ? changedPerson(nextAccount(person, { mailTrouble: null }))
        : [people.check(person, [asRead(person)])];
    const me = meOf(person, session);
    await call.commit({ writes: [spent, ...stillSo, ...writes], answer: me });
    const { correlationId } = call;
    if (tried.way !== "mail")
      log("info", "second way", { correlationId, actorId: person.id, code: tried.way });
    call.setCookie(cookie);
    return me;
  });
}
