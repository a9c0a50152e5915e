import type { Bus } from "./bus.ts";
import type { Streams } from "./streams.ts";

/** Resolves when nothing is in flight: the bus owes nothing, the stream is read to its end, and neither woke the other. */
export async function settle({ streams, bus }: { streams: Streams; bus: Bus }): Promise<void> {
  const moved = () => streams.taken() + bus.counts().accepted;
  for (let before = Number.NaN; before !== moved(); ) {
    before = moved();
    // The bus first: what its last call wrote is seen only by a reading that comes after it.
    await bus.idle();
    await streams.idle();
  }
}
