import fc from "../chance.ts";

/** What chance does to a file. Places are shares of its length, so that one mutation fits every file. */
interface Mutation {
  act: "overwrite" | "insert" | "cut off" | "leave out" | "repeat" | "count otherwise";
  from: number;
  to: number;
  put: Uint8Array;
}

/** What the formats are made of, in places where it does not belong. */
const tokens = [
  ...["endobj", "obj", "stream", "endstream", "xref", "trailer", "startxref", "<<", ">>", "[", "]", "(", ")"],
  ...["%%EOF", "0 0 R", "1 0 R", "3 0 R", "/Length 99999999", "/Length -1", "/Kids[2 0 R]", "/Encrypt 1 0 R"],
  ...[
    "/Filter/FlateDecode",
    "3 Tr",
    "BI",
    "ID",
    "q",
    "/Picture Do",
    "1e999",
    "<!DOCTYPE a>",
    "<w:p>",
    "</w:p>",
    "&a;",
  ],
  ...["PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "\xff\xff\xff\xff", "\0\0\0\0"],
].map((token) => Buffer.from(token, "latin1"));

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const mutation: fc.Arbitrary<Mutation> = fc.record({
  act: fc.constantFrom("overwrite", "insert", "cut off", "leave out", "repeat", "count otherwise"),
  from: share,
  to: share,
  put: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.constantFrom(...tokens)),
});

export const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

/** A number in the text with another digit: lengths, offsets and counts that no longer agree. */
function miscounted(file: Buffer, from: number): Buffer {
  const found = file.subarray(from).findIndex(isDigit);
  if (found < 0) return file;
  const other = Buffer.from(file);
  other[from + found] = 0x30 + (((file[from + found] ?? 0) + 1 - 0x30) % 10);
  return other;
}

function mutated(file: Buffer, { act, from, to, put }: Mutation): Buffer {
  const [at, other] = [Math.floor(from * file.length), Math.floor(to * file.length)];
  const [first, last] = [Math.min(at, other), Math.max(at, other)];
  const [before, behind] = [file.subarray(0, at), file.subarray(at)];
  switch (act) {
    case "overwrite":
      return Buffer.concat([before, put, behind.subarray(put.length)]);
    case "insert":
      return Buffer.concat([before, put, behind]);
    case "cut off":
      return before;
    case "leave out":
      return Buffer.concat([file.subarray(0, first), file.subarray(last)]);
    case "repeat":
      return Buffer.concat([file.subarray(0, last), file.subarray(first)]);
    case "count otherwise":
      return miscounted(file, at);
  }
}

/** A file after everything that chance did to it. */
export const applied = (file: Uint8Array, changes: readonly Mutation[]): Uint8Array =>
  changes.reduce<Buffer>(mutated, Buffer.from(file));
