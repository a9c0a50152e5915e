import { readFile } from "node:fs/promises";
import { inspect } from "../functions/uploads/inspect.ts";
import { type Inspection, inspectionLimits } from "../functions/uploads/inspection.ts";
import { inspectionMeans } from "../shared/runtime/inspection-means.ts";

/** One file for the worker, what it must be, and what its name says. */
export interface Asked {
  file: string;
  expected: "docx" | "pdf" | null;
  named: "docx" | "pdf" | null;
}

export type Told = { kind: "ready" } | { kind: "unreadable"; because: string } | Inspected | Failed;
interface Inspected {
  kind: "inspected";
  inspection: Inspection;
  milliseconds: number;
}
/** The engine threw: the file is beyond it. */
interface Failed {
  kind: "failed";
}

const tell = (told: Told) => process.send?.(told);

async function answer({ file, expected, named }: Asked): Promise<Told> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    return { kind: "unreadable", because: cause instanceof Error ? cause.message : String(cause) };
  }
  const begun = performance.now();
  try {
    const asked = { expected, named, limits: inspectionLimits, means: inspectionMeans };
    const inspection = await inspect(bytes, asked);
    return { kind: "inspected", inspection, milliseconds: Math.round(performance.now() - begun) };
  } catch {
    return { kind: "failed" };
  }
}

process.on("message", (asked) => void answer(asked as Asked).then(tell));
tell({ kind: "ready" });
