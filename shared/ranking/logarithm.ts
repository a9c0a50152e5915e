const view = new DataView(new ArrayBuffer(8));
/** 1/(2n+1) for the series of artanh, to below the last digit for what is left of a number within √½ and √2. */
const series = Array.from({ length: 12 }, (_, n) => 1 / (2 * n + 1)).reverse();

/**
 * The natural logarithm of a positive number by sums, products and quotients alone: IEEE 754 fixes every digit of those,
 * while an engine may choose the last ones of its own logarithm. What a seed draws is the same everywhere.
 */
export function naturalLogarithm(x: number): number {
  view.setFloat64(0, x);
  const high = view.getInt32(0);
  let exponent = (high >> 20) - 1023;
  view.setInt32(0, (high & 0xfffff) | (1023 << 20));
  let left = view.getFloat64(0);
  if (left > Math.SQRT2) {
    left /= 2;
    exponent++;
  }
  const s = (left - 1) / (left + 1);
  const square = s * s;
  let sum = 0;
  for (const factor of series) sum = sum * square + factor;
  return exponent * Math.LN2 + 2 * s * sum;
}
