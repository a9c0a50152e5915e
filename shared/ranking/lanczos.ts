import { dot } from "./cholesky.ts";
import { naturalLogarithm } from "./logarithm.ts";
import type { Operator } from "./operator.ts";

/** Eigenvalues of a symmetric tridiagonal matrix, and the first part of each eigenvector. */
interface Spectrum {
  values: Float64Array;
  firsts: Float64Array;
}

/** By implicit QL steps (Golub and Welsch 1969). `below[k]` stands between the diagonal's k and k + 1. */
function spectrumOf(diagonal: readonly number[], between: readonly number[]): Spectrum {
  const size = diagonal.length;
  const values = Float64Array.from(diagonal);
  const below = Float64Array.from([...between.slice(0, size - 1), 0]);
  const firsts = new Float64Array(size);
  firsts[0] = 1;
  const smallAt = (k: number) =>
    Math.abs(below[k] ?? 0) <= 1e-16 * (Math.abs(values[k] ?? 0) + Math.abs(values[k + 1] ?? 0));
  for (let low = 0; low < size; low++) {
    for (let turn = 0; turn < 60; turn++) {
      let end = low;
      while (end < size - 1 && !smallAt(end)) end++;
      if (end === low) break;
      const gap = ((values[low + 1] ?? 0) - (values[low] ?? 0)) / (2 * (below[low] ?? 1));
      const root = Math.sqrt(gap * gap + 1);
      let shift =
        (values[end] ?? 0) - (values[low] ?? 0) + (below[low] ?? 0) / (gap + (gap < 0 ? -root : root));
      let [sine, cosine, moved] = [1, 1, 0];
      for (let k = end - 1; k >= low; k--) {
        const f = sine * (below[k] ?? 0);
        const b = cosine * (below[k] ?? 0);
        const length = Math.sqrt(f * f + shift * shift);
        below[k + 1] = length;
        sine = length === 0 ? 0 : f / length;
        cosine = length === 0 ? 1 : shift / length;
        const turned = (values[k + 1] ?? 0) - moved;
        const part = ((values[k] ?? 0) - turned) * sine + 2 * cosine * b;
        moved = sine * part;
        values[k + 1] = turned + moved;
        shift = cosine * part - b;
        const upper = firsts[k + 1] ?? 0;
        firsts[k + 1] = sine * (firsts[k] ?? 0) + cosine * upper;
        firsts[k] = cosine * (firsts[k] ?? 0) - sine * upper;
      }
      values[low] = (values[low] ?? 0) - moved;
      below[low] = shift;
      below[end] = 0;
    }
  }
  return { values, firsts };
}

/** Vectors of plus and minus ones, and how many steps are made from each. */
export interface Sampling {
  probes: readonly Float64Array[];
  steps: number;
}

/**
 * vᵀ·ln(B)·v for one vector v of plus and minus ones, B being the matrix scaled to a diagonal of ones: Gauss quadrature by
 * Lanczos' steps.
 */
function quadrature(
  { size, apply }: Operator,
  roots: Float64Array,
  { signs, steps }: { signs: Float64Array; steps: number },
): number {
  let before = new Float64Array(size);
  let now = signs.map((sign) => sign / Math.sqrt(size));
  const scaled = new Float64Array(size);
  const image = new Float64Array(size);
  const diagonal: number[] = [];
  const between: number[] = [];
  let last = 0;
  for (let step = 0; step < Math.min(steps, size); step++) {
    for (let j = 0; j < size; j++) scaled[j] = (now[j] ?? 0) / (roots[j] ?? 1);
    apply(scaled, image);
    for (let j = 0; j < size; j++) image[j] = (image[j] ?? 0) / (roots[j] ?? 1) - last * (before[j] ?? 0);
    const own = dot(now, 0, image, 0, size);
    diagonal.push(own);
    for (let j = 0; j < size; j++) image[j] = (image[j] ?? 0) - own * (now[j] ?? 0);
    last = Math.sqrt(dot(image, 0, image, 0, size));
    if (last < 1e-8) break;
    between.push(last);
    before = now;
    now = image.map((value) => value / last);
  }
  const { values, firsts } = spectrumOf(diagonal, between);
  return values.reduce((sum, value, k) => {
    const first = firsts[k] ?? 0;
    return sum + size * first * first * naturalLogarithm(Math.max(value, 1e-300));
  }, 0);
}

/**
 * The logarithm of an operator's determinant, estimated by stochastic Lanczos quadrature (Ubaru, Chen and Saad 2017): that
 * of its diagonal is exact, only the rest is sampled. The same probes give a smooth function of the operator's ratios.
 */
export function logDeterminant(operator: Operator, { probes, steps }: Sampling): number {
  const roots = operator.diagonal.map(Math.sqrt);
  const exact = roots.reduce((sum, root) => sum + 2 * naturalLogarithm(root), 0);
  const sampled = probes.reduce((sum, signs) => sum + quadrature(operator, roots, { signs, steps }), 0);
  return exact + sampled / probes.length;
}
