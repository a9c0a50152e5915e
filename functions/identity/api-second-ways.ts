import { randomBytes } from "node:crypto";
import type { identity as routes } from "../../shared/contract/identity.ts";
import { secondWayChanged } from "../../shared/events/second-ways.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { again } from "../../shared/store/again.ts";
import { asRead } from "../../shared/store/entity.ts";
import { codeTries, limitWindowSeconds } from "./codes.ts";
import { people, type SecondWays } from "./records.ts";
import { isTheirs, nextWays, recoveryBytes, recoveryCodeOf, recoveryCount } from "./second-ways.ts";
import { hashOfWay, hmacSha1 } from "./step-hashes.ts";
import { counted } from "./step-limits.ts";
import { keptWays, waysOf } from "./step-second-ways.ts";
import { otpauthUri, secretBytes, stepOfCode, toBase32 } from "./totp.ts";

type Routes = typeof routes;
type OfMine = Pick<Call<Routes["getSecondWays"]>, "actor" | "refuse">;

/** The caller as they are now, with their second ways. */
async function mine({ actor, refuse }: OfMine) {
  const person = await people.get({ id: actor.id });
  if (!person || person.roles.length === 0) throw refuse("unauthenticated");
  return { person, held: await waysOf(person.mail) };
}
type Mine = Awaited<ReturnType<typeof mine>>;

/** The next ways, only while the person is as they were read, and what the person is told of. */
const kept = ({ person }: Mine, next: SecondWays) => [people.check(person, [asRead(person)]), keptWays(next)];

const told = (
  { person: { id, societyCode, expertId } }: Mine,
  next: SecondWays,
  kind: "totp-on" | "totp-off" | "recovery-codes-made",
) =>
  fact(secondWayChanged, {
    aggregateId: id,
    version: next.version,
    payload: { personId: id, societyCode, expertId, kind },
  });

export async function getSecondWays(call: Call<Routes["getSecondWays"]>) {
  const { person, held } = await mine(call);
  const { totp, recovery } = held;
  return {
    totp: totp && isTheirs(totp, person) ? { since: totp.since } : null,
    recoveryCodes:
      recovery && isTheirs(recovery, person)
        ? { since: recovery.since, left: recovery.codeHashes.length }
        : null,
  };
}

export function startTotp(call: Call<Routes["startTotp"]>) {
  return again(async () => {
    const of = await mine(call);
    const secret = toBase32(randomBytes(secretBytes));
    return call.commit({
      writes: kept(of, nextWays(of.held, { totpBegun: { secret } })),
      answer: { secret, uri: otpauthUri(secret, of.person.mail) },
    });
  });
}

/** The app shows the right code: from now on it is a way in, in place of an earlier one. That code is spent. */
export async function confirmTotp(call: Call<Routes["confirmTotp"]>) {
  if ((await counted(`totp ${call.actor.id}`, call.now)) > codeTries)
    throw call.refuse("too-many-requests", { retryAfterSeconds: limitWindowSeconds });
  return again(async () => {
    const of = await mine(call);
    const begun = of.held.totpBegun;
    const lastStep =
      begun &&
      stepOfCode({ ...begun, lastStep: null }, { code: call.body.code, now: call.now, hmac: hmacSha1 });
    if (!begun || lastStep === undefined || lastStep === null) throw call.refuse("app-code-refused");
    const totp = { secret: begun.secret, lastStep, since: call.now, holder: of.person.name };
    const next = nextWays(of.held, { totp, totpBegun: null });
    return call.commit({
      writes: kept(of, next),
      facts: [told(of, next, "totp-on")],
      answer: { since: call.now },
    });
  });
}

export function removeTotp(call: Call<Routes["removeTotp"]>) {
  return again(async () => {
    const of = await mine(call);
    const answer = { isRemoved: true } as const;
    if (of.held.totp === null && of.held.totpBegun === null) return answer;
    const next = nextWays(of.held, { totp: null, totpBegun: null });
    const facts = of.held.totp ? [told(of, next, "totp-off")] : [];
    return call.commit({ writes: kept(of, next), facts, answer });
  });
}

export function makeRecoveryCodes(call: Call<Routes["makeRecoveryCodes"]>) {
  return again(async () => {
    const of = await mine(call);
    const codes = Array.from({ length: recoveryCount }, () => recoveryCodeOf(randomBytes(recoveryBytes)));
    const codeHashes = codes.map((code) => hashOfWay("recovery", of.person.mail, code));
    const recovery = { codeHashes, since: call.now, holder: of.person.name };
    const next = nextWays(of.held, { recovery });
    return call.commit({
      writes: kept(of, next),
      facts: [told(of, next, "recovery-codes-made")],
      answer: { codes, since: call.now },
    });
  });
}
