import { inspect } from "../../functions/uploads/inspect.ts";
import { type InspectionLimits, inspectionLimits } from "../../functions/uploads/inspection.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";

/** The verdict on some bytes with its reasons, the deciding one first. */
export async function inspected(
  bytes: Uint8Array,
  expected: "docx" | "pdf" | null,
  limits: Partial<InspectionLimits> = {},
): Promise<string> {
  const asked = { expected, limits: { ...inspectionLimits, ...limits }, means: inspectionMeans };
  const { verdict, reasons } = await inspect(bytes, asked);
  return [verdict, ...new Set(reasons.map(({ code }) => code))].join(" ");
}
