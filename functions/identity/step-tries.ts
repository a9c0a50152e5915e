import { timingSafeEqual } from "node:crypto";
import type { Mail, Person } from "../../shared/contract/identity.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { again } from "../../shared/store/again.ts";
import { transact } from "../../shared/store/commit.ts";
import type { Write } from "../../shared/store/entity.ts";
import { codeTries } from "./codes.ts";
import { type Code, codes, hashOfCode } from "./records.ts";
import { wayOf } from "./second-ways.ts";
import { typedFor } from "./step-hashes.ts";
import { counted, countedFor } from "./step-limits.ts";
import { keptWays, waysOf } from "./step-second-ways.ts";

interface Asked {
  mail: Mail;
  code: string;
  now: Instant;
}

/** A code that is right. `spend` gives the write by which it is used up, or undefined when another has used it meanwhile. */
export interface Tried {
  way: "mail" | "call-back" | "totp" | "recovery";
  spend: (person: Person, attempt: number) => Promise<Write | undefined>;
}

const isSame = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Spends one try of the address's code before it is looked at, so that tries at the same time are tries too. */
const spendTry = ({ mail, now }: Asked): Promise<Code | undefined> =>
  again(async () => {
    const held = await codes.get({ mail });
    if (!held || held.expiresAt <= now || held.triesLeft === 0) return undefined;
    const spent: Code = { ...held, triesLeft: held.triesLeft - 1, version: held.version + 1 };
    await transact([codes.replace(spent)]);
    return spent;
  });

/** Is it the code of the newest mail? */
export async function tryMailedCode(asked: Asked): Promise<Tried | undefined> {
  const { mail, code } = asked;
  const tried = await spendTry(asked);
  if (!tried || !isSame(tried.codeHash, hashOfCode(mail, code))) return undefined;
  return {
    way: "mail",
    spend: async (_, attempt) => {
      const held = attempt === 1 ? tried : await codes.get({ mail });
      if (held?.askId !== tried.askId || held.isUsed) return undefined;
      return codes.replace({ ...held, isUsed: true, triesLeft: 0, version: held.version + 1 });
    },
  };
}

/**
 * Is it a code of the app, a printed one, or one that is read out? The same reads and counts for every address, known or not,
 * with and without second ways; whose it is is looked up when it is right. A code that is read out has tries of its own: who
 * floods an address can't use up those of the next.
 */
export async function trySecondWays({ mail, code, now }: Asked): Promise<Tried | undefined> {
  const held = await waysOf(mail);
  const [ofCallBack, ofMail] = await Promise.all([
    countedFor(`call-back ${mail}`, held.callBack?.id ?? "none", now),
    counted(`second ways ${mail}`, now),
  ]);
  const typed = typedFor(mail, code);
  const may = { callBack: ofCallBack <= codeTries, own: ofMail <= codeTries };
  const opened = wayOf(held, typed, { now, may });
  if (!opened) return undefined;
  return {
    way: opened.way,
    spend: async (person, attempt) => {
      const used = wayOf(attempt === 1 ? held : await waysOf(mail), typed, { now, may, person });
      return used && keptWays(used.next);
    },
  };
}
