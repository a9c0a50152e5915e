import { type Chance, chancesOf } from "./chances.ts";
import { drawsOf } from "./draws.ts";
import { estimateAt, samplingFor } from "./implicit.ts";
import type { Layout } from "./layout.ts";
import { type Estimate, fitAt, type Ratios } from "./model.ts";
import { perturbedOf } from "./perturbed.ts";
import { type Effects, posteriorOf } from "./posterior.ts";
import { type Reml, remlOf } from "./reml.ts";

/** How the chances are to be drawn. */
interface Drawing {
  seed: number;
  count: number;
  cuts: readonly number[];
}

/** Everything that the scores tell under the model. */
interface Solved {
  reml: Reml<Estimate>;
  /** Under the model with strictness. */
  found: Record<"applications" | "experts", Effects>;
  /** The chances under either model. */
  chancesUnder: (model: "full" | "alike") => Chance[];
  /** The applications' qualities, one draw after the other; the same ones each time. */
  drawsUnder: (model: "full" | "alike") => Iterable<Float64Array>;
}

/** Equations of so many are written down; a larger matrix would take seconds and megabytes. */
const mostDense = 1500;
/** As much as is written down: a square for each connected part, which may be many and small. */
const writtenOf = ({ parts }: Layout) => parts.reduce((sum, { members }) => sum + members.length ** 2, 0);
/** From so many on, the search begins at what sampling finds. */
const fewest = 300;

/**
 * Solves the model: with the equations of the smaller side written down and factorised, or, where that side is large,
 * without any matrix (conjugate gradients, sampled determinant, perturbed draws).
 * @param isImplicit without a matrix; by the size of the smaller side's parts unless told
 */
export function solved(
  layout: Layout,
  drawing: Drawing,
  isImplicit = writtenOf(layout) > mostDense ** 2,
): Solved {
  const { seed, count } = drawing;
  const wish = { ...drawing, size: layout.graph.applications.ids.length };
  const rough = samplingFor(layout, true);
  const roughAt = (ratios: Ratios) => estimateAt(layout, ratios, rough);
  if (!isImplicit) {
    const isSmall = layout.kept.ids.length < fewest;
    const reml = remlOf(layout, (ratios) => fitAt(layout, ratios), isSmall ? undefined : roughAt);
    const drawsUnder = (model: "full" | "alike") => drawsOf(layout, reml[model], { seed, count });
    return {
      reml,
      found: posteriorOf(layout, reml.full),
      chancesUnder: (model) => chancesOf(drawsUnder(model), wish),
      drawsUnder,
    };
  }
  const sampling = samplingFor(layout, false);
  const reml = remlOf(layout, (ratios) => estimateAt(layout, ratios, sampling), roughAt);
  const full = perturbedOf(layout, reml.full, { seed, count });
  const chances = chancesOf(full.draws, wish);
  const drawsUnder = (model: "full" | "alike") => perturbedOf(layout, reml[model], { seed, count }).draws;
  return {
    reml,
    found: full.found,
    chancesUnder: (model) => (model === "full" ? chances : chancesOf(drawsUnder(model), wish)),
    drawsUnder,
  };
}
