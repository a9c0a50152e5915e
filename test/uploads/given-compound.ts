const sectorBytes = 512;
const [free, chainEnd, tableMark] = [0xffffffff, 0xfffffffe, 0xfffffffd];

/** A compound file (OLE2) of streams and storages; streams are padded so that none is a small one. */
export function compoundFile(streams: Record<string, Uint8Array>, storages: readonly string[] = []): Buffer {
  const contents = Object.entries(streams).map(([name, content]) => {
    const padded = Buffer.alloc(Math.max(4096, Math.ceil(content.length / sectorBytes) * sectorBytes));
    padded.set(content);
    return { name, padded };
  });
  const entryCount = 1 + contents.length + storages.length;
  const directorySectors = Math.ceil(entryCount / 4);
  const table: number[] = [tableMark];
  const chainOf = (sectors: number): number => {
    const start = table.length;
    for (let n = 0; n < sectors; n++) table.push(n + 1 < sectors ? start + n + 1 : chainEnd);
    return start;
  };
  const directoryStart = chainOf(directorySectors);
  const starts = contents.map(({ padded }) => chainOf(padded.length / sectorBytes));
  if (table.length > sectorBytes / 4) throw new Error("one sector of the table is enough for a test");

  const header = Buffer.alloc(sectorBytes);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(header);
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const) {
    header.writeUInt16LE(value, at);
  }
  for (const [at, value] of [
    [44, 1],
    [48, directoryStart],
    [56, 4096],
    [60, chainEnd],
    [68, chainEnd],
  ] as const) {
    header.writeUInt32LE(value, at);
  }
  for (let n = 0; n < 109; n++) header.writeUInt32LE(n === 0 ? 0 : free, 76 + 4 * n);

  const entry = (name: string, kind: number, start: number, size: number) => {
    const bytes = Buffer.alloc(128);
    bytes.write(name, 0, "utf16le");
    bytes.writeUInt16LE(2 * (name.length + 1), 64);
    bytes.writeUInt8(kind, 66);
    bytes.writeUInt32LE(start, 116);
    bytes.writeUInt32LE(size, 120);
    return bytes;
  };
  const directory = Buffer.alloc(directorySectors * sectorBytes);
  const entries = [
    entry("Root Entry", 5, chainEnd, 0),
    ...storages.map((name) => entry(name, 1, 0, 0)),
    ...contents.map(({ name, padded }, at) => entry(name, 2, starts[at] ?? chainEnd, padded.length)),
  ];
  Buffer.concat(entries).copy(directory);
  const tableSector = Buffer.alloc(sectorBytes, 0xff);
  for (const [at, next] of table.entries()) tableSector.writeUInt32LE(next, 4 * at);
  return Buffer.concat([header, tableSector, directory, ...contents.map(({ padded }) => padded)]);
}

/** The native data of an object that the object packager made: a file with its name. */
export function packagedFile(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([
    Buffer.from([2, 0]),
    Buffer.from(`${name}\0C:\\${name}\0`, "latin1"),
    Buffer.alloc(8),
    Buffer.from(content),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([size, body]);
}

/** The beginning of a Word 97 document's main stream. */
export function wordStream({ isEncrypted = false, text = "" } = {}): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt16LE(0xa5ec, 0);
  if (isEncrypted) head.writeUInt16LE(0x0100, 10);
  return Buffer.concat([head, Buffer.from(text, "utf16le")]);
}
