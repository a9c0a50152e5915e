import { letterHandedOver, letterUndelivered } from "../../shared/events/deliveries.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { again } from "../../shared/store/again.ts";
import type { Write } from "../../shared/store/entity.ts";
import { deliverySeconds } from "./claims.ts";
import { awaited } from "./records.ts";

/** Letters of one tick; the next takes the rest. */
const atOnce = 100;

/** Letters of which nothing has been heard for so long: each is told of once, so that an officer calls. */
export async function tellUndelivered({ now, commit }: Tick): Promise<void> {
  const page = await awaited.page("open", { limit: atOnce, upTo: plusSeconds(now, -deliverySeconds) });
  for (const { letterId } of page.items) {
    await again(async () => {
      const held = await awaited.get({ letterId });
      if (!held || held.isTold) return;
      const { personId, owedAt } = held;
      const payload = { letterId, personId, owedAt };
      await commit({
        writes: [awaited.replace({ ...held, isTold: true, version: held.version + 1 })],
        facts: [fact(letterUndelivered, { aggregateId: letterId, version: 1, payload })],
      });
    });
  }
}

/** The mark goes with the letter that a relay took or that was given up; an officer who was told is told of that too. */
export async function awaitedNoMore(
  letterId: string,
  { isTaken }: { isTaken: boolean },
): Promise<{ writes: Write[]; facts: Fact[] }> {
  const held = await awaited.get({ letterId });
  if (!held) return { writes: [], facts: [] };
  const payload = { letterId, personId: held.personId };
  return {
    writes: [awaited.remove(held)],
    facts:
      isTaken && held.isTold ? [fact(letterHandedOver, { aggregateId: letterId, version: 2, payload })] : [],
  };
}

/** The mail service has told what became of a letter; whom it did not reach is identity's to know. */
export const toldOf = (letterId: string, { commit }: Pick<Tick, "commit">): Promise<void> =>
  again(async () => {
    const act = await awaitedNoMore(letterId, { isTaken: true });
    if (act.writes.length > 0) await commit(act);
  });
