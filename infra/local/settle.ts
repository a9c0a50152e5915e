import type { Bus } from "./bus.ts";
import type { Streams } from "./streams.ts";

/** Resolves when nothing is in flight: the stream is read to its end, the bus owes nothing, and neither woke the other. */
export async function settle({ streams, bus }: { streams: Streams; bus: Bus }): Promise<void> {
  const moved = () => streams.taken() + bus.counts().accepted;
  for (let before = Number.NaN; before !== moved(); ) {
    before = moved();
    await streams.idle();
    await bus.idle();
  }
}
