import type { Recusal } from "../../shared/contract/recusal-record.ts";
import { asRead, type Write } from "../../shared/store/entity.ts";
import { recusals } from "../../shared/store/published/recusals.ts";

/** The next version of a recusal over the one that was read. */
export const recusalWrite = (held: Recusal | undefined, next: Recusal): Write =>
  held ? recusals.replace(next, [asRead(held)]) : recusals.create({ ...next, version: 1 });
