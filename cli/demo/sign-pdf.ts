import { digestOf, type Signer, signedMessage } from "./signature.ts";

/** Room for the signature, in hexadecimal digits. */
const room = 8192;

interface Wishes {
  signer: Signer;
  /** An instant, as the signature says it. */
  at: string;
  kind?: string;
  field?: string;
}

const found = (pattern: RegExp, text: string): string => {
  const [, value] = pattern.exec(text) ?? [];
  if (value === undefined) throw new Error(`no ${pattern.source} in the file`);
  return value;
};

/** `2021-11-08T02:00:00.000Z` as PDFs write it. */
const pdfTime = (instant: string) => `D:${instant.replaceAll(/[-:T]/g, "").slice(0, 14)}Z`;

/**
 * Signs a PDF with a classic table and a catalogue on one line, as an office program does: the form field and its signature
 * are appended, and everything but the signature's own value is signed.
 */
export function signPdf(
  file: Uint8Array,
  { signer, at, kind = "adbe.pkcs7.detached", field = "Signature1" }: Wishes,
) {
  const text = Buffer.from(file).toString("latin1");
  const root = Number(found(/\/Root (\d+) 0 R(?![\s\S]*\/Root )/, text));
  const size = Number(found(/\/Size (\d+)(?![\s\S]*\/Size )/, text));
  const before = found(/startxref\s+(\d+)\s+%%EOF\s*$/, text);
  const catalogue = found(new RegExp(`\\n${root} 0 obj\\n<<(/Type/Catalog.*)>>\\n`), text);
  const value = `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/${kind}/M(${pdfTime(at)})/ByteRange[0 ********** ********** **********]/Contents<${"0".repeat(room)}>>>`;
  const objects: [number, string][] = [
    [root, `<<${catalogue}/AcroForm<</Fields[${size} 0 R]/SigFlags 3>>>>`],
    [size, `<</FT/Sig/T(${field})/V ${size + 1} 0 R>>`],
    [size + 1, value],
  ];
  let added = text.endsWith("\n") ? "" : "\n";
  const table = objects.map(([number, object]) => {
    const offset = file.length + added.length;
    added += `${number} 0 obj\n${object}\nendobj\n`;
    return `${number} 1\n${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const start = file.length + added.length;
  added += `xref\n${table.join("")}trailer\n<</Size ${size + 2}/Root ${root} 0 R/Prev ${before}>>\nstartxref\n${start}\n%%EOF\n`;
  const open = file.length + added.indexOf(`/Contents<${"0".repeat(room)}`) + "/Contents".length;
  const close = open + room + 2;
  const end = file.length + added.length;
  const range = [open, close, end - close].map((one) => String(one).padEnd(10, " ")).join(" ");
  const signed = Buffer.concat([
    file,
    Buffer.from(added.replace("********** ********** **********", range), "latin1"),
  ]);
  const message = signedMessage(signer, digestOf(signed.subarray(0, open), signed.subarray(close)), at);
  signed.write(message.toString("hex"), open + 1, "latin1");
  return signed;
}
