import { inspect } from "../../functions/uploads/inspect.ts";
import { type InspectionLimits, inspectionLimits } from "../../functions/uploads/inspection.ts";
import type { UploadFormat } from "../../shared/contract/upload-record.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";

/** The verdict on some bytes with its reasons, the deciding one first. */
export async function inspected(
  bytes: Uint8Array,
  expected: UploadFormat | null,
  limits: Partial<InspectionLimits> = {},
): Promise<string> {
  const asked = { expected, limits: { ...inspectionLimits, ...limits }, means: inspectionMeans };
  const { verdict, reasons } = await inspect(bytes, asked);
  return [verdict, ...new Set(reasons.map(({ code }) => code))].join(" ");
}

/** The places that the reasons of a verdict name, the deciding one first. */
export async function places(bytes: Uint8Array, expected: "docx" | "pdf"): Promise<string[]> {
  const asked = { expected, limits: inspectionLimits, means: inspectionMeans };
  const { reasons } = await inspect(bytes, asked);
  return reasons.map(({ code, where }) => `${code}: ${where}`);
}
