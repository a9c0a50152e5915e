/** ISO/IEC 7812-1, annex B: every second digit from the right but the last is doubled; the sum ends in 0. */
function isCardNumber(digits: string): boolean {
  if (!/^\d{16,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** GB 11643-1999, 4.3: the 18th character of an identity number, by ISO 7064 MOD 11-2. */
function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = identityWeights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return "10X98765432"[sum % 11] === text[17];
}

const longest = 19;

/**
 * Does a text hold what looks like a bank card number (16 to 19 digits, Luhn) or an identity number (18 characters, GB
 * 11643)? Digits may be grouped by spaces or marks. A society's own credit code, which may be all digits, is neither.
 */
export function holdsPersonalNumber(text: string, own: readonly string[] = []): boolean {
  const plain = own.reduce(
    (rest, code) => rest.replaceAll(code, "USCC"),
    text.normalize("NFKC").toUpperCase(),
  );
  const groups = [...plain.matchAll(/\d+X?/g)];
  return groups.some((first, from) => {
    let joined = "";
    let end = first.index;
    for (const group of groups.slice(from)) {
      const between = plain.slice(end, group.index);
      if (!/^[\s\p{P}]{0,2}$/u.test(between)) return false;
      joined += group[0];
      end = group.index + group[0].length;
      if (joined.length > longest) return false;
      if (isCardNumber(joined) || isIdentityNumber(joined)) return true;
    }
    return false;
  });
}

/** Does any free text about people look like an identity number or a bank card? Such data are not collected. */
export const holdsIdentityData = (...texts: readonly string[]): boolean =>
  texts.some((text) => holdsPersonalNumber(text));
