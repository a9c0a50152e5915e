/** A place in two lists: both sides where they belong together, one where the other has nothing. */
export interface Pair {
  a: number | null;
  b: number | null;
}

/**
 * Which entries of two lists belong together, in their order: equal ones by the longest common sequence, and between them one
 * by one as far as both sides reach.
 */
export function pairsOf(a: number, b: number, areEqual: (a: number, b: number) => boolean): Pair[] {
  const width = b + 1;
  const common = new Uint16Array((a + 1) * width);
  for (let i = a - 1; i >= 0; i--) {
    for (let j = b - 1; j >= 0; j--) {
      common[i * width + j] = areEqual(i, j)
        ? (common[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const pairs: Pair[] = [];
  const between = (i0: number, i1: number, j0: number, j1: number) => {
    for (let n = 0; n < Math.max(i1 - i0, j1 - j0); n++) {
      pairs.push({ a: i0 + n < i1 ? i0 + n : null, b: j0 + n < j1 ? j0 + n : null });
    }
  };
  let [i, j, i0, j0] = [0, 0, 0, 0];
  while (i < a && j < b) {
    if (areEqual(i, j)) {
      between(i0, i, j0, j);
      pairs.push({ a: i, b: j });
      [i, j] = [i + 1, j + 1];
      [i0, j0] = [i, j];
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  between(i0, a, j0, b);
  return pairs;
}
