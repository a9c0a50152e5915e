/** An exact number: scores, weights and means are fractions of whole numbers until the one stated rounding. */
export interface Fraction {
  n: bigint;
  /** Positive. */
  d: bigint;
}

export const zero: Fraction = { n: 0n, d: 1n };

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}

function reduced(n: bigint, d: bigint): Fraction {
  const by = gcd(n, d);
  return by === 0n ? zero : { n: n / by, d: d / by };
}

/** The number that a decimal text such as "92.5" writes. */
export function fractionOf(decimal: string): Fraction {
  const [whole = "0", part = ""] = decimal.split(".");
  return reduced(BigInt(`${whole}${part}`), 10n ** BigInt(part.length));
}

export const plus = (a: Fraction, b: Fraction): Fraction => reduced(a.n * b.d + b.n * a.d, a.d * b.d);

/** A fraction times a whole number, over a whole number. */
export const scaled = (a: Fraction, times: number, over: number): Fraction =>
  reduced(a.n * BigInt(times), a.d * BigInt(over));

export function sum(all: readonly Fraction[]): Fraction {
  return all.reduce(plus, zero);
}

/** The mean of at least one number. */
export const mean = (all: readonly Fraction[]): Fraction => scaled(sum(all), 1, all.length);

/** Below zero when a is less than b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The middle value, or the mean of the two middle ones, of at least one number. */
export function median(all: readonly Fraction[]): Fraction {
  const sorted = all.toSorted(compare);
  const at = Math.floor(sorted.length / 2);
  const middle = sorted.length % 2 === 1 ? sorted.slice(at, at + 1) : sorted.slice(at - 1, at + 1);
  return mean(middle);
}

/** The number as a decimal text of exactly so many places, rounded once as the definition says. Not for negative numbers. */
export function rounded(
  { n, d }: Fraction,
  { decimals, mode }: { decimals: number; mode: "half-up" | "half-even" },
): string {
  const shifted = n * 10n ** BigInt(decimals);
  const floor = shifted / d;
  const twice = (shifted % d) * 2n;
  const isUp = twice > d || (twice === d && (mode === "half-up" || floor % 2n === 1n));
  const digits = String(isUp ? floor + 1n : floor).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
