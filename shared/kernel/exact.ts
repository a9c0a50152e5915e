/** A rational number, not negative, in lowest terms: sums, means and weights of scores without any rounding. */
export interface Fraction {
  readonly numerator: bigint;
  /** Above 0. */
  readonly denominator: bigint;
}

function reduced(numerator: bigint, denominator: bigint): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}

export const zero: Fraction = { numerator: 0n, denominator: 1n };

/** A whole number as a fraction; a RangeError for a negative one. */
export function whole(value: number): Fraction {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a whole number: ${value}`);
  return { numerator: BigInt(value), denominator: 1n };
}

/** `"87.5"` as a fraction; a RangeError for anything but digits with at most one point between them. */
export function fractionOf(decimal: string): Fraction {
  const [, units, decimals = ""] = /^(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (units === undefined) throw new RangeError(`not a decimal: ${decimal}`);
  return reduced(BigInt(units + decimals), 10n ** BigInt(decimals.length));
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const times = (a: Fraction, b: Fraction): Fraction =>
  reduced(a.numerator * b.numerator, a.denominator * b.denominator);

/** a / b; a RangeError when b is zero. */
export function over(a: Fraction, b: Fraction): Fraction {
  if (b.numerator === 0n) throw new RangeError("division by zero");
  return reduced(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Below 0 when a < b, above when a > b. */
export function compare(a: Fraction, b: Fraction): number {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const sumOf = (all: readonly Fraction[]): Fraction => all.reduce(plus, zero);

/** The arithmetic mean; a RangeError when there is nothing to take it of. */
export const meanOf = (all: readonly Fraction[]): Fraction => over(sumOf(all), whole(all.length));

/** The middle value, or the mean of the middle two; a RangeError when there is nothing to take it of. */
export function medianOf(all: readonly Fraction[]): Fraction {
  const sorted = all.toSorted(compare);
  return meanOf(sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1));
}

/** Rounded to exactly `decimals` places, such as `"81.50"`; a value half way goes up, or to the even digit. */
export function rounded(
  { numerator, denominator }: Fraction,
  rule: { decimals: number; mode: "half-up" | "half-even" },
): string {
  const scaled = numerator * 10n ** BigInt(rule.decimals);
  const floor = scaled / denominator;
  const twice = (scaled % denominator) * 2n;
  const isHalf = twice === denominator;
  const goesUp = isHalf ? rule.mode === "half-up" || floor % 2n === 1n : twice > denominator;
  return withPoint(goesUp ? floor + 1n : floor, rule.decimals);
}

function withPoint(scaled: bigint, decimals: number): string {
  const digits = String(scaled).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The value written out whole: `"84.15"` where it ends, `"467/6"` where it doesn't. Equal values give equal text. */
export function exactText({ numerator, denominator }: Fraction): string {
  for (let decimals = 0, power = 1n; decimals <= 20; decimals += 1, power *= 10n) {
    if (power % denominator === 0n) return withPoint((numerator * power) / denominator, decimals);
  }
  return `${numerator}/${denominator}`;
}

/** What `exactText` wrote, as a fraction again; a RangeError for any other text. */
export function ofExactText(text: string): Fraction {
  const [numerator = "", denominator, ...rest] = text.split("/");
  if (denominator === undefined) return fractionOf(numerator);
  if (rest.length > 0) throw new RangeError(`not an exact value: ${text}`);
  return over(fractionOf(numerator), fractionOf(denominator));
}
