import type { Instance } from "../../shared/assignment/instance.ts";
import type { Graphs } from "../../shared/conflicts/graph.ts";
import { knownOf, matchesFor } from "../../shared/conflicts/matches.ts";
import { institutionKey } from "../../shared/conflicts/near-names.ts";
import { isBeside, takesPlace } from "../../shared/contract/anchors.ts";
import type { Application } from "../../shared/contract/application-record.ts";
import type { FitCorrection } from "../../shared/contract/assignment-plan-record.ts";
import type { ExpertInvitation, ExpertKeeping } from "../../shared/contract/expert-invitations.ts";
import { type Assignment, type Expert, isStanding } from "../../shared/contract/experts.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type { Section } from "../../shared/programme/documents.ts";
import type { Reviewing } from "../../shared/programme/reviewing.ts";
import { capOf } from "./conflicts.ts";
import { type Described, type Found, fieldsOf, fitOf, foundIn, plain } from "./fit.ts";
import { type Reason, reasonAgainst } from "./pair-reason.ts";

/** An application that needs its experts, and whoever was ever assigned to it. */
export interface Judged {
  application: Pick<Application, "id" | "roundId" | "societyCode" | "societyNames" | "receipt">;
  described: Described;
  pairs: readonly Assignment[];
}

/** Everything that a plan follows from. */
export interface PlanGiven {
  reviewing: Reviewing;
  sections: readonly Section[];
  onDate: LocalDate;
  seed: number;
  judged: readonly Judged[];
  experts: readonly Expert[];
  corrections: readonly FitCorrection[];
  /** What is on record of the societies and of their partners. */
  graphs: Graphs;
  /** The invitations to the round by expert. */
  invitations: ReadonlyMap<string, ExpertInvitation>;
  /** What experts said of other rounds. */
  keepings: ReadonlyMap<string, ExpertKeeping>;
  /** Applications that each expert has in the round, those that left it among them. */
  loads: ReadonlyMap<string, number>;
}

/** The optimiser's instance, and whom its places stand for. */
export interface Planned {
  instance: Instance;
  /** In the instance's order. */
  judged: Judged[];
  experts: Expert[];
  /** Where fields were found, by application. */
  found: Found[][];
  /** What officers said, by application and expert. */
  corrections: ReadonlyMap<string, FitCorrection>;
  /** Pairs that may not be, by the first reason. */
  leftOut: ReadonlyMap<string, Reason>;
  /** Standing pairs (1): as few as possible are to change. */
  kept: Uint8Array;
}

export const pairName = (applicationId: string, expertId: string) => `${applicationId}#${expertId}`;

/** The order of ids. */
export const inOrder = (a: string, b: string) => (a < b ? -1 : 1);

