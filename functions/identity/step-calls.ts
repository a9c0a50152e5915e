import type { OwedLetter } from "../../shared/contract/second-ways.ts";
import type { PersonId } from "../../shared/kernel/ids.ts";
import { again } from "../../shared/store/again.ts";
import { transact } from "../../shared/store/commit.ts";
import type { Write } from "../../shared/store/entity.ts";
import { noCall, withOwed, withoutDelivered } from "./calls.ts";
import { type Call, calls } from "./records.ts";

export const keptCall = (next: Call): Write =>
  next.version === 1 ? calls.create(next) : calls.replace(next);

/** The write by which a letter that has not arrived stands on the call list; none when it stands there. */
export async function owes(personId: PersonId, letter: OwedLetter): Promise<Write[]> {
  const next = withOwed((await calls.get({ personId })) ?? noCall(personId), letter);
  return next ? [keptCall(next)] : [];
}

/** A code is on its way: in ten minutes somebody is to call, unless it is told of before. */
export const awaitDelivery = (personId: PersonId, letter: OwedLetter): Promise<void> =>
  again(async () => {
    const writes = await owes(personId, letter);
    if (writes.length > 0) await transact(writes);
  });

/** A letter has arrived, or is as good as that where nobody tells of deliveries. */
export const settleDelivery = (personId: PersonId, letterId: string): Promise<void> =>
  again(async () => {
    const held = await calls.get({ personId });
    const next = held && withoutDelivered(held, letterId);
    if (next) await transact([keptCall(next)]);
  });
