import type { AnyPool, AnyResult } from "../../shared/contract/round-panel-record.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { Sha256 } from "../../shared/kernel/ids.ts";
import { drawFrom, shortageIn } from "./draw.ts";
import { drawPanel, panelShortageIn } from "./panel-draw.ts";

/** What the hash of a pool or a result is of. */
export const drawText = (of: AnyPool | AnyResult): string => canonicalJson(of);

/** Does a pool give a result, whatever the seed? */
export const canDraw = (pool: AnyPool): boolean => !("of" in pool ? panelShortageIn(pool) : shortageIn(pool));

/** The draw from a pool: of a round's panel, or of each application's experts. @throws RangeError when there is none */
export const drawAny = (
  pool: AnyPool,
  by: { poolHash: Sha256; seed: string; lotOf: (id: string) => Sha256 },
): AnyResult => ("of" in pool ? drawPanel(pool, by) : drawFrom(pool, by));
