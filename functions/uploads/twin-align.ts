/** A place where two texts part: these stretches stand in place of each other; one may be empty. */
export interface Gap {
  a: readonly [from: number, to: number];
  b: readonly [from: number, to: number];
}

/** Lengths of the stretches that tie two texts together, the surest first: each must stand once in either. */
const sizes = [24, 12, 6, 3];

/** Fields of a table that is still filled letter by letter; all tables together are bounded too. */
const tableMost = 250_000;
const tablesMost = 20_000_000;
const deepest = 60;

/** Fewer letters in common are chance. */
const leastCommon = 3;

/** Stretches of a length that stand exactly once, with their place. */
function once(text: string, [from, to]: Gap["a"], size: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let at = from; at + size <= to; at++) {
    const stretch = text.slice(at, at + size);
    found.set(stretch, found.has(stretch) ? -1 : at);
  }
  for (const [stretch, at] of found) if (at < 0) found.delete(stretch);
  return found;
}

/** The longest run of pairs, in the order of `a`, in which `b` grows too. */
function growing(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const tails: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [at, [, b]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    before[at] = tails[low - 1] ?? -1;
    tails[low] = at;
  }
  const run: (readonly [number, number])[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) run.push(pair);
  }
  return run.reverse();
}

/** Two stretches letter by letter: the gaps between the longest common sequence. */
function byLetters(
  a: string,
  b: string,
  { a: [aFrom, aTo], b: [bFrom, bTo] }: Gap,
  emit: (gap: Gap) => void,
) {
  const [rows, columns] = [aTo - aFrom, bTo - bFrom];
  const width = columns + 1;
  const common = new Uint16Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      common[i * width + j] =
        a.charCodeAt(aFrom + i) === b.charCodeAt(bFrom + j)
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  let [i, j, i0, j0] = [0, 0, 0, 0];
  const end = () => {
    if (i > i0 || j > j0) emit({ a: [aFrom + i0, aFrom + i], b: [bFrom + j0, bFrom + j] });
  };
  while (i < rows && j < columns) {
    if (a.charCodeAt(aFrom + i) === b.charCodeAt(bFrom + j)) {
      end();
      i0 = ++i;
      j0 = ++j;
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  [i, j] = [rows, columns];
  end();
}

/** Gaps with only a few letters between them are one. */
function joined(gaps: readonly Gap[]): Gap[] {
  const result: Gap[] = [];
  for (const gap of gaps) {
    const last = result.at(-1);
    if (last && gap.a[0] - last.a[1] < leastCommon) {
      result[result.length - 1] = { a: [last.a[0], gap.a[1]], b: [last.b[0], gap.b[1]] };
    } else result.push(gap);
  }
  return result;
}

/**
 * Where two texts differ, in their order. Stretches that stand once in both tie them together (as in a patience diff);
 * between them what is short is compared letter by letter, and what is long counts as different.
 */
export function gapsBetween(a: string, b: string): Gap[] {
  const gaps: Gap[] = [];
  let left = tablesMost;

  function compare(gap: Gap, sizeAt: number, depth: number): void {
    let [[aFrom, aTo], [bFrom, bTo]] = [gap.a, gap.b];
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) [aFrom, bFrom] = [aFrom + 1, bFrom + 1];
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) [aTo, bTo] = [aTo - 1, bTo - 1];
    const rest: Gap = { a: [aFrom, aTo], b: [bFrom, bTo] };
    if (aFrom === aTo && bFrom === bTo) return;
    const fields = (aTo - aFrom) * (bTo - bFrom);
    if (fields === 0) {
      gaps.push(rest);
      return;
    }
    if (fields <= tableMost && fields <= left) {
      left -= fields;
      byLetters(a, b, rest, (one) => gaps.push(one));
      return;
    }
    const size = sizes[sizeAt];
    if (size === undefined || depth > deepest) {
      gaps.push(rest);
      return;
    }
    const inB = once(b, rest.b, size);
    const pairs = [...once(a, rest.a, size)].flatMap(([stretch, at]) => {
      const other = inB.get(stretch);
      return other === undefined ? [] : [[at, other] as const];
    });
    const ties = growing(pairs);
    if (ties.length === 0) {
      compare(rest, sizeAt + 1, depth + 1);
      return;
    }
    let [i, j] = [aFrom, bFrom];
    for (const [atA, atB] of ties) {
      if (atA < i || atB < j) continue;
      compare({ a: [i, atA], b: [j, atB] }, sizeAt, depth + 1);
      [i, j] = [atA, atB];
      while (i < aTo && j < bTo && a[i] === b[j]) [i, j] = [i + 1, j + 1];
    }
    compare({ a: [i, aTo], b: [j, bTo] }, sizeAt, depth + 1);
  }

  compare({ a: [0, a.length], b: [0, b.length] }, 0, 0);
  return joined(gaps);
}
