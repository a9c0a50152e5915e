import loadHighs, { type Highs } from "highs";
import type { Instance } from "../../shared/assignment/instance.ts";

/** The package is a module whose types are written as for the older kind. */
export const loadPeer = loadHighs as unknown as () => Promise<Highs>;

/** An application's floor that the maintained solver is to keep. */
export interface Rows {
  floor: number;
  applications: readonly number[];
}

/**
 * The same question to a maintained solver: one column for each pair, one row for each application, expert and shared
 * institution, and one for each floor; whole numbers only where a floor needs them.
 * @returns the total and each application's sum; undefined when there is no assignment
 */
export function peerTotal(highs: Highs, instance: Instance, rows: Rows = { floor: 0, applications: [] }) {
  const { applications, experts, starts, expertOf, scores, k, panel } = instance;
  const [n, m] = [applications.length, experts.length];
  const rowLower: number[] = [...Array(n).fill(k), ...experts.map(({ least }) => least)];
  const rowUpper: number[] = [...Array(n).fill(k), ...experts.map(({ most }) => most)];
  const floorRow = new Map(rows.applications.map((a, at) => [a, n + m + at]));
  for (const _ of rows.applications) {
    rowLower.push(rows.floor);
    rowUpper.push(highs.infinity);
  }
  const columnStarts: number[] = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const integrality = new Int32Array(scores.length);
  for (let a = 0; a < n; a++) {
    const groups = new Map<number, number>();
    for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++) {
      const expert = expertOf[pair] ?? 0;
      const entries: [number, number][] = [
        [a, 1],
        [n + expert, 1],
      ];
      const floor = floorRow.get(a);
      if (floor !== undefined) {
        entries.push([floor, scores[pair] ?? 0]);
        integrality[pair] = 1;
      }
      const institution = experts[expert]?.institution ?? -1;
      if (panel && institution >= 0) {
        const row = groups.get(institution) ?? rowUpper.length;
        if (!groups.has(institution)) {
          groups.set(institution, row);
          rowLower.push(0);
          rowUpper.push(1);
        }
        entries.push([row, 1]);
      }
      for (const [row, value] of entries) {
        indices.push(row);
        values.push(value);
      }
      columnStarts.push(indices.length);
    }
  }
  const data = {
    numCols: scores.length,
    numRows: rowUpper.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: Float64Array.from(scores),
    colLower: new Float64Array(scores.length),
    colUpper: new Float64Array(scores.length).fill(1),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    matrix: {
      format: "csc" as const,
      numRows: rowUpper.length,
      numCols: scores.length,
      starts: Int32Array.from(columnStarts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
    ...(rows.applications.length > 0 ? { integrality } : {}),
  };
  return highs.withModel(data, (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5 });
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
    const { colValue } = model.getSolution();
    const sums = Array.from({ length: n }, (_, a) => {
      let sum = 0;
      for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++)
        sum += Math.round(colValue[pair] ?? 0) * (scores[pair] ?? 0);
      return sum;
    });
    return { total: Math.round(model.getObjectiveValue()), sums };
  });
}

/** The highest total over a floor: rows only for those below it, until nobody is. */
export function peerOverFloor(highs: Highs, instance: Instance, floor: number) {
  const low = new Set<number>();
  for (;;) {
    const found = peerTotal(highs, instance, { floor, applications: [...low] });
    const below = found?.sums.flatMap((sum, a) => (sum < floor && !low.has(a) ? [a] : [])) ?? [];
    if (!found || below.length === 0) return found?.total;
    for (const a of below) low.add(a);
  }
}
