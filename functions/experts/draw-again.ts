import * as z from "zod";
import { AnyPool } from "../../shared/contract/round-panel-record.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { Seed } from "../../shared/kernel/lots.ts";
import { canDraw, drawAny, drawText } from "./draw-any.ts";

/** What `getDrawBundle` gives; of the result only the hash is needed. */
export const DrawBundle = z.object({
  seed: Seed,
  seedHash: Sha256,
  pool: z.string(),
  poolHash: Sha256,
  resultHash: Sha256,
});
export type DrawBundle = z.infer<typeof DrawBundle>;

/** What does not fit together, or the very bytes of the result. */
export type DrawnAgain =
  | { fault: "seed-hash" | "pool-hash" | "pool-content" | "result-hash"; computed: string }
  | { text: string };

/** Draws again from a bundle: the seed is the one that was promised, the pool the one that was frozen, and the result follows. */
export function drawAgain(
  { seed, seedHash, pool, poolHash, resultHash }: DrawBundle,
  {
    sha256,
    lotUnder,
  }: { sha256: (text: string) => string; lotUnder: (seed: string) => (id: string) => Sha256 },
): DrawnAgain {
  if (sha256(seed) !== seedHash) return { fault: "seed-hash", computed: sha256(seed) };
  if (sha256(pool) !== poolHash) return { fault: "pool-hash", computed: sha256(pool) };
  const read = AnyPool.safeParse(JSON.parse(pool));
  const isWhole = read.success && read.data.seedHash === seedHash && canDraw(read.data);
  if (!isWhole) return { fault: "pool-content", computed: poolHash };
  const text = drawText(drawAny(read.data, { poolHash, seed, lotOf: lotUnder(seed) }));
  return sha256(text) === resultHash ? { text } : { fault: "result-hash", computed: sha256(text) };
}
