import { type Decoded, decoded, type Filter } from "./pdf-filters.ts";
import {
  type Dictionary,
  isDictionary,
  isRef,
  isStream,
  NotPdfSyntax,
  nameOf,
  type PdfStream,
  type PdfValue,
  type Reader,
  readObject,
  readValue,
} from "./pdf-syntax.ts";
import { foundPlaces, type Places, saidPlaces, streamEnd } from "./pdf-xref.ts";

/** Takes the cipher off a stream's bytes. */
export type Decipher = (bytes: Uint8Array, stream: PdfStream) => Uint8Array;

/** Opens the lock of a file: undefined when it has none, null when it needs a password. */
export type Unlock = (file: Pick<PdfFile, "trailer" | "resolve" | "entry">) => Decipher | undefined | null;

/** A PDF whose objects can be asked for. */
export interface PdfFile {
  trailer: Dictionary;
  /** The value itself; of a reference, what it leads to. */
  resolve: (value: PdfValue | undefined) => PdfValue;
  /** The entry of a dictionary, resolved. */
  entry: (of: Dictionary, key: string) => PdfValue;
  filterNames: (of: Dictionary) => string[];
  /** A stream's content, deciphered and with its filters undone. @throws StreamTooLarge */
  contentOf: (stream: PdfStream) => Decoded;
  /** A stream's bytes as its filters gave them, deciphered. */
  rawOf: (stream: PdfStream) => Uint8Array;
  /** A text of an object, deciphered; what is packed in a stream was deciphered with it. */
  plainText: (text: string, within: number) => string;
  /** Older versions and objects that nothing leads to, where a search found what there is. */
  strays: PdfValue[];
  /** What another reader may see otherwise; "lost" objects are not where the file says. */
  damages: Set<"cross-reference" | "lost" | "length" | "content" | "count" | "syntax">;
  /** Has a password that restricts what may be done with it, but none to open it. */
  isRestricted: boolean;
}

/** Objects of a stream of objects by their number, each read when it is asked for. */
interface Packed {
  content: Uint8Array;
  offsets: Map<number, number>;
}

function packedIn({ content }: Decoded, { entries }: Dictionary): Packed {
  const first = Number(entries.get("First") ?? 0);
  const heads = Buffer.from(content.subarray(0, first)).toString("latin1").trim().split(/\s+/).map(Number);
  const offsets = new Map<number, number>();
  const count = Math.min(Number(entries.get("N") ?? 0), Math.floor(heads.length / 2));
  for (let n = 0; n < count; n++) offsets.set(heads[2 * n] ?? 0, first + (heads[2 * n + 1] ?? 0));
  return { content, offsets };
}

function valueAt({ content }: Packed, offset: number): PdfValue | undefined {
  try {
    return readValue(content, { at: offset } satisfies Reader);
  } catch (cause) {
    if (cause instanceof NotPdfSyntax) return undefined;
    throw cause;
  }
}

