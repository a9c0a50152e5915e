import { randomBytes } from "node:crypto";
import type { Context } from "aws-lambda";
import { handler } from "../../functions/identity/api.ts";
import { handler as mailCode } from "../../functions/identity/on-code-asked.ts";
import { newPerson } from "../../functions/identity/records.ts";
import { type Person, identity as routes } from "../../shared/contract/identity.ts";
import { newId, PersonId } from "../../shared/kernel/ids.ts";
import type { Language } from "../../shared/kernel/text.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { type MailService, startMailService } from "../mail-service.ts";

/** An ordinary moment; codes asked for then live until ten past. */
export const morning = "2021-11-08T01:00:00.000Z";

/** `2021-11-08T01:00:00.000Z` and so many seconds. */
export const later = (seconds: number) => new Date(Date.parse(morning) + seconds * 1000).toISOString();

/** Mail service whose sibling function makes and mails the codes. */
export const startCodes = (): Promise<MailService> =>
  startMailService((work) => mailCode(work, {} as Context));

/** An address that nobody else in the run has. */
export const newMail = (name = "person") => `${name}-${randomBytes(6).toString("hex")}@society.example`;

/** A source that nobody else in the run has, so that no other test's requests count for its limits. */
export const newSource = () =>
  `2001:db8::${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}`;

/** A person with an account. */
export async function givenPerson(given: Partial<Person> = {}): Promise<Person> {
  const person: Person = {
    id: PersonId.parse(newId("person", 1_600_000_000_000, Math.random)),
    name: "李明",
    mail: newMail(),
    roles: ["officer"],
    societyCode: null,
    expertId: null,
    language: "zh-CN",
    mailTrouble: null,
    createdAt: Instant.parse("2021-11-01T00:00:00.000Z"),
    stamps: [],
    version: 1,
    ...given,
  };
  await transact(newPerson(person));
  return person;
}

interface At {
  at?: string;
  sourceIp?: string;
  headers?: Record<string, string>;
}

export const askCode = (mail: string, { at = morning, ...more }: At = {}) =>
  answerTo(handler, routes.requestCode, { at, body: { mail }, sourceIp: newSource(), ...more });

export const tryCode = (mail: string, code: string, { at = morning, ...more }: At = {}) =>
  answerTo(handler, routes.signIn, { at, body: { mail, code }, sourceIp: newSource(), ...more });

/** The code of the newest letter to an address. */
export function codeIn(service: MailService, mail: string): string {
  const code = service.lettersTo(mail).at(-1)?.code;
  if (!code) throw new Error(`no code came to ${mail}`);
  return code;
}

/** The session's token as the browser keeps it. */
export const tokenIn = ({ cookies }: { cookies: readonly string[] }) =>
  /^__Host-linxuan=([^;]*)/.exec(cookies[0] ?? "")?.[1] ?? "";

/** What one sends to accept the text in force, as it was read in a language. */
export async function textRead(language: Language = "zh-CN") {
  const { body } = await answerTo(handler, routes.getConsentText, { at: morning });
  const read = body.texts.find((one: { language: Language }) => one.language === language);
  return { textVersion: body.textVersion, language, sha256: read.sha256 };
}

export const accept = async (token: string, { at = morning, headers = onceKey() }: At = {}) =>
  answerTo(handler, routes.acceptConsent, { at, token, headers, body: await textRead() });

/** Asks for a code and signs in with it, for the first time on this address or not: nothing is accepted. */
export async function signedInOnly(service: MailService, mail: string, at = morning) {
  await askCode(mail, { at });
  const answer = await tryCode(mail, codeIn(service, mail), { at });
  return { ...answer, token: tokenIn(answer) };
}

/** Signs in, and accepts the consent text as everybody does. */
export async function signedInBy(service: MailService, mail: string, at = morning) {
  const signed = await signedInOnly(service, mail, at);
  if (signed.body.hasConsented === false) await accept(signed.token, { at });
  return signed;
}

/** An answer without what differs between any two answers: the id of its request. */
export const bare = ({ headers, body, ...rest }: Awaited<ReturnType<typeof askCode>>) => ({
  ...rest,
  headers: { ...headers, "x-correlation-id": "" },
  body: { ...body, instance: "" },
});
