import { objectReason, relationReason } from "./docx-relations.ts";
import { readXml } from "./docx-xml.ts";
import type { Found, InspectionLimits, Reason } from "./inspection.ts";
import { contentOf, type Entry, PartUnreadable, readDirectory } from "./zip.ts";

const mainTypes = new Set([
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
]);
const macroType = /macroEnabled/i;
const dde = /\bDDE(AUTO)?\b/i;

const stopped = (code: Reason["code"], where: string | null = null): Found => ({
  kind: "docx",
  reasons: [{ code, where }],
  pages: null,
  characters: null,
});

/** A Word document, part by part: what each part is, what it points to, what it would do. */
export function inspectDocx(bytes: Uint8Array, limits: InspectionLimits): Found {
  const directory = readDirectory(bytes, limits);
  if ("because" in directory) return stopped(directory.because);
  const parts = new Map(directory.entries.map((entry) => [entry.name, entry]));
  const types = parts.get("[Content_Types].xml");
  if (!types) return stopped("not-docx");
  try {
    return inspectParts(bytes, parts, types, limits);
  } catch (cause) {
    if (cause instanceof PartUnreadable) return stopped(cause.code);
    throw cause;
  }
}

function inspectParts(
  bytes: Uint8Array,
  parts: Map<string, Entry>,
  types: Entry,
  limits: InspectionLimits,
): Found {
  let left = limits.inflatedBytes;
  const read = (entry: Entry) => {
    const content = contentOf(bytes, entry, Math.min(left, limits.partBytes));
    left -= content.length;
    return content;
  };
  const reasons: Reason[] = [];
  const add = (code: Reason["code"] | null, where: string | null) => {
    if (code) reasons.push({ code, where });
  };

  let main: string | null = null;
  add(
    readXml(read(types), limits, {
      open: (_, { PartName = "", ContentType = "" }) => {
        if (mainTypes.has(ContentType)) main = PartName.replace(/^\//, "");
        if (macroType.test(ContentType) || /vbaProject/i.test(ContentType)) add("macro", PartName || null);
      },
    }),
    "[Content_Types].xml",
  );
  // A document with macros is told so, not that it is no document.
  const hasMacro = reasons.some(({ code }) => code === "macro");
  if (!hasMacro && (main === null || !parts.has(main))) add("not-docx", null);

  let characters = 0;
  let instructions = "";
  for (const entry of parts.values()) {
    const { name } = entry;
    if (/vbaProject\.bin$|vbaData\.xml$/i.test(name)) add("macro", name);
    const content = read(entry);
    if (name.endsWith(".rels")) {
      add(
        readXml(content, limits, { open: (_, attributes) => add(...relationReason(attributes, name)) }),
        name,
      );
    } else if (/\.(xml|vml)$/i.test(name) && name !== "[Content_Types].xml") {
      add(
        readXml(content, limits, {
          open: (tag, attributes) => {
            if (tag === "OLEObject") add(objectReason(attributes), name);
            if (tag === "altChunk") add("altchunk", name);
            if (tag === "fldSimple" && dde.test(attributes.instr ?? "")) add("dde", name);
          },
          text: (text, inside) => {
            if (inside === "t" && name === main) characters += text.replaceAll(/\s/g, "").length;
            if (inside === "instrText") instructions += text;
          },
        }),
        name,
      );
    } else if (/\/embeddings\//i.test(name)) {
      add(embeddedReason(name, content, parts), name);
    }
  }
  if (dde.test(instructions)) add("dde", null);
  if (characters === 0) add("empty", null);
  return { kind: "docx", reasons, pages: null, characters };
}

/** A file inside the document: executable content is refused, a chart's own workbook is part of the chart. */
function embeddedReason(
  name: string,
  content: Uint8Array,
  parts: ReadonlyMap<string, Entry>,
): Reason["code"] | null {
  const isProgram = content[0] === 0x4d && content[1] === 0x5a;
  if (isProgram) return "ole-package";
  if (/oleObject\d*\.bin$/i.test(name)) return null;
  const isWorkbook = /\.xlsx$/i.test(name);
  const hasChart = [...parts.keys()].some((one) => /\/charts\/_rels\//.test(one));
  return isWorkbook && hasChart ? null : "embedded-package";
}
