import { readFile } from "node:fs/promises";
import { TwinFacts } from "../shared/contract/twins.ts";
import { parsed } from "./arguments.ts";
import { type Bounds, type Compared, openInspector, productBounds } from "./inspector.ts";

const usage = `linxuan twin WORD PDF [--facts FILE]

Compares a Word form with the PDF that should say the same, and prints one JSON line:
比对申报书的 Word 版与 PDF 版，输出一行 JSON：
{word, pdf, verdict: "alike"|"doubt"|"not-checkable", similarity, findings: [{code, file, detail}],
 passages: [{word, pdf, page}], omitted, inspected: {word, pdf}, milliseconds}

White space, line breaks, punctuation, full and half width, heads and feet of pages count for nothing.
Scans and recognised text are not guessed at. A doubt is for a person to look at; it refuses nothing.
不比较空白、换行、标点、全角半角和页眉页脚；扫描页和识别文字不作猜测；存疑之处由人工查看，不会因此退件。

--facts names a JSON file of what both should say, null or [] where nothing is expected:
--facts 指定两份文件应有的内容（JSON），没有的填 null 或 []：
{"templateId": "annex-2", "title": "…", "names": ["name", "former name 曾用名"], "budgetTotalFen": 118248000}

A pair that takes more than 60 s or 1769 MB is not-checkable.
Exit 0: compared, whatever came of it. Exit 2: a file can't be read, facts of another shape, or wrong usage.`;

const nothingKnown: TwinFacts = { templateId: null, title: null, names: [], budgetTotalFen: null };

async function factsFrom(file: string | undefined): Promise<TwinFacts | { refused: string }> {
  if (file === undefined) return nothingKnown;
  try {
    return TwinFacts.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { refused: `无法使用 ${file} / cannot use ${file}: ${why}` };
  }
}

function lineOf(word: string, pdf: string, outcome: Compared): object {
  if (outcome.kind === "unreadable")
    return { word, pdf, error: `无法读取 / cannot read: ${outcome.because}` };
  if (outcome.kind === "compared") {
    const inspected = { word: outcome.word.verdict, pdf: outcome.pdf.verdict };
    return { word, pdf, ...outcome.comparison, inspected, milliseconds: outcome.milliseconds };
  }
  const findings = [{ code: "not-checkable", file: null, detail: null }];
  return { word, pdf, verdict: "not-checkable", similarity: null, findings, passages: [], omitted: 0 };
}

/** `linxuan twin WORD PDF`. Exit 0: compared. Exit 2: a file or the facts can't be read, or wrong usage. */
export const twinCommand = {
  name: "twin",
  summary: "比对申报书的 Word 版与 PDF 版 / compare a Word form with its PDF",
  usage,
  async run(args: readonly string[], bounds: Bounds = productBounds): Promise<number> {
    if (args[0] === "--help" || args[0] === "-h") {
      console.log(usage);
      return 0;
    }
    const wishes = parsed({ args, options: { facts: { type: "string" } } });
    const [word, pdf, ...others] = wishes?.positionals ?? [];
    if (word === undefined || pdf === undefined || others.length > 0) {
      console.error(usage);
      return 2;
    }
    const facts = await factsFrom(wishes?.values.facts);
    if ("refused" in facts) {
      console.error(facts.refused);
      return 2;
    }
    const inspector = openInspector(bounds);
    try {
      const outcome = await inspector.compare({ word, pdf, facts });
      console.log(JSON.stringify(lineOf(word, pdf, outcome)));
      return outcome.kind === "unreadable" ? 2 : 0;
    } finally {
      inspector.close();
    }
  },
};
