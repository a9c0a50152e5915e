import { extname } from "node:path";
import { parsed } from "./arguments.ts";
import { type Bounds, type Inspected, openInspector, productBounds } from "./inspector.ts";

const usage = `linxuan inspect FILE... [--as docx|pdf]

Inspects files as an upload is inspected, by their content, and prints one JSON line for each:
按上传文件的检查规则逐个检查文件内容，每个文件输出一行 JSON：
{file, kind, verdict: "accepted"|"flagged"|"refused", reasons: [code], pages, characters, milliseconds}

The verdict follows from the content alone: a file under another name, or without an ending, gets the same one.
--as says what every file must be, as the place does where a file is uploaded; a sound file of another kind is refused then.
检查结论只看内容，与文件名无关；--as 指定所有文件应有的格式，其他格式即使完好也不通过。
A file that takes more than 60 s or 1769 MB, as the product allows, is flagged: too-complex.
Exit 0: every file has its verdict. Exit 2: a file can't be read (its line says why), or wrong usage.`;

type Offered = "docx" | "pdf" | null;
const offers: Record<string, Offered> = {
  ".pdf": "pdf",
  ...Object.fromEntries(
    [".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".odt", ".rtf"].map((ending) => [
      ending,
      "docx" as const,
    ]),
  ),
};
/** What a name says of a file; it chooses words, never a verdict. */
const namedAs = (file: string): Offered => offers[extname(file).toLowerCase()] ?? null;

function lineOf(file: string, outcome: Inspected, elapsed: number): object {
  if (outcome.kind === "unreadable") return { file, error: `无法读取 / cannot read: ${outcome.because}` };
  if (outcome.kind === "inspected") {
    const { kind, verdict, reasons, pages, characters } = outcome.inspection;
    const codes = [...new Set(reasons.map(({ code }) => code))];
    return { file, kind, verdict, reasons: codes, pages, characters, milliseconds: outcome.milliseconds };
  }
  const nothing = {
    kind: "other",
    verdict: "flagged",
    reasons: ["too-complex"],
    pages: null,
    characters: null,
  };
  return { file, ...nothing, milliseconds: elapsed };
}

interface Wishes {
  files: string[];
  as: Offered;
}

/** The files and the option; undefined when they make no sense. */
function wishesOf(args: readonly string[]): Wishes | undefined {
  const options = { as: { type: "string" } } as const;
  const { values, positionals: files } = parsed({ args, options }) ?? { values: {}, positionals: [] };
  const { as = null } = values;
  const isFormat = as === null || as === "docx" || as === "pdf";
  return isFormat && files.length > 0 ? { files, as } : undefined;
}

/** `linxuan inspect FILE...`. Exit 0: a verdict on every file. Exit 2: a file can't be read, or wrong usage. */
export const inspectCommand = {
  name: "inspect",
  summary: "检查 Word 与 PDF 文件 / inspect Word and PDF files as uploads",
  usage,
  async run(args: readonly string[], bounds: Bounds = productBounds): Promise<number> {
    if (args[0] === "--help" || args[0] === "-h") {
      console.log(usage);
      return 0;
    }
    const wishes = wishesOf(args);
    if (!wishes) {
      console.error(usage);
      return 2;
    }
    const inspector = openInspector(bounds);
    let exitCode = 0;
    try {
      for (const file of wishes.files) {
        const begun = performance.now();
        const outcome = await inspector.inspect({ file, expected: wishes.as, named: namedAs(file) });
        if (outcome.kind === "unreadable") exitCode = 2;
        console.log(JSON.stringify(lineOf(file, outcome, Math.round(performance.now() - begun))));
      }
    } finally {
      inspector.close();
    }
    return exitCode;
  },
};
