import { createHash } from "node:crypto";
import type { DrawPool } from "../../shared/contract/assignment-draw-record.ts";
import { AssignmentPlanId, RoundId, Sha256 } from "../../shared/kernel/ids.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { applicationId, expertId } from "./given-plan.ts";

const numbered = "0".repeat(26);

/** The seed of that number: always the same. */
export const seedOf = (number: number): string => createHash("sha256").update(`seed ${number}`).digest("hex");

/** A pool as numbers: experts by place, with their institutions and places; applications with who stands and who may. */
export interface Numbered {
  k: number;
  perInstitution?: DrawPool["perInstitution"];
  reserves?: number;
  experts: { institution: number; places: number }[];
  applications: { standing?: number[]; eligible: number[]; own?: { seats: number; places: number[] } }[];
  whenFieldShort?: NonNullable<DrawPool["whenFieldShort"]>;
}

export const poolFrom = ({
  k,
  perInstitution = "hard",
  reserves = 2,
  experts,
  applications,
  whenFieldShort,
}: Numbered): DrawPool => ({
  schemaVersion: 1,
  planId: AssignmentPlanId.parse(`apl_${numbered}`),
  roundId: RoundId.parse(`rnd_${numbered}`),
  definitionHash: Sha256.parse("0".repeat(64)),
  seedHash: sha256Of(seedOf(1)),
  expertsPerApplication: k,
  ...{ perInstitution, reserves, strata: "none" },
  ...(whenFieldShort && { whenFieldShort }),
  experts: experts.map((one, place) => ({ expertId: expertId(place), ...one })),
  applications: applications.map(({ standing = [], eligible, own }, at) => ({
    applicationId: applicationId(at),
    stratum: null,
    ...{ standing, eligible },
    ...(own && { own }),
  })),
});

/** Every way to give each application of a pool its experts by the hard rules, as lists of `application#expert`. */
export function* everyDraw(pool: DrawPool, isOneEach: boolean): Generator<string[]> {
  const { applications, experts, expertsPerApplication: k } = pool;
  const places = experts.map((one) => one.places);
  const institutionOf = (place: number) => experts[place]?.institution;
  function* go(a: number, from: number, has: number[], all: string[]): Generator<string[]> {
    const application = applications[a];
    if (!application) {
      yield all;
      return;
    }
    const { standing, eligible } = application;
    if (standing.length + has.length === k) {
      yield* go(a + 1, 0, [], all);
      return;
    }
    for (let at = from; at < eligible.length; at++) {
      const place = eligible[at] ?? 0;
      const beside = [...standing, ...has].map(institutionOf);
      if ((places[place] ?? 0) <= 0 || (isOneEach && beside.includes(institutionOf(place)))) continue;
      places[place] = (places[place] ?? 0) - 1;
      const pair = `${application.applicationId}#${experts[place]?.expertId}`;
      yield* go(a, at + 1, [...has, place], [...all, pair]);
      places[place] = (places[place] ?? 0) + 1;
    }
  }
  yield* go(0, 0, [], []);
}
