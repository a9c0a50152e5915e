import type { Registration, registrations as routes } from "../../shared/contract/registrations.ts";
import {
  registrationAsked,
  registrationDecided,
  registrationOpened,
} from "../../shared/events/registrations.ts";
import { RegistrationId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { epochOf } from "../../shared/kernel/time.ts";
import { isSamePerson } from "../../shared/kernel/two-people.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { handOver } from "../../shared/runtime/hand-over.ts";
import { linkTo } from "../../shared/runtime/links.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { registrationLifecycle } from "./lifecycle.ts";
import { contactChanges, registrations } from "./records.ts";
import { changeOf } from "./register-change.ts";
import {
  asksPerMail,
  asksPerSource,
  askWindowSeconds,
  contactRow,
  forgottenAfterSeconds,
  proofSeconds,
  statedSociety,
} from "./registration.ts";
import { letterKept, letterPost } from "./step-letter.ts";
import { actOf } from "./step-register.ts";
import { countedAsk, isProof } from "./step-registration.ts";

type Routes = typeof routes;

/** Nothing of a letter is kept before inspection has spoken. */
const unkept = { versionId: null, copyVersionId: null };

/** The register is not looked at: a stranger learns nothing of it. */
export async function requestRegistration(call: Call<Routes["requestRegistration"]>) {
  const { society: stated, filler, approver, letter } = call.body;
  const people = [filler, approver].flatMap(({ name, phone }) => [name, phone]);
  if (holdsIdentityData(...people)) throw call.refuse("identity-data-not-taken");
  if (isSamePerson(filler, approver)) throw call.refuse("second-person-required");
  const [ofMail, ofSource] = await Promise.all([
    countedAsk(`mail ${filler.mail}`, call.now),
    countedAsk(`source ${call.sourceIp}`, call.now),
  ]);
  if (ofMail > asksPerMail || ofSource > asksPerSource)
    throw call.refuse("too-many-requests", { retryAfterSeconds: askWindowSeconds });
  const id = RegistrationId.parse(call.newId("registration"));
  const asked: Registration = {
    ...{ id, stated, filler, approver },
    letter: { ...letter, verdict: null, reasons: [], malware: "not-scanned", ...unkept },
    state: registrationLifecycle.initial,
    language: call.language,
    askedAt: call.now,
    ...{ provedAt: null, decidedBy: null, decidedAt: null, reason: null, societyCode: null, told: [] },
    expiresAtSeconds: Math.floor(epochOf(call.now) / 1000) + forgottenAfterSeconds,
    version: 1,
  };
  const answer = { id, post: await letterPost(id, letter, proofSeconds), validSeconds: proofSeconds };
  const payload = { registrationId: id, letterHash: letter.sha256 };
  const told = fact(registrationAsked, { aggregateId: id, version: asked.version, payload });
  await call.commit({ writes: [registrations.create(asked)], facts: [told], answer });
  await handOver({ registrationId: id, correlationId: call.correlationId });
  return answer;
}

/** The address is theirs, and the letter can be opened: from now on officers see the request. */
export async function proveRegistration(call: Call<Routes["proveRegistration"]>) {
  const { id } = call.params;
  const read = async () => {
    const held = await registrations.get({ id });
    const proving = held && transitionOf(registrationLifecycle, "prove", held.state);
    if (!held || !proving) throw call.refuse("code-refused");
    if (held.letter.verdict === null) throw call.refuse("file-not-landed");
    if (held.letter.verdict === "refused")
      throw call.refuse("file-refused", { reasons: held.letter.reasons });
    return { held, proving };
  };
  await read();
  if (!(await isProof(id, call.body.code, call.now))) throw call.refuse("code-refused");
  return again(async () => {
    const { held, proving } = await read();
    const { expiresAtSeconds: _, ...kept } = held;
    const next: Registration = {
      ...kept,
      state: proving.to,
      provedAt: call.now,
      version: held.version + 1,
    };
    return call.commit({
      writes: [registrations.replace(next, [stillIn(proving.from)])],
      facts: [
        fact(registrationOpened, {
          aggregateId: id,
          version: next.version,
          payload: { registrationId: id, letterHash: next.letter.sha256 },
        }),
      ],
      answer: { isReceived: true },
    });
  });
}

export async function listRegistrations(call: Call<Routes["listRegistrations"]>) {
  const page = await registrations.page("open", call.query);
  const registered = page.items.length > 0 ? await societies.all("all") : [];
  const items = page.items.map((one) => ({
    ...one,
    register: statedSociety(one.stated, registered) ?? null,
  }));
  return { ...page, items };
}

export async function readAuthorisation(call: Call<Routes["readAuthorisation"]>) {
  const held = await registrations.get({ id: call.params.id });
  if (!held || held.state === "ASKED") throw call.refuse("not-found");
  const kept = letterKept(held);
  if (kept === undefined) throw call.refuse("file-not-landed");
  return { ...(await linkTo(call, kept)), sha256: held.letter.sha256 };
}

/** What approval does to the register. @throws when it names nobody under that code, or somebody already */
async function takenOver(call: Call<Routes["decideRegistration"]>, held: Registration) {
  const { filler, approver, letter } = held;
  const registered = await societies.all("all");
  const code = statedSociety(held.stated, registered)?.code;
  const society = code && (await societies.get({ code }));
  if (!society) throw call.refuse("society-unknown");
  if (society.filler || society.approver) throw call.refuse("society-has-contacts");
  const taken = registered.find((one) =>
    [one.filler, one.approver].some((who) => who?.mail === filler.mail || who?.mail === approver.mail),
  );
  if (taken) throw call.refuse("already-exists", { societyCode: taken.code });
  const change = changeOf(contactRow(society, { filler, approver }), society, {
    importHash: letter.sha256,
    importFile: "authorisation-letter",
    importedBy: call.actor.id,
    importedAt: call.now,
    reason: call.body.reason,
  });
  return { code: society.code, ...actOf(change ? [change] : []) };
}

export async function decideRegistration(call: Call<Routes["decideRegistration"]>) {
  const { isApproved, reason, version } = call.body;
  if (holdsIdentityData(reason)) throw call.refuse("identity-data-not-taken");
  const read = async () => {
    const held = await registrations.get({ id: call.params.id });
    if (!held || held.state === "ASKED") throw call.refuse("not-found");
    const deciding = transitionOf(registrationLifecycle, isApproved ? "approve" : "refuse", held.state);
    if (!deciding) throw call.refuse("wrong-state", { state: held.state });
    // A scanner may have found malware in it since officers saw the request.
    if (isApproved && held.letter.verdict === "refused")
      throw call.refuse("file-refused", { reasons: held.letter.reasons });
    return { held, deciding };
  };
  const seen = (await read()).held.version;
  if (seen !== version) throw call.refuse("version-conflict", { version: seen });
  // What is lost here is a race with an import over the society, or with another officer, whose decision then stands.
  return again(async () => {
    const { held, deciding } = await read();
    const register = isApproved ? await takenOver(call, held) : { code: null, writes: [], facts: [] };
    const next: Registration = {
      ...held,
      state: deciding.to,
      decidedBy: call.actor.id,
      decidedAt: call.now,
      reason,
      societyCode: register.code,
      version: held.version + 1,
    };
    const told = fact(registrationDecided, {
      aggregateId: next.id,
      version: next.version,
      payload: {
        registrationId: next.id,
        societyCode: next.societyCode,
        decision: isApproved ? "approved" : "refused",
      },
    });
    return call.commit({
      writes: [registrations.replace(next, [stillIn(deciding.from)]), ...register.writes],
      facts: [told, ...register.facts],
      answer: next,
    });
  });
}

/** For staff, and for the society's own people; to anybody else it does not exist. */
export async function listContactChanges(call: Call<Routes["listContactChanges"]>) {
  const { code } = call.params;
  const isStaff = call.actor.roles.some((role) => role === "officer" || role === "supervisor");
  const society = isStaff || call.actor.societyCode === code ? await societies.get({ code }) : undefined;
  if (!society) throw call.refuse("not-found");
  return { items: await contactChanges.list(code) };
}
