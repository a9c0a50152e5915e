/** An object of a PDF: its dictionary or other value as written, and the bytes of a stream. */
interface PdfObject {
  value: string;
  stream?: Uint8Array;
}

export interface Cipher {
  /** Number of the encryption dictionary, which is never encrypted itself. */
  object: number;
  encrypt: (bytes: Uint8Array) => Uint8Array;
}

/** Collects objects and writes the file: PDF 1.7, classic cross-reference table. Objects are numbered from 1. */
export function pdfWriter() {
  const objects: PdfObject[] = [];
  return {
    /** A number for an object that others must name before it is written. */
    reserve: (): number => objects.push({ value: "null" }),
    put: (number: number, object: PdfObject): void => {
      objects[number - 1] = object;
    },
    add: (value: string, stream?: Uint8Array): number =>
      objects.push(stream === undefined ? { value } : { value, stream }),
    file: (root: number, cipher?: Cipher): Buffer => written(objects, root, cipher),
  };
}

export type PdfWriter = ReturnType<typeof pdfWriter>;

function written(objects: readonly PdfObject[], root: number, cipher: Cipher | undefined): Buffer {
  // Four bytes above 127 tell transfer programs that the file is binary.
  const chunks: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  let length = chunks[0]?.length ?? 0;
  const push = (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
  };
  const offsets = objects.map(({ value, stream }, at) => {
    const offset = length;
    const bytes = stream && cipher && cipher.object !== at + 1 ? cipher.encrypt(stream) : stream;
    const dictionary = bytes ? value.replace(/>>$/, `/Length ${bytes.length}>>`) : value;
    push(Buffer.from(`${at + 1} 0 obj\n${dictionary}\n`, "latin1"));
    if (bytes) {
      push(Buffer.from("stream\n", "latin1"));
      push(Buffer.from(bytes));
      push(Buffer.from("\nendstream\n", "latin1"));
    }
    push(Buffer.from("endobj\n", "latin1"));
    return offset;
  });
  const start = length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const id = "<00112233445566778899aabbccddeeff>";
  const encryption = cipher ? `/Encrypt ${cipher.object} 0 R` : "";
  push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<</Size ${objects.length + 1}/Root ${root} 0 R/ID[${id}${id}]${encryption}>>\nstartxref\n${start}\n%%EOF\n`,
      "latin1",
    ),
  );
  return Buffer.concat(chunks);
}
