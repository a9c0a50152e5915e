/** The letters and digits of a text, in one form, with the place of each in it. */
export interface Letters {
  raw: string;
  text: string;
  /** Of each unit of `text`, in `raw`. */
  at: readonly number[];
}

const isLetter = /[\p{L}\p{N}%‰]/u;
const isDigit = (character: string | undefined) => character !== undefined && /\d/.test(character);

/** Full and half width, compatibility forms, radicals and case fold together. */
const folded = (character: string) => character.normalize("NFKC").toLowerCase();

/** What follows a point: a print may break a line behind it. */
function nextTo(raw: string, place: number): string {
  const behind = /^[^\S\n]*\n\s*(\S)/.exec(raw.slice(place + 1, place + 20));
  return behind?.[1] ?? raw.charAt(place + 1);
}

/**
 * White space, line breaks and punctuation are left out, as a print changes them; a decimal point stays, as it changes the
 * number.
 */
export function lettersOf(raw: string): Letters {
  const known = new Map<string, string>();
  const at: number[] = [];
  let text = "";
  let place = 0;
  for (const character of raw) {
    let kept = known.get(character);
    if (kept === undefined) {
      kept = [...folded(character)].filter((one) => one === "." || isLetter.test(one)).join("");
      known.set(character, kept);
    }
    const isPoint = kept === "." && !(isDigit(text.at(-1)) && isDigit(folded(nextTo(raw, place))));
    if (!isPoint) {
      text += kept;
      for (let n = 0; n < kept.length; n++) at.push(place);
    }
    place += character.length;
  }
  return { raw, text, at };
}
