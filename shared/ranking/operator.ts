import { dot } from "./cholesky.ts";
import type { Layout } from "./layout.ts";
import { type Ratios, weightOf } from "./model.ts";

/** The matrix of the kept effects, never written down: what it makes of a vector, and its diagonal. */
export interface Operator {
  size: number;
  /** The deviations of the eliminated and the kept side, by that of the noise. */
  e: number;
  f: number;
  diagonal: Float64Array;
  /** Of each eliminated: one plus e² times its scores. */
  weights: Float64Array;
  /** Writes the matrix times `from` into `to`. */
  apply: (from: Float64Array, to: Float64Array) => void;
}

/** The matrix I + f²·(diag(m) − Nᵀ·diag(e²/d)·N) of the kept effects, by their deviation, as an operator. */
export function operatorOf({ kept, eliminated, keeps }: Layout, ratios: Ratios): Operator {
  const e = ratios[keeps === "experts" ? "applications" : "experts"];
  const f = ratios[keeps];
  const size = kept.ids.length;
  const count = eliminated.ids.length;
  const weights = Float64Array.from({ length: count }, (_, i) =>
    weightOf(e, (eliminated.starts[i + 1] ?? 0) - (eliminated.starts[i] ?? 0)),
  );
  const shares = weights.map((weight) => (f * f * e * e) / weight);
  const own = Float64Array.from({ length: size }, (_, j) =>
    weightOf(f, (kept.starts[j + 1] ?? 0) - (kept.starts[j] ?? 0)),
  );
  const diagonal = own.slice();
  for (let i = 0; i < count; i++) {
    for (let at = eliminated.starts[i] ?? 0; at < (eliminated.starts[i + 1] ?? 0); at++) {
      const j = eliminated.others[at] ?? 0;
      diagonal[j] = (diagonal[j] ?? 0) - (shares[i] ?? 0);
    }
  }
  const { starts, others } = eliminated;
  const apply = (from: Float64Array, to: Float64Array) => {
    for (let j = 0; j < size; j++) to[j] = (own[j] ?? 0) * (from[j] ?? 0);
    for (let i = 0; i < count; i++) {
      const [first, end] = [starts[i] ?? 0, starts[i + 1] ?? 0];
      let sum = 0;
      for (let at = first; at < end; at++) sum += from[others[at] ?? 0] ?? 0;
      sum *= shares[i] ?? 0;
      for (let at = first; at < end; at++) {
        const j = others[at] ?? 0;
        to[j] = (to[j] ?? 0) - sum;
      }
    }
  };
  return { size, e, f, diagonal, weights, apply };
}

/** A residual so much smaller than the right hand side is rounding. */
const solved = 1e-12;
const mostTurns = 1000;

/** Solves matrix · x = b by conjugate gradients (Hestenes and Stiefel 1952) with the diagonal as preconditioner (Jacobi). */
export function solve({ size, diagonal, apply }: Operator, b: Float64Array, near = solved): Float64Array {
  const x = new Float64Array(size);
  const r = b.slice();
  const z = r.map((value, j) => value / (diagonal[j] ?? 1));
  const p = z.slice();
  const image = new Float64Array(size);
  let rz = dot(r, 0, z, 0, size);
  const stop = near * near * rz;
  for (let turn = 0; turn < mostTurns && rz > stop; turn++) {
    apply(p, image);
    const step = rz / dot(p, 0, image, 0, size);
    for (let j = 0; j < size; j++) {
      x[j] = (x[j] ?? 0) + step * (p[j] ?? 0);
      const left = (r[j] ?? 0) - step * (image[j] ?? 0);
      r[j] = left;
      z[j] = left / (diagonal[j] ?? 1);
    }
    const next = dot(r, 0, z, 0, size);
    const share = next / rz;
    for (let j = 0; j < size; j++) p[j] = (z[j] ?? 0) + share * (p[j] ?? 0);
    rz = next;
  }
  return x;
}
