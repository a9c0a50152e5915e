import { createHash } from "node:crypto";
import { Snapshot } from "../../functions/selection/snapshot.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

export const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

const ulidOf = (number: number) => String(number).padStart(26, "0");
export const applicationId = (number: number) => `app_${ulidOf(number)}`;
export const expertId = (number: number) => `exp_${ulidOf(number)}`;

/** Scores by application, stage and expert: one figure for every criterion, or one for each. */
export type Marks = Record<string, (string | Record<string, string>)[]>[];

/**
 * A snapshot in which application n has, by stage, one sheet per entry; experts are numbered from 1 in each stage.
 * A single figure is given for every criterion, so that it is also the total. Unless a change brings its own scoring, no
 * model stands beside the exact figures.
 */
export function snapshotOf(marks: Marks, change: Partial<ProgrammeDefinition> = {}): Snapshot {
  const { ranking: _, ...exactly } = cast2021.scoring;
  const definition = { ...cast2021, scoring: exactly, ...change };
  const { scoring, selection, tiers } = definition;
  const everywhere = (score: string) => Object.fromEntries(scoring.criteria.map(({ id }) => [id, score]));
  return Snapshot.parse({
    schemaVersion: 1,
    roundId: `rnd_${ulidOf(1)}`,
    definitionHash: "d".repeat(64),
    scoring,
    selection,
    tiers: tiers.map(({ id, name, places }) => ({ id, name, places })),
    applications: marks.map((_, at) => ({
      id: applicationId(at + 1),
      societyCode: `A-${String(at + 1).padStart(3, "0")}`,
      names: { zh: `学会${at + 1}`, en: `Society ${at + 1}` },
    })),
    sheets: marks.flatMap((stages, at) =>
      Object.entries(stages).flatMap(([stage, sheets]) =>
        sheets.map((scores, expert) => ({
          applicationId: applicationId(at + 1),
          expertId: expertId(expert + 1),
          stage,
          scores: typeof scores === "string" ? everywhere(scores) : scores,
          sha256: "e".repeat(64),
        })),
      ),
    ),
  });
}

/** The same sheets in both stages of the programme. */
export const both = (...scores: string[]) => ({ written: scores, defence: scores });
