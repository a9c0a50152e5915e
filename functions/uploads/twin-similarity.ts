/** Letters of a shingle: three Chinese characters are seldom side by side by chance. */
const size = 3;

function shingles(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + size <= text.length; at++) {
    const shingle = text.slice(at, at + size);
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

/**
 * How much two texts have in common, whatever the order of their parts: the share of shingles that both have (Dice), 0 to 1.
 * @param ofSecond measures against the second alone, where the first holds more that was not read there
 * @returns null where one is too short to say
 */
export function similarityOf(a: string, b: string, ofSecond: boolean): number | null {
  if (a.length < size || b.length < size) return null;
  const inA = shingles(a);
  let common = 0;
  for (const [shingle, count] of shingles(b)) common += Math.min(count, inA.get(shingle) ?? 0);
  const [ofA, ofB] = [a.length - size + 1, b.length - size + 1];
  return Math.round((ofSecond ? common / ofB : (2 * common) / (ofA + ofB)) * 1000) / 1000;
}
