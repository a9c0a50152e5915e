import { randomInt } from "node:crypto";
import middy from "@middy/core";
import * as z from "zod";
import { Mail, type Person } from "../../shared/contract/identity.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { Language, wordsIn } from "../../shared/kernel/text.ts";
import { epochOf, Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { random } from "../../shared/runtime/call.ts";
import { log } from "../../shared/runtime/log.ts";
import { sendMail, tellsOfDelivery } from "../../shared/runtime/mail.ts";
import { MailFailed } from "../../shared/runtime/mail-failed.ts";
import { again } from "../../shared/store/again.ts";
import { transact } from "../../shared/store/commit.ts";
import { newAccount, stamped } from "./accounts.ts";
import { letterIdOfCode } from "./calls.ts";
import { codeCount, codeLetter, codeOf, codeSeconds, codesPerMail, codeTries } from "./codes.ts";
import { type Code, codes, hashOfCode, newPerson } from "./records.ts";
import { awaitDelivery, settleDelivery } from "./step-calls.ts";
import { markTrouble, personAt } from "./step-person.ts";

/** What `requestCode` hands over: that a code is wanted, never the code. */
const CodeAsked = z.object({ mail: Mail, language: Language, askedAt: Instant, correlationId: z.string() });
type CodeAsked = z.infer<typeof CodeAsked>;

/** Who gets the letter: somebody with a right to sign in. The first administrator's account is made on the first asking. */
async function readerOf({ mail, askedAt }: CodeAsked): Promise<Person | undefined> {
  const held = await personAt(mail);
  if (held) return held.roles.length > 0 ? held : undefined;
  const first = Mail.safeParse(process.env.LINXUAN_FIRST_ADMINISTRATOR);
  if (!first.success || first.data !== mail) return undefined;
  const account = newAccount(newId("person", epochOf(askedAt), random), askedAt, {
    ...{ name: "管理员", mail, roles: ["administrator"] },
    ...{ societyCode: null, expertId: null },
  });
  const stamp = { act: "grant", who: "system", when: askedAt, reason: null };
  const person = stamped(account, stamp);
  try {
    await transact(newPerson(person));
    return person;
  } catch (cause) {
    // Two first askings at once make one account.
    if (cause instanceof Problem && cause.code === "already-exists") return personAt(mail);
    throw cause;
  }
}

/** Keeps the code of this asking in place of an older one; undefined when it is superseded or was mailed before. */
const keep = ({ mail, askedAt, correlationId }: CodeAsked, code: string): Promise<Code | undefined> =>
  again(async () => {
    const held = await codes.get({ mail });
    const isMailed = held?.askId === correlationId && held.isMailed;
    if (isMailed || held?.replaced.includes(correlationId)) return undefined;
    const earlier = [...(held?.replaced ?? []), ...(held ? [held.askId] : [])];
    const expiresAt = plusSeconds(askedAt, codeSeconds);
    const kept: Code = {
      mail,
      askId: correlationId,
      replaced: earlier.filter((one) => one !== correlationId).slice(-codesPerMail),
      codeHash: hashOfCode(mail, code),
      expiresAt,
      triesLeft: codeTries,
      isMailed: false,
      isUsed: false,
      expiresAtSeconds: Math.ceil(epochOf(expiresAt) / 1000),
      version: (held?.version ?? 0) + 1,
    };
    await transact([held ? codes.replace(kept) : codes.create(kept)]);
    return kept;
  });

/** Notes that the letter is out, so that a second delivery of the same asking makes no second code. */
const markMailed = (kept: Code): Promise<void> =>
  again(async (attempt) => {
    const held = attempt === 1 ? kept : await codes.get({ mail: kept.mail });
    if (held?.askId === kept.askId)
      await transact([codes.replace({ ...held, isMailed: true, version: held.version + 1 })]);
  });

/** Sends the letter; false when its address is refused for good. @throws what passes: Lambda calls again, with a new code */
async function mail({ mail: to, language, askedAt, correlationId }: CodeAsked, code: string, reader: Person) {
  const { subject, text } = codeLetter(code, codeSeconds / 60);
  const letterId = letterIdOfCode(correlationId);
  const words = { subject: wordsIn(subject, language), text: wordsIn(text, language), language };
  try {
    await sendMail({ letterId, to, ...words, correlationId });
    log("info", "code mailed", { correlationId, actorId: reader.id });
    return true;
  } catch (cause) {
    if (!(cause instanceof MailFailed) || cause.about === "service") throw cause;
    log("error", "code refused", { correlationId, actorId: reader.id, code: cause.code });
    if (cause.about === "address")
      await markTrouble(() => personAt(to), "bounced", { letterId, since: askedAt });
    return false;
  }
}

/** A code is made, kept as its hash and mailed by this one function; it is in nothing that leaves it but the letter. */
export const handler = middy<unknown, void>().handler(async (handed) => {
  const asked = CodeAsked.parse(handed);
  const code = codeOf(randomInt(codeCount));
  const reader = await readerOf(asked);
  const kept = await keep(asked, code);
  if (!kept || !reader) return;
  const letterId = letterIdOfCode(asked.correlationId);
  await awaitDelivery(reader.id, { letterId, kind: "code", why: "undelivered", since: asked.askedAt });
  if (!(await mail(asked, code, reader))) return;
  await markMailed(kept);
  if (!tellsOfDelivery()) await settleDelivery(reader.id, letterId);
});
