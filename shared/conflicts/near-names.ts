/** A person's name without width, capitals, spaces and the dots of other scripts; words of Latin letters in any order. */
export function nameKey(name: string): string {
  const text = name.normalize("NFKC").toLowerCase();
  if (/\p{Script=Han}/u.test(text)) return text.replace(/[^\p{L}\p{N}]/gu, "");
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).toSorted().join(" ");
}

/** An institution's or a department's name without width, capitals, spaces, brackets and marks. */
export const institutionKey = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** What people leave out of an institution's name. */
const form = /(股份有限公司|有限责任公司|有限公司|集团公司|集团|大学|coltd|ltd|inc|university)$/;
/** A name that ends so is written out: it stands for no longer one. */
const writtenOut = /(大学|学院|研究所|研究院|公司|集团|学会|协会|研究会|医院|中心|实验室|基金会)$/;

/** Do all letters of a short name stand in the long one in their order, the first of both the same? */
function abbreviates(short: string, long: string): boolean {
  if (short.length < 2 || short.length > 4 || long.length < short.length + 2) return false;
  if (short[0] !== long[0] || writtenOut.test(short)) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** Letters to put in, leave out or change, or neighbours to exchange, until one text is the other. */
function distance(one: string, other: string): number {
  const width = other.length + 1;
  let before: number[] = [];
  let last = Array.from({ length: width }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j < width; j++) {
      const changed = (last[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      let least = Math.min(changed, (last[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = last;
    last = next;
  }
  return last[width - 1] ?? 0;
}

const sameLetters = (one: string, other: string) => [...one].sort().join("") === [...other].sort().join("");

/**
 * One slip of the pen in eight letters, two in fourteen. In a shorter name, where a letter tells two institutions apart, only a
 * letter left out or two exchanged.
 */
function misspells(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (Math.abs(one.length - other.length) > 2 || shorter < 4) return false;
  const slips = distance(one, other);
  if (slips <= (shorter >= 14 ? 2 : shorter >= 8 ? 1 : 0)) return true;
  return slips === 1 && (sameLetters(one, other) || (one.length !== other.length && shorter >= 5));
}

/** A contained name has at least so many letters: "大学" is contained in too many. */
const shortestContained = 4;

/** Nearly one institution: without its legal form, contained, abbreviated or misspelt. Both are keys, and not the same. */
export function nearInstitution(one: string, other: string): boolean {
  if (one === "" || other === "") return false;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const stems = [short.replace(form, ""), long.replace(form, "")];
  if (stems[0] !== "" && stems[0] === stems[1]) return true;
  if (short.length >= shortestContained && long.includes(short)) return true;
  return abbreviates(short, long) || misspells(one, other);
}

/** Nearly one name: the same first letter, and one slip in at least three. Both are keys, and not the same. */
export const nearName = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= 3 &&
  Math.abs(one.length - other.length) <= 1 &&
  one[0] === other[0] &&
  distance(one, other) === 1;