/** A number for each institution by name. */
function institutionsOf(experts: readonly Expert[]): number[] {
  const numbers = new Map<string, number>();
  return experts.map(({ institution }) => {
    const name = institutionKey(institution);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}

/**
 * The instance of a plan. A tie that bars, declared or on record, one that nobody has looked at yet, an unknown identity, an
 * invitation that is not accepted, a recusal and a release leave the pair out; who has begun to read (DECLARED) stays; a pair that only waits (ASSIGNED) is a promise. Applications go
 * by society, experts by address, so that the lot among equals hangs on the seed and on no id that chance gave.
 */
export function instanceOf(given: PlanGiven): Planned {
  const { reviewing, sections, onDate } = given;
  const { perInstitution } = reviewing.assignment.panel;
  const judged = given.judged.toSorted((a, b) =>
    inOrder(a.application.societyCode, b.application.societyCode),
  );
  const experts = given.experts.toSorted((a, b) => inOrder(a.mail, b.mail));
  const placeOf = new Map(experts.map(({ id }, place) => [id as string, place]));
  const institutions = institutionsOf(experts);
  const fields = fieldsOf(experts);
  const normalised = experts.map((expert) => expert.fields.map(plain));
  const known = experts.map(knownOf);
  const leftOut = new Map<string, Reason>();
  const found = judged.map(({ described }) =>
    foundIn(described, fields, { fit: reviewing.assignment.fit, sections }),
  );
  const corrections = new Map(
    given.corrections.map((one) => [pairName(one.applicationId, one.expertId), one] as const),
  );
  const starts = [0];
  const rows: { expert: number; fit: number; forced: boolean; kept: boolean }[] = [];
  const begun = new Int32Array(experts.length);
  const standing = new Int32Array(experts.length);
  const isHere = new Set(
    judged.flatMap(({ pairs }) => pairs.filter(isStanding).map(({ expertId }) => expertId)),
  );
  // Two of one institution have begun on one application: a soft rule can't hold any more.
  let isBroken = false;
  for (const [a, { application, pairs }] of judged.entries()) {
    const before = new Map(pairs.map((pair) => [placeOf.get(pair.expertId), pair]));
    const taken = new Set<number>();
    const societyCodes = societyCodesOf(application);
    const matchesOf = matchesFor(societyCodes, given.graphs, { ...reviewing, onDate });
    for (const [e, expert] of experts.entries()) {
      const held = before.get(e);
      const isHeld = held !== undefined && isStanding(held);
      if (isHeld && takesPlace(held)) standing[e] = (standing[e] ?? 0) + 1;
      if (held && !isHeld) continue;
      // Who judges an anchor beside its panel is not of the panel, and no more bound to it than who is new.
      const isOfPanel = isHeld && !isBeside(held);
      const invitation = given.invitations.get(expert.id);
      const matches = matchesOf(known[e] ?? knownOf(expert));
      const keeping = given.keepings.get(expert.id);
      const { roundId } = application;
      // An anchor need not count, and whoever judges one is of the round all the same.
      const load = Math.max(given.loads.get(expert.id) ?? 0, isHere.has(expert.id) ? 1 : 0);
      const asked = { expert, invitation, keeping, roundId, load, societyCodes, matches };
      const reason = reasonAgainst(asked, { reviewing, onDate });
      const hasBegun = isOfPanel && held.state === "DECLARED";
      if (reason !== null && !hasBegun) {
        leftOut.set(pairName(application.id, expert.id), reason);
        continue;
      }
      const institution = institutions[e] ?? -1;
      const isSecond = hasBegun && taken.has(institution);
      if (hasBegun) taken.add(institution);
      isBroken ||= isSecond;
      // Of two of one institution who both have begun, only one can be held where the rule is hard.
      const forced = hasBegun && !(isSecond && perInstitution === "hard");
      if (forced) begun[e] = (begun[e] ?? 0) + 1;
      const said = corrections.get(pairName(application.id, expert.id));
      const fit = said?.fit ?? fitOf(found[a] ?? [], normalised[e] ?? []);
      rows.push({ expert: e, fit, forced, kept: isOfPanel });
    }
    starts.push(rows.length);
  }
  const instance: Instance = {
    k: reviewing.expertsPerApplication,
    panel: perInstitution === "hard" || (perInstitution === "soft" && !isBroken),
    applications: judged.map(({ application }) => application.societyCode),
    experts: experts.map((expert, e) => {
      const elsewhere = Math.max(0, (given.loads.get(expert.id) ?? 0) - (standing[e] ?? 0));
      // A cap that was passed before holds nobody away from what he or she has begun.
      const most = Math.max(
        capOf(expert, reviewing, given.invitations.get(expert.id)) - elsewhere,
        begun[e] ?? 0,
      );
      return {
        id: expert.mail,
        least: 0,
        most: Math.min(judged.length, most),
        institution: institutions[e] ?? -1,
      };
    }),
    starts: Int32Array.from(starts),
    expertOf: Int32Array.from(rows, ({ expert }) => expert),
    scores: Int32Array.from(rows, ({ fit }) => fit),
    forced: Uint8Array.from(rows, ({ forced }) => (forced ? 1 : 0)),
  };
  const kept = Uint8Array.from(rows, (row) => (row.kept ? 1 : 0));
  return { instance, judged, experts, found, corrections, leftOut, kept };
}
