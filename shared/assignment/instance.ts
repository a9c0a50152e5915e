/** An expert's limits: how many applications at least and at most, and the institution, by number (−1: none known). */
export interface Expert {
  id: string;
  least: number;
  most: number;
  institution: number;
}

/**
 * Who may judge what, and how well it fits. Pairs that are not listed are not allowed. Rows lie one after the other:
 * application `a` has the pairs `starts[a]` to `starts[a + 1]`, its experts (by place) in rising order.
 */
export interface Instance {
  /** Experts of each application, all different. */
  k: number;
  /** At most one expert of an institution per application. */
  panel: boolean;
  applications: readonly string[];
  experts: readonly Expert[];
  starts: Int32Array;
  expertOf: Int32Array;
  /** Fit of each pair: whole numbers from 0, the higher the better. */
  scores: Int32Array;
  /** Pairs that must be (1). */
  forced: Uint8Array;
  /** Pairs (1) of which an application may have so many at most; only without `panel`. Asked by lots alone. */
  limited?: { is: Uint8Array; most: Int32Array };
}

/** Scores beyond this could leave the whole numbers that the machine counts exactly (2⁵³). */
export const highestScore = 1_000_000;

export const firstPair = ({ starts }: Instance, application: number) => starts[application] ?? 0;

/** The place of a pair, or −1 where it is not allowed. */
export function pairAt({ starts, expertOf }: Instance, application: number, expert: number): number {
  let [low, high] = [starts[application] ?? 0, (starts[application + 1] ?? 0) - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = expertOf[middle] ?? 0;
    if (found === expert) return middle;
    if (found < expert) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The wanted pairs of one application, put after those that `part` has already. @returns how many it then has */
function copyWanted(from: Instance, part: Instance, a: number, wanted: Uint8Array, count: number): number {
  const end = from.starts[a + 1] ?? 0;
  let to = count;
  for (let pair = from.starts[a] ?? 0; pair < end; pair++) {
    if (wanted[pair] !== 1) continue;
    part.expertOf[to] = from.expertOf[pair] ?? 0;
    part.scores[to] = from.scores[pair] ?? 0;
    part.forced[to] = from.forced[pair] ?? 0;
    to++;
  }
  return to;
}

/** The instance with only the pairs that are wanted (1), in the same order. */
export function withPairs(instance: Instance, wanted: Uint8Array): Instance {
  const left = wanted.reduce((sum, one) => sum + one, 0);
  if (left === wanted.length) return instance;
  const part = {
    ...instance,
    starts: new Int32Array(instance.starts.length),
    expertOf: new Int32Array(left),
    scores: new Int32Array(left),
    forced: new Uint8Array(left),
  };
  let count = 0;
  for (let a = 0; a + 1 < instance.starts.length; a++) {
    count = copyWanted(instance, part, a, wanted, count);
    part.starts[a + 1] = count;
  }
  return part;
}

/** The pairs of each application among those chosen (in rising order). */
export function panelsOf({ starts }: Instance, chosen: Iterable<number>): number[][] {
  const panels: number[][] = Array.from({ length: starts.length - 1 }, () => []);
  let a = 0;
  for (const pair of chosen) {
    while ((starts[a + 1] ?? 0) <= pair) a++;
    panels[a]?.push(pair);
  }
  return panels;
}

/** Each expert's number of applications. */
export function loadsOf({ experts, expertOf }: Instance, panels: readonly (readonly number[])[]): Int32Array {
  const loads = new Int32Array(experts.length);
  for (const pair of panels.flat()) loads[expertOf[pair] ?? 0] = (loads[expertOf[pair] ?? 0] ?? 0) + 1;
  return loads;
}

/** An application's sum of scores. */
export const sumOf = ({ scores }: Instance, pairs: readonly number[]) =>
  pairs.reduce((sum, pair) => sum + (scores[pair] ?? 0), 0);
