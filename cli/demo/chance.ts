/** Chance that repeats: the same words give the same draws on every machine. */
export interface Chance {
  /** 0 <= x < 1. */
  next: () => number;
  /** A whole number, both ends possible. */
  whole: (least: number, most: number) => number;
  /** One entry of a list that is not empty. */
  pick: <T>(list: readonly T[]) => T;
  /** The list in another order. */
  shuffled: <T>(list: readonly T[]) => T[];
  /** From the normal distribution of mean 0 and deviation 1. */
  normal: () => number;
}

/** FNV-1a, 32 bits: short, and every word of the seed moves it. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** A source of chance of its own for each subject, so that one more draw for one changes nothing for another. */
export function chanceOf(seed: number, ...subject: (string | number)[]): Chance {
  let state = hashOf([seed, ...subject].join("\u0000"));
  // SplitMix32.
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    pick: (list) => {
      const [chosen] = list.slice(whole(0, list.length - 1));
      if (chosen === undefined) throw new RangeError("nothing to pick from");
      return chosen;
    },
    shuffled: (list) =>
      list
        .map((entry) => ({ entry, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ entry }) => entry),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
