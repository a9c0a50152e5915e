import { shownText } from "../../shared/consent/text.ts";
import { textInForce } from "../../shared/consent/texts.ts";
import type { Consent } from "../../shared/contract/consents.ts";
import type { identity as routes } from "../../shared/contract/identity.ts";
import { ConsentId } from "../../shared/kernel/ids.ts";
import { Language } from "../../shared/kernel/text.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { again } from "../../shared/store/again.ts";
import { sessions } from "../../shared/store/published/sessions.ts";
import { consents } from "./records.ts";
import { withConsent } from "./step-sessions.ts";

type Routes = typeof routes;
type Acting = Call<Routes["acceptConsent"]> | Call<Routes["withdrawConsent"]>;

const inForce = textInForce();
const shown = Language.options.map((language) => {
  const text = shownText(inForce, language);
  return { language, text, sha256: sha256Of(text) };
});

export const getConsentText = async () => ({ textVersion: inForce.version, texts: shown });

/** The caller's session as it is now. @throws Problem unauthenticated when it has ended since the request was let in */
async function present(call: Acting) {
  const session = await sessions.get({ tokenHash: call.actor.tokenHash });
  if (session?.revokedAt !== null) throw call.refuse("unauthenticated");
  return session;
}

const consentOf = (call: Acting, act: Pick<Consent, "act" | "textVersion" | "read">): Consent => ({
  ...act,
  id: ConsentId.parse(call.newId("consent")),
  personId: call.actor.id,
  at: call.now,
  correlationId: call.correlationId,
  version: 1,
});

/** Only of the text in force, and only of the very words: whoever read others reads again. */
export async function acceptConsent(call: Call<Routes["acceptConsent"]>) {
  const { textVersion, ...read } = call.body;
  const isShown = shown.some(({ language, sha256 }) => language === read.language && sha256 === read.sha256);
  if (textVersion !== inForce.version || !isShown)
    throw call.refuse("consent-text-changed", { textVersion: inForce.version });
  return again(async () => {
    const session = await present(call);
    const answer = consentOf(call, { act: "accepted", textVersion, read });
    return call.commit({
      writes: [consents.create(answer), ...(await withConsent(session, textVersion))],
      answer,
    });
  });
}

/** What was accepted before, an older text too. From this instant no device of the person is served but to accept again. */
export function withdrawConsent(call: Call<Routes["withdrawConsent"]>) {
  return again(async () => {
    const session = await present(call);
    if (session.consentVersion === null) throw call.refuse("wrong-state");
    const withdrawn = consentOf(call, { act: "withdrawn", textVersion: session.consentVersion, read: null });
    return call.commit({
      writes: [consents.create(withdrawn), ...(await withConsent(session, null))],
      answer: { ...withdrawn, afterwards: inForce.passages.withdrawal.paragraphs },
    });
  });
}

export const listConsents = (call: Call<Routes["listConsents"]>) =>
  consents.page("all", { ...call.query, descending: true });
