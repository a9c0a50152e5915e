import type { identity as routes } from "../../shared/contract/identity.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { again } from "../../shared/store/again.ts";
import { sessions } from "../../shared/store/published/sessions.ts";
import { meOf, nextAccount } from "./accounts.ts";
import { changedPerson, people } from "./records.ts";
import { emptyCookie, endSession, openSession } from "./step-sessions.ts";

type Routes = typeof routes;

/** The caller's person and session as they are now, or undefined when either has ended since the request was let in. */
async function present({ actor }: Pick<Call<Routes["getMe"]>, "actor">) {
  const [person, session] = await Promise.all([
    people.get({ id: actor.id }),
    sessions.get({ tokenHash: actor.tokenHash }),
  ]);
  const isOpen = person !== undefined && person.roles.length > 0 && session?.revokedAt === null;
  return isOpen ? { person, session } : undefined;
}

export async function getMe(call: Call<Routes["getMe"]>) {
  const found = await present(call);
  if (!found) throw call.refuse("unauthenticated");
  return meOf(found.person, found.session);
}

export function setLanguage(call: Call<Routes["setLanguage"]>) {
  return again(async () => {
    const found = await present(call);
    if (!found) throw call.refuse("unauthenticated");
    const next = nextAccount(found.person, { language: call.body.language });
    const answer = meOf(next, found.session);
    return call.commit({ writes: changedPerson(next), answer });
  });
}

export function rotateSession(call: Call<Routes["rotateSession"]>) {
  return again(async () => {
    const found = await present(call);
    if (!found) throw call.refuse("unauthenticated");
    const { session, cookie, writes } = await openSession(found.person, call.now, { instead: found.session });
    const answer = meOf(found.person, session);
    await call.commit({ writes, answer });
    call.setCookie(cookie);
    return answer;
  });
}

export function signOut(call: Call<Routes["signOut"]>) {
  return again(async () => {
    const session = await sessions.get({ tokenHash: call.actor.tokenHash });
    const answer = { isSignedOut: true } as const;
    if (session?.revokedAt === null)
      await call.commit({ writes: await endSession(session, call.now), answer });
    call.setCookie(emptyCookie);
    return answer;
  });
}
