import * as z from "zod";
import { AwardCondition } from "../../shared/contract/award-record.ts";
import { Invitation, Uninvited } from "../../shared/contract/invitations.ts";
import { ContactChange, EarlierFact } from "../../shared/contract/register-record.ts";
import { Registration } from "../../shared/contract/registrations.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { SupplierClaim } from "../../shared/contract/supplier-record.ts";
import { roundAdvanced } from "../../shared/events/rounds.ts";
import { RegistrationId, SocietyCode } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { Instant } from "../../shared/kernel/time.ts";
import type { Fact } from "../../shared/runtime/facts.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { entity, stillIn, type Write } from "../../shared/store/entity.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { type RoundAct, roundLifecycle } from "./lifecycle.ts";

/** The round's next version after an act, and the fact of it; undefined when its state does not allow the act. */
export function advanced(round: Round, act: RoundAct): { next: Round; write: Write; fact: Fact } | undefined {
  const transition = transitionOf(roundLifecycle, act, round.state);
  if (!transition) return undefined;
  const state = transition.to;
  const next: Round = { ...round, state, version: round.version + 1 };
  return {
    next,
    write: rounds.replace(next, [stillIn(transition.from)]),
    fact: fact(roundAdvanced, {
      aggregateId: round.id,
      version: next.version,
      payload: { roundId: round.id, state, definitionHash: round.definitionHash },
    }),
  };
}

/** A version with leading zeros, so that order as text is order in time. */
const padded = (number: number) => String(number).padStart(8, "0");

/** What once stood in the register of a society: written once and never changed. */
export const earlierFacts = entity<
  EarlierFact,
  Pick<EarlierFact, "societyCode" | "societyVersion" | "number">
>({
  prefix: "rounds#earlier-fact",
  schema: EarlierFact,
  schemaVersion: 1,
  key: ({ societyCode, societyVersion, number }) => ({
    of: societyCode,
    sort: `${padded(societyVersion)}#${padded(number)}`,
  }),
});

/** Who acted for a society before, and why that changed: written once and never changed. */
export const contactChanges = entity<ContactChange, Pick<ContactChange, "societyCode" | "societyVersion">>({
  prefix: "rounds#contact-change",
  schema: ContactChange,
  schemaVersion: 1,
  key: ({ societyCode, societyVersion }) => ({ of: societyCode, sort: padded(societyVersion) }),
});

/** What a society says of its registration as a supplier, one for each; those to be checked are listed. */
export const supplierClaims = entity<SupplierClaim, Pick<SupplierClaim, "societyCode">>({
  prefix: "rounds#supplier-claim",
  schema: SupplierClaim,
  schemaVersion: 2,
  // Version 1 knew no file beside the text.
  upgrade: (old) => ({ ...old, proof: null }),
  key: ({ societyCode }) => ({ of: societyCode, sort: "supplier-claim" }),
  lists: { zh: "待核对的供应商填报，最早的在前", en: "supplier claims to be checked, the oldest first" },
  index: ({ claimedAt, societyCode }) => ({ of: "open", sort: `${claimedAt}#${societyCode}` }),
  isListed: ({ state }) => state === "CLAIMED",
});

export const invitations = entity<Invitation, Pick<Invitation, "roundId" | "societyCode">>({
  prefix: "rounds#invitation",
  schema: Invitation,
  schemaVersion: 1,
  key: ({ roundId, societyCode }) => ({ of: roundId, sort: societyCode }),
});

/** Conditions of awards; those of one society lie together, so that its registration finds them all. */
export const awardConditions = entity<AwardCondition, Pick<AwardCondition, "societyCode" | "roundId">>({
  prefix: "rounds#award-condition",
  schema: AwardCondition,
  schemaVersion: 1,
  key: ({ societyCode, roundId }) => ({ of: societyCode, sort: roundId }),
  lists: { zh: "一轮附条件入选的学会", en: "the societies that a round selected on condition" },
  index: ({ roundId, societyCode }) => ({ of: `round#${roundId}`, sort: societyCode }),
});

/** A credit code that a correction gave to a society: of two corrections at once only one can have it. */
const UsccHold = z.object({ uscc: z.string(), societyCode: SocietyCode, version: z.int().positive() });
type UsccHold = z.infer<typeof UsccHold>;

export const usccHolds = entity<UsccHold, Pick<UsccHold, "uscc">>({
  prefix: "rounds#uscc-hold",
  schema: UsccHold,
  schemaVersion: 1,
  key: ({ uscc }) => ({ of: uscc, sort: "uscc-hold" }),
});

/** Whom an approved list names and no letter reaches. */
export const uninvited = entity<Uninvited, Pick<Uninvited, "roundId" | "societyCode">>({
  prefix: "rounds#uninvited",
  schema: Uninvited,
  schemaVersion: 1,
  key: ({ roundId, societyCode }) => ({ of: roundId, sort: societyCode }),
});

/** Requests of societies without a contact; an officer sees those whose address is proved. */
export const registrations = entity<Registration, Pick<Registration, "id">>({
  prefix: "rounds#registration",
  schema: Registration,
  schemaVersion: 2,
  // Version 1 heard no scanner.
  upgrade: ({ letter, ...old }) => ({ ...old, letter: { ...Object(letter), malware: "not-scanned" } }),
  key: ({ id }) => ({ of: id, sort: "registration" }),
  lists: { zh: "待审核的登记申请，最早的在前", en: "requests to be decided, the oldest first" },
  index: ({ provedAt, id }) => ({ of: "open", sort: `${provedAt}#${id}` }),
  isListed: ({ state }) => state === "OPEN",
});

/** The code that proves the address of a request; only its hash is kept. */
const RegistrationCode = z.object({
  registrationId: RegistrationId,
  codeHash: z.string(),
  expiresAt: Instant,
  triesLeft: z.int().nonnegative(),
  isMailed: z.boolean(),
  expiresAtSeconds: z.int(),
  version: z.int().positive(),
});
export type RegistrationCode = z.infer<typeof RegistrationCode>;

export const registrationCodes = entity<RegistrationCode, Pick<RegistrationCode, "registrationId">>({
  prefix: "rounds#registration-code",
  schema: RegistrationCode,
  schemaVersion: 1,
  key: ({ registrationId }) => ({ of: registrationId, sort: "code" }),
});
