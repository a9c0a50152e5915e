import { naturalLogarithm } from "./logarithm.ts";

/** The sum of products of two stretches of numbers. */
export function dot(a: Float64Array, from: number, b: Float64Array, start: number, length: number): number {
  // Two sums at once: the processor need not wait for one to add to it.
  let even = 0;
  let odd = 0;
  const pairs = length - (length % 2);
  for (let at = 0; at < pairs; at += 2) {
    even += (a[from + at] ?? 0) * (b[start + at] ?? 0);
    odd += (a[from + at + 1] ?? 0) * (b[start + at + 1] ?? 0);
  }
  if (pairs < length) even += (a[from + pairs] ?? 0) * (b[start + pairs] ?? 0);
  return even + odd;
}

/** Only the diagonal differs from nought: a model without the effects of one side. */
function isDiagonal(matrix: Float64Array, size: number): boolean {
  for (let row = 1; row < size; row++) {
    for (let column = 0; column < row; column++) if (matrix[row * size + column] !== 0) return false;
  }
  return true;
}

/**
 * Two rows of the factor, up to their diagonal, two columns at a time: each number that is fetched is used twice, which
 * makes the whole several times faster than a product of rows for each cell.
 */
function twoRows(matrix: Float64Array, size: number, row: number): void {
  const [upper, lower] = [row * size, (row + 1) * size];
  for (let column = 0; column < row; column += 2) {
    const [first, second] = [column * size, (column + 1) * size];
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let at = 0; at < column; at++) {
      const x = matrix[upper + at] ?? 0;
      const y = matrix[lower + at] ?? 0;
      const u = matrix[first + at] ?? 0;
      const v = matrix[second + at] ?? 0;
      a += x * u;
      b += x * v;
      c += y * u;
      d += y * v;
    }
    const root = matrix[first + column] ?? 1;
    const below = matrix[second + column] ?? 0;
    const next = matrix[second + column + 1] ?? 1;
    const left = ((matrix[upper + column] ?? 0) - a) / root;
    const right = ((matrix[lower + column] ?? 0) - c) / root;
    matrix[upper + column] = left;
    matrix[lower + column] = right;
    matrix[upper + column + 1] = ((matrix[upper + column + 1] ?? 0) - b - left * below) / next;
    matrix[lower + column + 1] = ((matrix[lower + column + 1] ?? 0) - d - right * below) / next;
  }
}

/** One cell of the factor, when all before it are there. */
function cell(matrix: Float64Array, size: number, row: number, column: number): void {
  const left = (matrix[row * size + column] ?? 0) - dot(matrix, row * size, matrix, column * size, column);
  matrix[row * size + column] =
    row === column ? Math.sqrt(left) : left / (matrix[column * size + column] ?? 1);
}

/**
 * Replaces the lower half of a positive definite matrix, row by row, by its Cholesky factor L (the matrix is L·Lᵀ).
 * @returns the logarithm of the matrix's determinant
 */
export function factorise(matrix: Float64Array, size: number): number {
  const isPlain = isDiagonal(matrix, size);
  let logarithm = 0;
  for (let row = 0; row < size; row++) {
    const isPaired = row % 2 === 1 || row + 1 < size;
    if (row % 2 === 0 && isPaired && !isPlain) twoRows(matrix, size, row);
    for (let column = isPaired ? row - (row % 2) : 0; column < row && !isPlain; column++)
      cell(matrix, size, row, column);
    cell(matrix, size, row, row);
    logarithm += 2 * naturalLogarithm(matrix[row * size + row] ?? 1);
  }
  return logarithm;
}

/** Solves L·x = b in place, for what stands in `b` from `first` on; before it, b is nought. */
export function forward(factor: Float64Array, size: number, b: Float64Array, first = 0): void {
  for (let row = first; row < size; row++) {
    const known = dot(factor, row * size + first, b, first, row - first);
    b[row] = ((b[row] ?? 0) - known) / (factor[row * size + row] ?? 1);
  }
}

/** Solves Lᵀ·x = b in place. */
export function backward(factor: Float64Array, size: number, b: Float64Array): void {
  for (let row = size - 1; row >= 0; row--) {
    const own = row * size;
    const value = (b[row] ?? 0) / (factor[own + row] ?? 1);
    b[row] = value;
    for (let column = 0; column < row; column++)
      b[column] = (b[column] ?? 0) - (factor[own + column] ?? 0) * value;
  }
}

/** So many right hand sides are solved together by `backwardAll`. */
export const together = 4;

/**
 * Solves Lᵀ·x = b in place for four right hand sides, which stand interleaved: the factor, too large for a processor's own
 * memory, is fetched once for all of them.
 */
export function backwardAll(factor: Float64Array, size: number, b: Float64Array): void {
  for (let row = size - 1; row >= 0; row--) {
    const own = row * size;
    const root = factor[own + row] ?? 1;
    const place = row * together;
    const [v0, v1] = [(b[place] ?? 0) / root, (b[place + 1] ?? 0) / root];
    const [v2, v3] = [(b[place + 2] ?? 0) / root, (b[place + 3] ?? 0) / root];
    b[place] = v0;
    b[place + 1] = v1;
    b[place + 2] = v2;
    b[place + 3] = v3;
    for (let column = 0; column < row; column++) {
      const value = factor[own + column] ?? 0;
      const at = column * together;
      b[at] = (b[at] ?? 0) - value * v0;
      b[at + 1] = (b[at + 1] ?? 0) - value * v1;
      b[at + 2] = (b[at + 2] ?? 0) - value * v2;
      b[at + 3] = (b[at + 3] ?? 0) - value * v3;
    }
  }
}
