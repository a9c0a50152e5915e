import { NotPdfSyntax, type PdfValue, type Reader, readValue, readWord, skipSpace } from "./pdf-syntax.ts";

/** One operator of a page's content with what stands before it. */
export interface Drawn {
  operator: string;
  operands: readonly PdfValue[];
}

/** More operands than any operator has; what is written beyond is noise. */
const operandsMost = 64;

const isOperand = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) || [0x2b, 0x2d, 0x2e, 0x2f, 0x28, 0x3c, 0x5b].includes(byte);
const isBlank = (byte: number | undefined) => byte === undefined || byte <= 0x20;

/** Behind the bytes of a picture that stands in the content itself: `EI` between blanks. */
function behindPicture(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x45, from); at >= 0; at = bytes.indexOf(0x45, at + 1)) {
    if (bytes[at + 1] === 0x49 && isBlank(bytes[at - 1]) && isBlank(bytes[at + 2])) return at + 2;
  }
  return bytes.length;
}

/** Reads a content stream to its end, to what is no content, or to where `mayGoOn` says no. */
export function readOperators(
  bytes: Uint8Array,
  mayGoOn: () => boolean,
  onOperator: (drawn: Drawn) => void,
): void {
  const reader: Reader = { at: 0 };
  let operands: PdfValue[] = [];
  while (mayGoOn()) {
    skipSpace(bytes, reader);
    const byte = bytes[reader.at];
    if (byte === undefined) return;
    if (isOperand(byte)) {
      try {
        const value = readValue(bytes, reader);
        if (operands.length < operandsMost) operands.push(value);
      } catch (cause) {
        if (!(cause instanceof NotPdfSyntax)) throw cause;
        return;
      }
      continue;
    }
    const operator = readWord(bytes, reader);
    if (operator === "") reader.at++;
    else if (operator === "ID") {
      reader.at = behindPicture(bytes, reader.at + 1);
      onOperator({ operator: "EI", operands: [] });
    } else onOperator({ operator, operands });
    operands = [];
  }
}
