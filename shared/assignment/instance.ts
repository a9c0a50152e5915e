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

/** The instance with only the pairs that are wanted, in the same order. */
export function withPairs(instance: Instance, wanted: Uint8Array): Instance {
  const { starts, expertOf, scores, forced } = instance;
  let left = 0;
  for (const one of wanted) left += one;
  if (left === wanted.length) return instance;
  const part = {
    ...instance,
    starts: new Int32Array(starts.length),
    expertOf: new Int32Array(left),
    scores: new Int32Array(left),
    forced: new Uint8Array(left),
  };
  let count = 0;
  for (let a = 0; a + 1 < starts.length; a++) {
    for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++) {
      if (!wanted[pair]) continue;
      part.expertOf[count] = expertOf[pair] ?? 0;
      part.scores[count] = scores[pair] ?? 0;
      part.forced[count++] = forced[pair] ?? 0;
    }
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
