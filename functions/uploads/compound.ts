import type { Found, Reason } from "./inspection.ts";
import { isPackaged } from "./ole-package.ts";

/** An entry of a compound file's directory: a storage is a folder, a stream is a file. */
interface CompoundEntry {
  name: string;
  kind: "storage" | "stream" | "root";
  start: number;
  size: number;
}

export interface Compound {
  entries: CompoundEntry[];
  /** The first bytes of a stream; fewer where the file is broken. */
  read: (entry: CompoundEntry, most: number) => Uint8Array;
}

/** Sector numbers from here on are marks, not places. */
const lastSector = 0xfffffffa;
const kinds: Record<number, CompoundEntry["kind"]> = { 1: "storage", 2: "stream", 5: "root" };

/** [MS-CFB]: sectors in chains, a directory of 128-byte entries, small streams packed in one of their own. */
export function readCompound(bytes: Uint8Array): Compound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u32 = (at: number) => (at + 4 <= bytes.length ? view.getUint32(at, true) : lastSector + 1);
  const shift = bytes.length >= 512 && view.getUint16(30, true) === 12 ? 12 : 9;
  const sectorBytes = 1 << shift;
  const sectorsMost = Math.ceil(bytes.length / sectorBytes);
  const offsetOf = (sector: number) => (sector + 1) * sectorBytes;

  /** Sectors that hold the table of chains: 109 in the header, the rest in a chain of their own. */
  const tables: number[] = Array.from({ length: 109 }, (_, n) => u32(76 + 4 * n));
  for (let sector = u32(68), n = 0; sector < lastSector && n < sectorsMost; n++) {
    const at = offsetOf(sector);
    for (let k = 0; k < sectorBytes / 4 - 1; k++) tables.push(u32(at + 4 * k));
    sector = u32(at + sectorBytes - 4);
  }
  const perSector = sectorBytes / 4;
  const nextOf = (sector: number) =>
    u32(offsetOf(tables[Math.floor(sector / perSector)] ?? lastSector) + 4 * (sector % perSector));

  function chain(start: number, most: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let sector = start, n = 0; sector < lastSector && n < sectorsMost && length < most; n++) {
      const part = bytes.subarray(offsetOf(sector), offsetOf(sector) + sectorBytes);
      parts.push(part);
      length += part.length;
      sector = nextOf(sector);
    }
    return Buffer.concat(parts).subarray(0, most);
  }

  const directory = Buffer.from(chain(u32(48), bytes.length));
  const entries = Array.from({ length: Math.floor(directory.length / 128) }, (_, n) => {
    const entry = directory.subarray(128 * n, 128 * n + 128);
    const kind = kinds[entry.readUInt8(66)];
    const nameBytes = Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2);
    const name = entry.subarray(0, nameBytes).toString("utf16le");
    return kind && { name, kind, start: entry.readUInt32LE(116), size: entry.readUInt32LE(120) };
  }).filter((entry) => entry !== undefined);

  const root = entries.find(({ kind }) => kind === "root");
  const smallBelow = Math.min(u32(56), 4096);
  let small: { content: Uint8Array; table: Buffer } | undefined;
  function readSmall({ start }: CompoundEntry, most: number): Uint8Array {
    small ??= {
      content: chain(root?.start ?? lastSector, bytes.length),
      table: Buffer.from(chain(u32(60), bytes.length)),
    };
    const { content, table } = small;
    const parts: Uint8Array[] = [];
    for (let sector = start, n = 0; sector < lastSector && n * 64 < most; n++) {
      parts.push(content.subarray(sector * 64, sector * 64 + 64));
      sector = 4 * sector + 4 <= table.length ? table.readUInt32LE(4 * sector) : lastSector;
    }
    return Buffer.concat(parts).subarray(0, most);
  }
  return {
    entries,
    read: (entry, most) => {
      const bounded = Math.min(entry.size, most);
      return entry.size < smallBelow ? readSmall(entry, bounded) : chain(entry.start, bounded);
    },
  };
}

const encryptedNames = new Set(["EncryptedPackage", "EncryptionInfo"]);
const macroNames = new Set(["_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"]);

export const hasMacros = ({ entries }: Compound): boolean => entries.some(({ name }) => macroNames.has(name));
export const isEncrypted = ({ entries }: Compound): boolean =>
  entries.some(({ name }) => encryptedNames.has(name));

/** Does it carry a file that a double click would open? */
export const carriesPackage = ({ entries, read }: Compound): boolean =>
  entries.some((entry) => entry.name === "\u0001Ole10Native" && isPackaged(read(entry, 65_536)));

/** [MS-DOC] 2.5.1: bit fEncrypted of the File Information Block, with which the stream WordDocument begins. */
function isEncryptedWord(head: Uint8Array): boolean {
  return head.length >= 12 && ((head[11] ?? 0) & 0x01) !== 0;
}

/** What a compound file is that stands where a document should: an encrypted one, or Word before 2007. */
export function inspectCompound(bytes: Uint8Array): Found {
  const compound = readCompound(bytes);
  const word = compound.entries.find(({ name, kind }) => kind === "stream" && name === "WordDocument");
  const code: Reason["code"] = isEncrypted(compound)
    ? "encrypted"
    : !word
      ? "not-docx"
      : isEncryptedWord(compound.read(word, 12))
        ? "encrypted"
        : hasMacros(compound)
          ? "macro"
          : carriesPackage(compound)
            ? "ole-package"
            : "legacy-word";
  return { kind: "other", reasons: [{ code, where: null }], pages: null, characters: null, text: null };
}
