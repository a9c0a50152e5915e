import type { ThreeWays } from "../../shared/contract/agreement.ts";
import type { Section } from "../../shared/contract/applications.ts";
import type { Difference, FormReading } from "../../shared/contract/form-reading.ts";
import type { Twin } from "../../shared/contract/twins.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { TwinPair } from "../../shared/programme/twin-pairs.ts";
import { differencesOf } from "./form-differences.ts";
import type { PartnerRow } from "./form-partners.ts";

type State = ThreeWays["draftWord"]["state"];
type Written = readonly Pick<Section, "key" | "content" | "version">[];

interface Held {
  written: Written;
  reading: FormReading | undefined;
  partners: readonly PartnerRow[];
  twin: Twin | undefined;
}

const mostListed = 100;

/** Differences in words that are surely there: neither of width and spaces, nor of a place that was not found. */
export const sureDifferences = (differences: readonly Difference[]): Difference[] =>
  differences.filter(({ kind, isTypographic }) => kind !== "not-found" && !isTypographic);

function draftWord(
  definition: ProgrammeDefinition,
  { written, reading, partners }: Pick<Held, "written" | "reading" | "partners">,
): ThreeWays["draftWord"] {
  if (reading?.outcome !== "read") return { state: "unknown", differences: [], omitted: 0, strays: [] };
  const differences = differencesOf({ definition, written, reading, partners });
  const differs = sureDifferences(differences).length > 0 || reading.strays.length > 0;
  const isUnsure = differences.some(({ kind }) => kind === "not-found");
  return {
    state: differs ? "differ" : isUnsure ? "unknown" : "agree",
    differences: differences.slice(0, mostListed),
    omitted: Math.max(0, differences.length - mostListed),
    strays: reading.strays,
  };
}

/** Files whose total is another than the one recorded; where both are, they may well agree with each other. */
const otherTotals = (twin: Twin | undefined) =>
  (twin?.comparison.findings ?? []).filter(({ code }) => code === "total-differs").map(({ file }) => file);

function wordPdf(twin: Twin | undefined): ThreeWays["wordPdf"] {
  if (!twin) return { state: "unknown", twin: null, comparedAt: null };
  const { comparison, facts, comparedAt } = twin;
  const differs = comparison.findings.some(({ code }) => code === "text-differs");
  const isOneTotalOther = otherTotals(twin).length === 1;
  const isUnsure = comparison.findings.some(({ code }) => code !== "total-differs");
  const state = differs || isOneTotalOther ? "differ" : isUnsure ? "unknown" : "agree";
  return { state, twin: { comparison, facts }, comparedAt };
}

/** Two texts of which both equal a third are equal; of which one does, are not. */
function third(one: State, other: State, twin: Twin | undefined): State {
  if (otherTotals(twin).includes("pdf")) return "differ";
  if (one === "agree") return other;
  return other === "agree" ? one : "unknown";
}

/** 四、申报程序（一）: draft, Word form and PDF, each pair of the three. */
export function threeWays(
  definition: ProgrammeDefinition,
  { word, pdf }: TwinPair<Upload>,
  held: Held,
): ThreeWays {
  const ofWord = draftWord(definition, held);
  const ofPdf = wordPdf(held.twin);
  return {
    word: { kind: word.document.kind, uploadId: word.upload?.id ?? null },
    pdf: { kind: pdf.document.kind, uploadId: pdf.upload?.id ?? null },
    draftWord: ofWord,
    wordPdf: ofPdf,
    draftPdf: { state: third(ofWord.state, ofPdf.state, held.twin) },
  };
}
