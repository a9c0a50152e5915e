import { paper } from "../../shared/contract/paper.ts";
import { serve } from "../../shared/runtime/http.ts";
import { bookSets, correctSet, decideShortage } from "./api-office.ts";
import { announceParcel, cancelParcel } from "./api-parcel.ts";
import { getCoverSheets, getPaper, listShortages } from "./api-reading.ts";

export const handler = serve("paper", paper, {
  announceParcel,
  cancelParcel,
  getPaper,
  getCoverSheets,
  bookSets,
  correctSet,
  decideShortage,
  listShortages,
});
