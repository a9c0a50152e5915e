import { institutionKey } from "../../shared/conflicts/near-names.ts";
import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import type { Expert } from "../../shared/contract/experts.ts";
import type { PanelPool } from "../../shared/contract/round-panel-record.ts";
import type { DrawRules, PanelRules } from "../../shared/programme/draw-rules.ts";
import { plain } from "./fit.ts";
import { inOrder, instanceOf, type Judged, type PlanGiven } from "./plan-instance.ts";

/** A pool of a round's panel, with whom its places stand for. */
export interface PanelPooled {
  pool: PanelPool;
  judged: Judged[];
  experts: Expert[];
}

/** The stratum of an expert, by place: that of the field that he or she names first of all that have one. */
export function stratumOf({ fields }: Pick<Expert, "fields">, { strata }: Pick<PanelRules, "strata">) {
  for (const field of fields.map(plain)) {
    const at = strata.findIndex((one) => one.fields.some((name) => plain(name) === field));
    if (at >= 0) return at;
  }
  const open = strata.findIndex((one) => one.fields.length === 0);
  return open < 0 ? null : open;
}

/** Who can be drawn into the panel of a round, in the order of the ids: whoever passes the hard rules for one application. */
export function panelPoolOf(
  given: PlanGiven,
  { panel, reserves }: { panel: PanelRules } & Pick<DrawRules, "reserves">,
  draw: Pick<AssignmentDraw, "id" | "roundId" | "definitionHash" | "seedHash">,
): PanelPooled {
  const { reviewing } = given;
  const { instance, judged, experts: all } = instanceOf(given);
  const rowsOf = judged.map((one, a) => ({
    one,
    may: [...instance.expertOf.subarray(instance.starts[a] ?? 0, instance.starts[a + 1] ?? 0)],
  }));
  const placesOf = new Map(all.map(({ id }, e) => [id as string, instance.experts[e]?.most ?? 0]));
  const wanted = new Set(rowsOf.flatMap(({ may }) => may.flatMap((e) => all[e]?.id ?? [])));
  const experts = all
    .filter(({ id }) => wanted.has(id) && (placesOf.get(id) ?? 0) > 0)
    .toSorted((a, b) => inOrder(a.id, b.id));
  const placeOf = new Map(experts.map(({ id }, place) => [id, place]));
  const rows = rowsOf.toSorted((a, b) => inOrder(a.one.application.id, b.one.application.id));
  const institutions = [...new Set(experts.map(({ institution }) => institutionKey(institution)))];
  const pool: PanelPool = {
    ...{ schemaVersion: 1, of: "round" },
    planId: draw.id,
    roundId: draw.roundId,
    definitionHash: draw.definitionHash,
    seedHash: draw.seedHash,
    expertsPerApplication: reviewing.expertsPerApplication,
    perInstitution: reviewing.assignment.panel.perInstitution,
    whenShort: panel.whenShort,
    reserves,
    strata: panel.strata.map(({ id, seats }) => ({ stratum: id, seats })),
    experts: experts.map((expert) => ({
      expertId: expert.id,
      institution: institutions.indexOf(institutionKey(expert.institution)),
      places: placesOf.get(expert.id) ?? 0,
      stratum: stratumOf(expert, panel),
    })),
    applications: rows.map(({ one, may }) => ({
      applicationId: one.application.id,
      eligible: may
        .flatMap((e) => placeOf.get(all[e]?.id ?? ("" as Expert["id"])) ?? [])
        .toSorted((a, b) => a - b),
    })),
  };
  return { pool, judged: rows.map(({ one }) => one), experts };
}
