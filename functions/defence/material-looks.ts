import type { MaterialLooks } from "../../shared/contract/defence-material-looks.ts";
import type { Upload } from "../../shared/contract/upload-record.ts";

/** May a file be shown? One that inspection flagged only once a person has looked at it and cleared it. */
export const mayBeShown = (
  { state }: Pick<Upload, "state">,
  held: Pick<MaterialLooks, "looks"> | undefined,
): boolean => state !== "FLAGGED" || held?.looks.at(-1)?.outcome === "cleared";
