const starts = (bytes: Uint8Array, mark: string) =>
  Buffer.from(bytes.subarray(0, mark.length)).toString("latin1") === mark;

const programs = [
  "MZ",
  "\x7fELF",
  "#!",
  "\xca\xfe\xba\xbe",
  "\xcf\xfa\xed\xfe",
  "\xce\xfa\xed\xfe",
  "L\0\0\0\x01\x14\x02\0",
];
const archives = [
  ...["PK\x03\x04", "PK\x05\x06", "Rar!", "7z\xbc\xaf", "\x1f\x8b", "BZh", "\xfd7zXZ", "MSCF", "ITSF"],
];
const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const pictures = ["\x89PNG", "\xff\xd8\xff", "GIF8", "II*\0", "MM\0*", "BM", "\0\0\0\x0cjP  "];

const some = (marks: readonly string[]) => (bytes: Uint8Array) => marks.some((mark) => starts(bytes, mark));

/** A program of Windows, Linux, macOS or Java, a script that names its interpreter, a shortcut. */
export const isProgram = some(programs);
export const isArchive = some(archives);
/** Office before 2007, a mail of Outlook, an installer, an encrypted document. */
export const isCompound = some([compound]);
export const isPicture = some(pictures);
export const isPdfStart = some(["%PDF-"]);

const head = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 2048)).toString("latin1");

/** A page of the web: whatever a writer puts before the first element of one. */
export const looksLikeHtml = (bytes: Uint8Array): boolean =>
  /^(\xef\xbb\xbf)?\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body|script|meta|title|iframe|svg|table|div)\b/i.test(
    head(bytes),
  );

/** Names of files that a system runs when they are opened, whatever they hold. */
const runNames =
  /\.(exe|com|scr|pif|bat|cmd|msi|msp|dll|cpl|jar|js|jse|vbs|vbe|wsf|wsh|hta|ps1|psm1|sh|py|pl|lnk|url|reg|inf|chm|hlp|iso|img|application|appref-ms|gadget|settingcontent-ms|library-ms|scf|xll|html?|mht|mhtml|svg|swf)$/i;

export const isRunName = (name: string): boolean => runNames.test(name.trim());

/** Text has no control characters but white space; UTF-16 announces itself. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return bytes
    .subarray(0, 65_536)
    .every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c);
}

/** Readers look for the header so far into the file. */
const headerWithin = 1024;

/** Where the PDF begins, or null when the bytes hold none. */
export function pdfStart(bytes: Uint8Array): number | null {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headerWithin)).indexOf(
    "%PDF-",
    0,
    "latin1",
  );
  return at < 0 ? null : at;
}
