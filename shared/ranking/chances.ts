/** What the draws say of one application. */
export interface Chance {
  /** The rank that one draw in twenty is above, and the one that one in twenty is below. */
  interval: readonly [low: number, high: number];
  /** The share of draws in which it is among the first so many, by the number. */
  top: Readonly<Record<string, number>>;
}

/** How many of a sorted list are higher than a value, plus one. */
function rankIn(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low + 1;
}

/**
 * The chances of all applications, from draws of their qualities.
 * @param cuts numbers of places
 */
export function chancesOf(
  draws: Iterable<Float64Array>,
  { count, size, cuts }: { count: number; size: number; cuts: readonly number[] },
): Chance[] {
  const ranks = Array.from({ length: size }, () => new Uint32Array(count));
  let turn = 0;
  for (const draw of draws) {
    const sorted = draw.toSorted();
    for (let i = 0; i < size; i++) {
      const own = ranks[i];
      if (own) own[turn] = rankIn(sorted, draw[i] ?? 0);
    }
    turn++;
  }
  const tail = Math.floor(count / 20);
  return ranks.map((own) => {
    own.sort();
    const top = cuts.map((cut) => [String(cut), own.filter((rank) => rank <= cut).length / count]);
    return { interval: [own[tail] ?? 0, own[count - 1 - tail] ?? 0], top: Object.fromEntries(top) };
  });
}
