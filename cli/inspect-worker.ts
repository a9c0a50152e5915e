import { readFile } from "node:fs/promises";
import { examine, inspect } from "../functions/uploads/inspect.ts";
import { type Inspection, inspectionLimits } from "../functions/uploads/inspection.ts";
import { compareTwins } from "../functions/uploads/twin.ts";
import type { TwinComparison, TwinFacts } from "../shared/contract/twins.ts";
import { inspectionMeans } from "../shared/runtime/inspection-means.ts";

type Format = "docx" | "pdf";

/** One file for the worker, what it must be, and what its name says. */
interface AskedToInspect {
  act: "inspect";
  file: string;
  expected: Format | null;
  named: Format | null;
}
/** A Word form and its PDF, and what both should say. */
interface AskedToCompare {
  act: "compare";
  word: string;
  pdf: string;
  facts: TwinFacts;
}
export type Asked = AskedToInspect | AskedToCompare;

/** What it says of one file. */
export type InspectTold = { kind: "unreadable"; because: string } | Inspected | Failed;
/** What it says of a pair. */
export type CompareTold = { kind: "unreadable"; because: string } | Compared | Failed;
export type Told = { kind: "ready" } | InspectTold | CompareTold;
interface Inspected {
  kind: "inspected";
  inspection: Inspection;
  milliseconds: number;
}
interface Compared {
  kind: "compared";
  word: Inspection;
  pdf: Inspection;
  comparison: TwinComparison;
  milliseconds: number;
}
/** The engine threw: the file is beyond it. */
interface Failed {
  kind: "failed";
}

const tell = (told: Told) => process.send?.(told);

const asked = (expected: Format | null, named: Format | null = null) => ({
  ...{ expected, named, limits: inspectionLimits, means: inspectionMeans },
});

async function inspected({ expected, named }: AskedToInspect, bytes: Uint8Array): Promise<Inspected> {
  const begun = performance.now();
  const inspection = await inspect(bytes, asked(expected, named));
  return { kind: "inspected", inspection, milliseconds: Math.round(performance.now() - begun) };
}

async function compared({ facts }: AskedToCompare, [word, pdf]: [Uint8Array, Uint8Array]): Promise<Compared> {
  const begun = performance.now();
  const ofWord = await examine(word, asked("docx"));
  const ofPdf = await examine(pdf, asked("pdf"));
  const comparison = compareTwins({ word: ofWord.text, pdf: ofPdf.text }, facts);
  const milliseconds = Math.round(performance.now() - begun);
  return { kind: "compared", word: ofWord.inspection, pdf: ofPdf.inspection, comparison, milliseconds };
}

async function answer(said: Asked): Promise<Told> {
  const files: Uint8Array[] = [];
  try {
    for (const file of said.act === "inspect" ? [said.file] : [said.word, said.pdf])
      files.push(await readFile(file));
  } catch (cause) {
    return { kind: "unreadable", because: cause instanceof Error ? cause.message : String(cause) };
  }
  const [first = new Uint8Array(), second = new Uint8Array()] = files;
  try {
    return said.act === "inspect" ? await inspected(said, first) : await compared(said, [first, second]);
  } catch {
    return { kind: "failed" };
  }
}

process.on("message", (said) => void answer(said as Asked).then(tell));
tell({ kind: "ready" });
