import type { PanelPool } from "../../shared/contract/round-panel-record.ts";
import { poolFrom } from "./given-draw.ts";
import { applicationId, expertId } from "./given-plan.ts";

/** A pool of a panel as numbers: seats of each stratum, experts by place, applications with who may judge them. */
export interface NumberedPanel {
  k: number;
  perInstitution?: PanelPool["perInstitution"];
  whenShort?: PanelPool["whenShort"];
  reserves?: number;
  seats: number[];
  experts: { institution?: number; places: number; stratum: number | null }[];
  applications: number[][];
}

export const panelFrom = ({
  k,
  perInstitution = "off",
  whenShort = "refused",
  reserves = 2,
  seats,
  experts,
  applications,
}: NumberedPanel): PanelPool => {
  const { planId, roundId, definitionHash, seedHash } = poolFrom({ k, experts: [], applications: [] });
  return {
    ...{ schemaVersion: 1, of: "round", planId, roundId, definitionHash, seedHash },
    ...{ expertsPerApplication: k, perInstitution, whenShort, reserves },
    strata: seats.map((count, at) => ({ stratum: `s${at}`, seats: count })),
    experts: experts.map(({ institution = 0, ...one }, place) => ({
      ...{ expertId: expertId(place), institution },
      ...one,
    })),
    applications: applications.map((eligible, at) => ({ applicationId: applicationId(at), eligible })),
  };
};

/** Can these experts alone give every application of a pool its experts, by the hard rules? Every way is tried. */
export function covers(pool: PanelPool, chosen: readonly number[], isOneEach: boolean): boolean {
  const { applications, experts, expertsPerApplication: k } = pool;
  const places = experts.map((one) => one.places);
  const go = (a: number, from: number, has: readonly number[]): boolean => {
    const application = applications[a];
    if (!application) return true;
    if (has.length === k) return go(a + 1, 0, []);
    return application.eligible.some((place, at) => {
      const isTwice =
        isOneEach && has.some((other) => experts[other]?.institution === experts[place]?.institution);
      if (at < from || isTwice || !chosen.includes(place) || (places[place] ?? 0) <= 0) return false;
      places[place] = (places[place] ?? 0) - 1;
      const isDone = go(a, at + 1, [...has, place]);
      places[place] = (places[place] ?? 0) + 1;
      return isDone;
    });
  };
  return go(0, 0, []);
}

/** Every panel of a pool that fills the seats, covering or not. */
export function everyPanel({ strata, experts, whenShort }: PanelPool): number[][] {
  const counts = strata.map((_, at) => experts.filter(({ stratum }) => stratum === at).length);
  const own = strata.map(({ seats }, at) => Math.min(seats, counts[at] ?? 0));
  const asked = strata.reduce((sum, { seats }) => sum + seats, 0);
  const all = Array.from({ length: 2 ** experts.length }, (_, bits) =>
    experts.flatMap((__, place) => ((bits >> place) & 1 ? [place] : [])),
  );
  const isFull = (set: readonly number[]) =>
    own.every((seats, at) => {
      const taken = set.filter((place) => experts[place]?.stratum === at).length;
      return whenShort === "filled" ? taken >= seats : taken === strata[at]?.seats;
    });
  const isInStrata = (set: readonly number[]) =>
    whenShort === "filled" || set.every((place) => experts[place]?.stratum !== null);
  return all.filter((set) => set.length === asked && isFull(set) && isInStrata(set));
}
