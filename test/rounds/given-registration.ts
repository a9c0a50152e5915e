import type { Context } from "aws-lambda";
import { handler } from "../../functions/rounds/api.ts";
import { handler as onAuthorisation } from "../../functions/rounds/on-authorisation.ts";
import { handler as mailProof } from "../../functions/rounds/on-registration-asked.ts";
import { handler as inspectLetter } from "../../functions/uploads/on-authorisation.ts";
import type { RegisterRow } from "../../shared/contract/register.ts";
import { registrations as routes } from "../../shared/contract/registrations.ts";
import { authorisationInspected } from "../../shared/events/uploads.ts";
import { RegistrationId } from "../../shared/kernel/ids.ts";
import { letterKeyOf } from "../../shared/kernel/letter-keys.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { newMail, newSource } from "../identity/given.ts";
import { type MailService, startMailService } from "../mail-service.ts";
import { lastFact, tell } from "../told.ts";
import { send, sha256 } from "../uploads/given-files.ts";
import { onePage, pdf } from "../uploads/given-pdf.ts";
import { givenRow, importing } from "./given.ts";

export const at = "2021-11-03T01:00:00.000Z";
export const later = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();

export const letter = pdf(onePage());

/** Mail service whose sibling function makes and mails the codes. */
export const startProofs = (): Promise<MailService> =>
  startMailService((work) => mailProof(work, {} as Context));

/** A society of the register of which nobody is known. */
export async function societyAlone(overrides: Partial<RegisterRow> = {}) {
  const row: RegisterRow = { ...givenRow(), filler: null, approver: null, ...overrides };
  const imported = await importing([row]);
  if (imported.status !== 200) throw new Error(JSON.stringify(imported.body));
  return row;
}

/** Two people whom a letter names. */
export const twoPeople = () => ({
  filler: { name: "王填报", mail: newMail("filler"), phone: "010-62194054" },
  approver: { name: "赵审核", mail: newMail("approver"), phone: "010-62194055" },
});

interface Asking {
  society: string;
  people?: ReturnType<typeof twoPeople>;
  file?: Uint8Array;
  sourceIp?: string;
}

/** A stranger asks for a registration. */
export async function asking({
  society,
  people = twoPeople(),
  file = letter,
  sourceIp = newSource(),
}: Asking) {
  const body = { society, ...people, letter: { bytes: file.length, sha256: sha256(file) } };
  const answer = await answerTo(handler, routes.requestRegistration, { at, body, sourceIp });
  return { answer, people, file, id: String(answer.body.id) };
}
type Asked = Awaited<ReturnType<typeof asking>>;

/** The letter is sent with the form that was answered, and inspection speaks of it. */
export async function sendLetter({ answer, file, id }: Asked): Promise<void> {
  const sent = await send(answer.body, file);
  if (sent.status !== 201) throw new Error(await sent.text());
  await inspectLanded(id);
}

export async function inspectLanded(id: string): Promise<void> {
  const key = letterKeyOf(RegistrationId.parse(id));
  const versionId = (await landed("quarantine", key))?.versionId;
  await inspectLetter(
    {
      ...{ version: "0", account: "000000000000", region: "local", resources: [], source: "aws.s3" },
      ...{ id: `landed-${id}`, "detail-type": "Object Created", time: later(30) },
      detail: { object: { key, "version-id": versionId } },
    },
    {} as Context,
  );
  await tell(onAuthorisation, await lastFact(authorisationInspected, id));
}

export const prove = (id: string, code: string, instant = later(60)) =>
  answerTo(handler, routes.proveRegistration, { at: instant, params: { id }, body: { code } });

/** The code of the newest letter to whoever asked. */
export const proofIn = (service: MailService, { people }: Asked): string =>
  service.lettersTo(people.filler.mail).at(-1)?.code ?? "";

/** A request that officers see. */
export async function proved(service: MailService, given: Asking) {
  const asked = await asking(given);
  await sendLetter(asked);
  const answer = await prove(asked.id, proofIn(service, asked));
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return asked;
}

/** What an officer sees to be decided. */
export async function openRequests() {
  const { token } = await signedIn("officer");
  const query = { limit: "1000" };
  return (await answerTo(handler, routes.listRegistrations, { at: later(90), token, query })).body.items;
}

export async function decide(
  id: string,
  body: { version: number; isApproved: boolean; reason?: string },
  token?: string,
) {
  return answerTo(handler, routes.decideRegistration, {
    at: later(120),
    token: token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id },
    body: { reason: "授权书与名册一致", ...body },
  });
}
