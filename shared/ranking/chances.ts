/** What the draws say of one application. */
export interface Chance {
  /** The rank that one draw in twenty is above, and the one that one in twenty is below. */
  interval: readonly [low: number, high: number];
  /** The share of draws in which it is among the first so many, by the number. */
  top: Readonly<Record<string, number>>;
}

/** Puts a stretch of numbers in order, the lowest first: short ones by insertion. */
function arrange(numbers: Float64Array, from: number, to: number): void {
  if (to - from > 24) {
    numbers.subarray(from, to).sort();
    return;
  }
  for (let at = from + 1; at < to; at++) {
    const value = numbers[at] ?? 0;
    let place = at;
    for (; place > from && (numbers[place - 1] ?? 0) > value; place--)
      numbers[place] = numbers[place - 1] ?? 0;
    numbers[place] = value;
  }
}

/**
 * The ranks of many draws of as many numbers, the highest first; equals share one. Numbers are put into as many boxes as
 * there are of them, and only those of a box are compared.
 */
function ranker(size: number): (draw: Float64Array, ranks: Uint32Array) => void {
  const starts = new Uint32Array(size + 1);
  const next = new Uint32Array(size);
  const boxes = new Uint32Array(size);
  const sorted = new Float64Array(size);
  return (draw, ranks) => {
    let [least, most] = [draw[0] ?? 0, draw[0] ?? 0];
    for (const value of draw) {
      if (value < least) least = value;
      else if (value > most) most = value;
    }
    const scale = most > least ? (size - 1) / (most - least) : 0;
    starts.fill(0);
    for (let i = 0; i < size; i++) {
      const box = Math.floor(((draw[i] ?? 0) - least) * scale);
      boxes[i] = box;
      starts[box + 1] = (starts[box + 1] ?? 0) + 1;
    }
    for (let box = 0; box < size; box++) {
      next[box] = starts[box] ?? 0;
      starts[box + 1] = (starts[box + 1] ?? 0) + (starts[box] ?? 0);
    }
    for (let i = 0; i < size; i++) {
      const place = next[boxes[i] ?? 0] ?? 0;
      sorted[place] = draw[i] ?? 0;
      next[boxes[i] ?? 0] = place + 1;
    }
    for (let box = 0; box < size; box++) arrange(sorted, starts[box] ?? 0, starts[box + 1] ?? 0);
    for (let i = 0; i < size; i++) {
      const value = draw[i] ?? 0;
      let [low, high] = [starts[boxes[i] ?? 0] ?? 0, starts[(boxes[i] ?? 0) + 1] ?? 0];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? 0) <= value) low = middle + 1;
        else high = middle;
      }
      ranks[i] = size - low + 1;
    }
  };
}

/**
 * The chances of all applications, from draws of their qualities.
 * @param cuts numbers of places
 */
export function chancesOf(
  draws: Iterable<Float64Array>,
  { count, size, cuts }: { count: number; size: number; cuts: readonly number[] },
): Chance[] {
  const ranksIn = ranker(size);
  const ranks = new Uint32Array(size);
  const all = new Uint32Array(size * count);
  let turn = 0;
  for (const draw of draws) {
    ranksIn(draw, ranks);
    for (let i = 0; i < size; i++) all[i * count + turn] = ranks[i] ?? 0;
    turn++;
  }
  const tail = Math.floor(count / 20);
  return Array.from({ length: size }, (_, i) => {
    const own = all.subarray(i * count, (i + 1) * count).sort();
    const top = cuts.map((cut) => [String(cut), upTo(own, cut) / count]);
    return { interval: [own[tail] ?? 0, own[count - 1 - tail] ?? 0], top: Object.fromEntries(top) };
  });
}

/** How many of a sorted list are at most so much. */
function upTo(sorted: Uint32Array, most: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
