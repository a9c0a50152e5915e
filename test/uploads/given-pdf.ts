import { createCipheriv, createHash } from "node:crypto";
import { deflateSync } from "node:zlib";

/** An object as it is written; with a stream, the value is its dictionary. */
interface Piece {
  value: string;
  stream: Uint8Array;
}
export type PdfObject = string | Piece;

export const stream = (content: string | Uint8Array, entries = ""): Piece => ({
  value: `<<${entries}/Length ${content.length}>>`,
  stream: Buffer.from(content),
});

const font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const resources = "/Resources<</Font<</F1 5 0 R>>>>";
export const drawn = (text: string) => `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`;

interface Simple {
  catalogue?: string;
  page?: string;
  content?: PdfObject;
  /** Objects from number 6 on. */
  more?: PdfObject[];
}

/** The objects of a document of one page: 1 catalogue, 2 pages, 3 page, 4 content, 5 font. */
export const onePage = ({
  catalogue = "",
  page = "",
  content = stream(drawn("Application")),
  more = [],
}: Simple = {}): PdfObject[] => [
  `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
  "<</Type/Pages/Kids[3 0 R]/Count 1>>",
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${resources}/Contents 4 0 R${page}>>`,
  content,
  font,
  ...more,
];

const written = (number: number, object: PdfObject): Buffer =>
  typeof object === "string"
    ? Buffer.from(`${number} 0 obj\n${object}\nendobj\n`, "latin1")
    : Buffer.concat([
        Buffer.from(`${number} 0 obj\n${object.value}\nstream\n`, "latin1"),
        object.stream,
        Buffer.from("\nendstream\nendobj\n", "latin1"),
      ]);

const header = Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1");

interface Around {
  lead?: string | Uint8Array;
  tail?: string | Uint8Array;
  trailer?: string;
  /** Added to every place in the table. */
  shift?: number;
  size?: number;
}

/** A file with a classic table; objects are numbered from 1, the first is the root. */
export function pdf(objects: readonly PdfObject[], around: Around = {}): Buffer {
  const { lead = "", tail = "", trailer = "", shift = 0, size = objects.length + 1 } = around;
  const pieces = objects.map((object, at) => written(at + 1, object));
  let offset = header.length;
  const table = pieces.map((piece) => {
    const line = `${String(offset + shift).padStart(10, "0")} 00000 n \n`;
    offset += piece.length;
    return line;
  });
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table.join("")}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${offset}\n%%EOF\n`;
  return Buffer.concat([Buffer.from(lead), header, ...pieces, Buffer.from(end, "latin1"), Buffer.from(tail)]);
}

/** The same objects, those without a stream packed in a stream of objects, found by a cross-reference stream. */
export function packedPdf(
  objects: readonly PdfObject[],
  encode: (piece: Piece, number: number) => Piece = (piece) => piece,
  trailer = "",
): Buffer {
  const [packedNumber, tableNumber] = [objects.length + 1, objects.length + 2];
  const inside = objects.flatMap((object, at) =>
    typeof object === "string" ? [{ number: at + 1, object }] : [],
  );
  const heads: string[] = [];
  let bodies = "";
  for (const { number, object } of inside) {
    heads.push(`${number} ${bodies.length}`);
    bodies += `${object}\n`;
  }
  const first = `${heads.join(" ")} `;
  const packed = stream(
    deflateSync(Buffer.from(first + bodies, "latin1")),
    `/Type/ObjStm/N ${inside.length}/First ${first.length}/Filter/FlateDecode`,
  );
  const places = new Map<number, [number, number, number]>(
    inside.map(({ number }, index) => [number, [2, packedNumber, index]]),
  );
  const chunks: Buffer[] = [header];
  let offset = header.length;
  const put = (number: number, piece: Piece) => {
    places.set(number, [1, offset, 0]);
    const bytes = written(number, piece);
    chunks.push(bytes);
    offset += bytes.length;
  };
  for (const [at, object] of objects.entries())
    if (typeof object !== "string") put(at + 1, encode(object, at + 1));
  put(packedNumber, encode(packed, packedNumber));
  places.set(tableNumber, [1, offset, 0]);
  const rows = Buffer.concat(
    Array.from({ length: tableNumber + 1 }, (_, number) => {
      const [kind, a, b] = places.get(number) ?? [0, 0, 0];
      const row = Buffer.alloc(7);
      row.writeUInt8(kind, 0);
      row.writeUInt32BE(a, 1);
      row.writeUInt16BE(b, 5);
      return row;
    }),
  );
  const table = stream(
    deflateSync(rows),
    `/Type/XRef/W[1 4 2]/Size ${tableNumber + 1}/Root 1 0 R/Filter/FlateDecode${trailer}`,
  );
  chunks.push(written(tableNumber, table), Buffer.from(`startxref\n${offset}\n%%EOF\n`));
  return Buffer.concat(chunks);
}

const hexed = (bytes: Uint8Array) => `<${Buffer.from(bytes).toString("hex")}>`;
const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const aes = (key: Uint8Array, vector: Uint8Array, bytes: Uint8Array, pads = false) => {
  const cipher = createCipheriv("aes-256-cbc", key, vector).setAutoPadding(pads);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
};

/** A packed file under AES-256 (revision 5); an empty password opens it, the owner's restricts what may be done. */
export function lockedPdf(
  objects: readonly PdfObject[],
  { user, owner }: { user: string; owner: string },
): Buffer {
  const fileKey = sha256(Buffer.from("file key"));
  const zeros = Buffer.alloc(16);
  const [check, wrap] = [Buffer.from("checksal"), Buffer.from("wrapsalt")];
  const [u, o] = [Buffer.from(user), Buffer.from(owner)];
  const userEntry = Buffer.concat([sha256(u, check), check, wrap]);
  const ownerEntry = Buffer.concat([sha256(o, check, userEntry), check, wrap]);
  const userKey = aes(sha256(u, wrap), zeros, fileKey);
  const ownerKey = aes(sha256(o, wrap, userEntry), zeros, fileKey);
  const encrypt = `/Encrypt<</Filter/Standard/V 5/R 5/Length 256/P -4/StmF/StdCF/StrF/StdCF/CF<</StdCF<</CFM/AESV3/Length 32>>>>/U${hexed(userEntry)}/UE${hexed(userKey)}/O${hexed(ownerEntry)}/OE${hexed(ownerKey)}/Perms${hexed(Buffer.alloc(16))}>>/ID[<00><00>]`;
  const vector = Buffer.alloc(16, 7);
  const encode = ({ value, stream: plain }: Piece): Piece => {
    const hidden = Buffer.concat([vector, aes(fileKey, vector, plain, true)]);
    return { value: value.replace(/\/Length \d+>>$/, `/Length ${hidden.length}>>`), stream: hidden };
  };
  return packedPdf(objects, encode, encrypt);
}
