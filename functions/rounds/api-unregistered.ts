import { namedPartners } from "../../shared/contract/partnership-record.ts";
import type { rounds as routes } from "../../shared/contract/rounds.ts";
import { blockedBySupplier } from "../../shared/programme/supplier.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { awardConditions, supplierClaims } from "./records.ts";
import { progressOf, supplierStatus } from "./supplier-standing.ts";

type Routes = typeof routes;

/** The applicants of a round as suppliers: all of them before the result, those selected on condition after it. */
export async function listUnregistered(call: Call<Routes["listUnregistered"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { state: asked, ...page } = call.query;
  const [{ supplierRegistration }, { items, cursor }, conditions] = await Promise.all([
    definitionOf(round),
    applications.page(`round#${round.id}`, page),
    awardConditions.all(`round#${round.id}`),
  ]);
  const awardOf = new Map(conditions.map(({ societyCode, state }) => [societyCode, state]));
  const standing = items.filter(
    ({ state, societyCode }) =>
      state === "SUBMITTED" && (round.state !== "AWARDED" || awardOf.has(societyCode)),
  );
  const [known, claims] = await Promise.all([
    societies.getMany(standing.map(({ societyCode: code }) => ({ code }))),
    supplierClaims.getMany(standing.map(({ societyCode }) => ({ societyCode }))),
  ]);
  const factOf = new Map(known.map(({ code, facts }) => [code, facts.supplier]));
  const claimOf = new Map(claims.map((claim) => [claim.societyCode, claim]));
  const listed = standing.map((application) => {
    const { id: applicationId, societyCode, societyNames, channel } = application;
    const fact = factOf.get(societyCode) ?? null;
    const status = supplierStatus(fact, claimOf.get(societyCode));
    return {
      ...{ applicationId, societyCode, societyNames, channel, status, state: progressOf(status) },
      ...namedPartners(application),
      blocks: blockedBySupplier(supplierRegistration, fact),
      award: awardOf.get(societyCode) ?? null,
    };
  });
  const isAsked = ({ state }: (typeof listed)[number]) =>
    asked === undefined ? state !== "confirmed" : state === asked;
  return { items: listed.filter(isAsked), cursor };
}
