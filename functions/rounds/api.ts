import { type Round, rounds as routes } from "../../shared/contract/rounds.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { RoundId } from "../../shared/kernel/ids.ts";
import { calendarYears } from "../../shared/kernel/working-days.ts";
import { checkDefinition } from "../../shared/programme/check.ts";
import { calendarFaults } from "../../shared/programme/check-dates.ts";
import { serve } from "../../shared/runtime/http.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { definitionOf, definitions, rounds } from "../../shared/store/published/rounds.ts";
import { inviteSocieties, listInvitations, listUninvited } from "./api-invitations.ts";
import {
  approveRecommendedList,
  getOwnRecommendation,
  getRecommendedList,
  importRecommendedList,
  proposeRecommendedList,
} from "./api-recommended.ts";
import { getSocietyFacts, importRegister, listSocieties } from "./api-register.ts";
import {
  decideRegistration,
  listContactChanges,
  listRegistrations,
  proveRegistration,
  readAuthorisation,
  requestRegistration,
} from "./api-registrations.ts";
import {
  claimSupplier,
  decideSupplierClaim,
  getSupplierStatus,
  importSuppliers,
  listSupplierClaims,
} from "./api-supplier.ts";
import { listUnregistered } from "./api-unregistered.ts";
import {
  decideUsccCorrection,
  getUsccCorrection,
  listUsccCorrections,
  proposeUsccCorrection,
} from "./api-uscc.ts";
import { roundLifecycle } from "./lifecycle.ts";
import { advanced } from "./records.ts";

export const handler = serve("rounds", routes, {
  createRound: async (call) => {
    const checked = checkDefinition(call.body.definition, { calendarYears: "any" });
    if ("faults" in checked) throw call.refuse("invalid-definition", { faults: checked.faults });
    const { definition } = checked;
    const text = canonicalJson(definition);
    const round: Round = {
      id: RoundId.parse(call.newId("round")),
      programme: definition.id,
      definitionVersion: definition.version,
      definitionHash: sha256Of(text),
      names: definition.names,
      state: roundLifecycle.initial,
      zone: definition.zone,
      opensAt: definition.timetable.opens.at,
      closesAt: definition.timetable.closes.at,
      extendedTo: null,
      reviewOpensAt: definition.timetable.review.fromAt,
      reviewClosesAt: definition.timetable.review.toAt,
      createdBy: call.actor.id,
      createdAt: call.now,
      publishedBy: null,
      publishedAt: null,
      version: 1,
    };
    const frozen = { id: round.id, hash: round.definitionHash, text, version: 1 as const };
    const provisional = calendarFaults(definition, calendarYears);
    return call.commit({
      writes: [rounds.create(round), definitions.create(frozen)],
      answer: { ...round, provisional },
    });
  },

  publishRound: async (call) => {
    const round = await rounds.get({ id: call.params.id });
    if (!round) throw call.refuse("not-found");
    const step = advanced({ ...round, publishedBy: call.actor.id, publishedAt: call.now }, "publish");
    if (!step) throw call.refuse("wrong-state", { state: round.state });
    if (round.version !== call.body.version || round.definitionHash !== call.body.definitionHash) {
      throw call.refuse("version-conflict", { version: round.version, definitionHash: round.definitionHash });
    }
    if (round.createdBy === call.actor.id) throw call.refuse("second-person-required");
    if (call.now > round.closesAt) throw call.refuse("deadline-passed", { closesAt: round.closesAt });
    const faults = calendarFaults(await definitionOf(round), calendarYears);
    if (faults.length > 0) throw call.refuse("calendar-unloaded", { faults });
    return call.commit({ writes: [step.write], facts: [step.fact], answer: step.next });
  },

  getRound: async (call) => {
    const round = await rounds.get({ id: call.params.id });
    if (!round || !mayRead(round, call.actor.roles)) throw call.refuse("not-found");
    return round;
  },

  getDefinition: async (call) => {
    const [round, frozen] = await Promise.all([
      rounds.get({ id: call.params.id }),
      definitions.get({ id: call.params.id }),
    ]);
    if (!round || !frozen || !mayRead(round, call.actor.roles)) throw call.refuse("not-found");
    return { hash: frozen.hash, definition: JSON.parse(frozen.text) };
  },

  listRounds: async (call) => {
    const page = await rounds.page("all", { ...call.query, descending: true });
    return { ...page, items: page.items.filter((round) => mayRead(round, call.actor.roles)) };
  },

  inviteSocieties,
  listInvitations,
  listUninvited,
  proposeRecommendedList,
  importRecommendedList,
  approveRecommendedList,
  getRecommendedList,
  getOwnRecommendation,

  importRegister,
  listSocieties,
  getSocietyFacts,
  proposeUsccCorrection,
  decideUsccCorrection,
  getUsccCorrection,
  listUsccCorrections,
  requestRegistration,
  proveRegistration,
  listRegistrations,
  readAuthorisation,
  decideRegistration,
  listContactChanges,
  getSupplierStatus,
  claimSupplier,
  listSupplierClaims,
  listUnregistered,
  decideSupplierClaim,
  importSuppliers,
});

/** A draft is the officers' own; what is published may be read by all who take part. */
function mayRead(round: Round, roles: readonly string[]): boolean {
  return round.state !== "DRAFT" || roles.includes("officer") || roles.includes("supervisor");
}
