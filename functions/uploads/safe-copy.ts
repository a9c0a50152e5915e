import type { Removed } from "../../shared/contract/safe-copies.ts";
import { copyDocx } from "./docx-copy.ts";
import { copyImage } from "./image.ts";
import type { Inspection, InspectionLimits } from "./inspection.ts";
import type { Means } from "./pdf.ts";
import { copyPdf } from "./pdf-copy.ts";

/** A copy of a file for those who only read it; null of a kind, or of a file, of which none can be made. */
export function safeCopy(
  bytes: Uint8Array,
  { kind }: Pick<Inspection, "kind">,
  how: { limits: InspectionLimits; means: Means },
): { bytes: Uint8Array; removed: Removed[] } | null {
  if (kind === "image") return copyImage(bytes);
  if (kind === "pdf") return copyPdf(bytes, how);
  return kind === "docx" ? copyDocx(bytes, how) : null;
}
