/** A point and its value. */
export interface Vertex {
  at: readonly number[];
  value: number;
}

const along = (from: readonly number[], to: readonly number[], step: number): number[] =>
  from.map((x, k) => x + step * ((to[k] ?? 0) - x));

/**
 * The lowest point of a function of few variables near a start, without derivatives (Nelder and Mead 1965, with their
 * factors 1, 2, 1/2, 1/2).
 * @param stop ends the search when all corners lie so near to the best one, in every variable
 */
export function lowest(
  valueAt: (at: readonly number[]) => number,
  start: readonly number[],
  { step, stop, most }: { step: number; stop: number; most: number },
): Vertex {
  const vertex = (at: readonly number[]): Vertex => ({ at, value: valueAt(at) });
  const byValue = (a: Vertex, b: Vertex) => a.value - b.value;
  let corners = [start, ...start.map((_, k) => start.map((x, other) => (other === k ? x + step : x)))]
    .map(vertex)
    .sort(byValue);
  const spread = () =>
    Math.max(...corners.flatMap(({ at }) => at.map((x, k) => Math.abs(x - (corners[0]?.at[k] ?? 0)))));
  for (let turn = 0; turn < most && spread() > stop; turn++) {
    const [best, worst, next] = [corners[0], corners.at(-1), corners.at(-2)];
    if (!best || !worst || !next) break;
    const rest = corners.slice(0, -1);
    const centre = start.map((_, k) => rest.reduce((sum, { at }) => sum + (at[k] ?? 0), 0) / rest.length);
    const reflected = vertex(along(centre, worst.at, -1));
    let taken: Vertex | undefined;
    if (reflected.value < best.value) {
      const further = vertex(along(centre, worst.at, -2));
      taken = further.value < reflected.value ? further : reflected;
    } else if (reflected.value < next.value) taken = reflected;
    else {
      const nearer = vertex(along(centre, reflected.value < worst.value ? reflected.at : worst.at, 0.5));
      if (nearer.value < Math.min(reflected.value, worst.value)) taken = nearer;
    }
    corners = taken
      ? [...rest, taken]
      : [best, ...corners.slice(1).map(({ at }) => vertex(along(best.at, at, 0.5)))];
    corners.sort(byValue);
  }
  return corners[0] ?? vertex(start);
}

/**
 * A lowest point in the plane, made exact by Newton's method with differences over a given distance: some six looks take
 * its distance to the square, where a simplex needs a dozen for each digit.
 * @returns the point itself where the step leads no lower; undefined where the function is not bowl-shaped around it
 */
export function polished(
  valueAt: (at: readonly number[]) => number,
  point: Vertex,
  distance: number,
): Vertex | undefined {
  const [x = 0, y = 0] = point.at;
  const look = (dx: number, dy: number) => valueAt([x + dx * distance, y + dy * distance]);
  const [right, left, up, down] = [look(1, 0), look(-1, 0), look(0, 1), look(0, -1)];
  const [both, neither] = [look(1, 1), look(-1, -1)];
  const bend = (a: number, b: number) => a + b - 2 * point.value;
  const [xx, yy] = [bend(right, left), bend(up, down)];
  const xy = (bend(both, neither) - xx - yy) / 2;
  const determinant = xx * yy - xy * xy;
  if (!(xx > 0 && determinant > 0)) return undefined;
  const [gx, gy] = [(right - left) / 2, (up - down) / 2];
  const step = [(xy * gy - yy * gx) / determinant, (xy * gx - xx * gy) / determinant];
  if (!step.every((part) => Math.abs(part) < 3)) return undefined;
  const at = [x + (step[0] ?? 0) * distance, y + (step[1] ?? 0) * distance];
  const value = valueAt(at);
  return value <= point.value ? { at, value } : point;
}
