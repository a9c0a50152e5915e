import { chanceOf } from "./chance.ts";
import { type PlantedKind, plantedKinds } from "./facts.ts";
import type { PublicSociety } from "./societies.ts";
import { type WrongFileKind, wrongFileKinds } from "./wrong-files.ts";

/** How an applicant goes through the intake. */
export const courses = ["plain", "late", "late-pass", "returned", "withdrawn", "stale-draft"] as const;
export type Course = (typeof courses)[number];

/** One applying society and everything unusual about it; at most one thing each, so that each is seen by itself. */
export interface Applicant {
  society: PublicSociety;
  isRecommended: boolean;
  planted: PlantedKind | null;
  course: Course;
  /** The file that it uploads first and that must be refused; then it uploads the right one. */
  wrongFile: WrongFileKind | null;
  /** Its stamped PDF is a scan: pictures of pages, no text. */
  isScan: boolean;
}

export interface RoundPlan {
  seed: number;
  applicants: Applicant[];
  /** Codes on the recommended list, whether they apply or not. */
  recommended: ReadonlySet<string>;
}

/** Foundations stand in the register and are no societies that could apply. */
const isFoundation = ({ name_zh }: PublicSociety) => name_zh.endsWith("基金会");

const plainCase = { planted: null, course: "plain", wrongFile: null } as const;

/** Enough that 50 places, the reserves and those who fail are all there with room between. */
const usualApplicants = 121;

/** Who applies and what is planted where; the same seed gives the same plan. */
export function planRound(
  seed: number,
  societies: readonly PublicSociety[],
  count = usualApplicants,
): RoundPlan {
  const chance = chanceOf(seed, "plan");
  const drawn = chance.shuffled(societies.filter((society) => !isFoundation(society)));
  const cases = [
    ...plantedKinds.map((planted) => ({ ...plainCase, planted })),
    ...courses.filter((course) => course !== "plain").map((course) => ({ ...plainCase, course })),
    ...wrongFileKinds.map((wrongFile) => ({ ...plainCase, wrongFile })),
  ];
  const recommended = new Set(drawn.filter((_, at) => at % 5 !== 4).map(({ code }) => code as string));
  const applicants = drawn.slice(0, count).map((society, at) => ({
    society,
    isRecommended: recommended.has(society.code),
    ...(cases[at] ?? plainCase),
    isScan: at >= cases.length && chance.next() < 0.2,
  }));
  return { seed, recommended, applicants };
}