/** What can be asked of the bytes once it is known where the objects lie. */
function objectsOf(bytes: Uint8Array, mostBytes: number) {
  const held = new Map<number, PdfValue>();
  const streams = new Map<number, Packed | undefined>();
  const damages: PdfFile["damages"] = new Set();
  let places: Places["places"] = new Map();
  let decipher: Decipher = (plain) => plain;

  function packed(number: number): Packed | undefined {
    if (streams.has(number)) return streams.get(number);
    // A stream of objects that lies in itself is none.
    streams.set(number, undefined);
    const stream = objectOf(number);
    const found = isStream(stream) ? packedIn(contentOf(stream), stream.dictionary) : undefined;
    streams.set(number, found);
    return found;
  }

  function load(number: number): PdfValue | undefined {
    const place = places.get(number);
    if (!place || place.kind === "free") return null;
    if (place.kind === "in") {
      const from = packed(place.stream);
      const offset = from?.offsets.get(number);
      return from && offset !== undefined ? valueAt(from, offset) : undefined;
    }
    const object = readObject(bytes, place.offset);
    if (object?.isOdd) damages.add("syntax");
    return object?.number === number && object.generation === place.generation ? object.value : undefined;
  }

  function objectOf(number: number): PdfValue {
    const before = held.get(number);
    if (before !== undefined) return before;
    const value = load(number);
    if (value === undefined) damages.add("lost");
    held.set(number, value ?? null);
    return value ?? null;
  }

  function resolve(value: PdfValue | undefined): PdfValue {
    let result = value;
    // A reference to a reference is not allowed; some writers make one.
    for (let steps = 0; isRef(result) && steps < 8; steps++) result = objectOf(result.number);
    return isRef(result) ? null : (result ?? null);
  }

  const entry = ({ entries }: Dictionary, key: string) => resolve(entries.get(key));

  function filtersOf(dictionary: Dictionary): Filter[] {
    const listed = (key: string) => [entry(dictionary, key) ?? []].flat().map(resolve);
    const parameters = listed("DecodeParms");
    return listed("Filter").flatMap((filter, at) => {
      const name = nameOf(filter);
      if (name === undefined) return [];
      const of = parameters[at];
      const keys = isDictionary(of) ? [...of.entries.keys()] : [];
      const values = keys.map((key) => [key, isDictionary(of) ? entry(of, key) : null]);
      const isNumber = (pair: unknown[]): pair is [string, number] => typeof pair[1] === "number";
      return { name, parameters: new Map(values.filter(isNumber)) };
    });
  }

  function rawOf(stream: PdfStream): Uint8Array {
    const said = entry(stream.dictionary, "Length");
    const { end, isAsSaid } = streamEnd(bytes, stream, typeof said === "number" ? said : undefined);
    if (!isAsSaid) damages.add("length");
    return decipher(bytes.subarray(stream.from, end), stream);
  }

  function plainText(text: string, within: number): string {
    const place = places.get(within);
    if (place?.kind !== "at") return text;
    const { generation } = place;
    const dictionary: Dictionary = { kind: "dictionary", entries: new Map() };
    const as: PdfStream = { kind: "stream", dictionary, from: 0, number: within, generation };
    return Buffer.from(decipher(Buffer.from(text, "latin1"), as)).toString("latin1");
  }

  function contentOf(stream: PdfStream): Decoded {
    const result = decoded(rawOf(stream), filtersOf(stream.dictionary), mostBytes);
    if (!result.isWhole) damages.add("content");
    return result;
  }

  return {
    ...{ damages, resolve, entry, contentOf, rawOf, plainText },
    /** Names of the filters of a stream, in their order. */
    filterNames: (dictionary: Dictionary) => filtersOf(dictionary).map(({ name }) => name),
    packedOf: (stream: PdfStream) => packedIn(contentOf(stream), stream.dictionary),
    use(next: { places?: Places["places"]; decipher?: Decipher }): void {
      places = next.places ?? places;
      decipher = next.decipher ?? decipher;
      // What was read before was read elsewhere, or as if it had no cipher.
      held.clear();
      streams.clear();
    },
  };
}

/** Everything that a search found, packed in streams too: each is a stray, as readers disagree on what counts. */
function strayValues({ written, places }: Places, objects: ReturnType<typeof objectsOf>): PdfValue[] {
  const strays: PdfValue[] = [];
  for (const { number, value } of written) {
    strays.push(value);
    if (!isStream(value) || nameOf(value.dictionary.entries.get("Type")) !== "ObjStm") continue;
    const packed = objects.packedOf(value);
    let index = 0;
    for (const [inner, offset] of packed.offsets) {
      strays.push(valueAt(packed, offset) ?? null);
      if (!places.has(inner)) places.set(inner, { kind: "in", stream: number, index });
      index++;
    }
  }
  return strays;
}

function lastOf(numbers: Iterable<number>): number {
  let last = 0;
  for (const number of numbers) last = Math.max(last, number);
  return last;
}

/**
 * Opens a file as its cross-reference says, or by a search for its objects.
 * @returns undefined when there is no way in, null when it needs a password
 */
export function openPdf(
  bytes: Uint8Array,
  { by, unlock, mostBytes }: { by: "cross-reference" | "search"; unlock: Unlock; mostBytes: number },
): PdfFile | undefined | null {
  const objects = objectsOf(bytes, mostBytes);
  const { damages } = objects;
  const found =
    by === "search" ? foundPlaces(bytes) : saidPlaces(bytes, (stream) => objects.contentOf(stream).content);
  if (!found) return undefined;
  const { places, trailer } = found;
  objects.use({ places });
  const decipher = unlock({ ...objects, trailer });
  if (decipher === null) return null;
  if (decipher) objects.use({ decipher });
  const strays = by === "search" ? strayValues(found, objects) : [];
  objects.use({});
  if (found.isOdd) damages.add("syntax");
  if (by === "search") damages.add("cross-reference");
  // A file that counts its own objects wrong was written or changed by a program that guessed.
  else if (objects.entry(trailer, "Size") !== lastOf(places.keys()) + 1) damages.add("count");
  return { ...objects, trailer, strays, isRestricted: decipher !== undefined };
}
