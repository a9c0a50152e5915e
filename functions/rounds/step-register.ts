import { societyRecorded } from "../../shared/events/rounds.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { contactChanges, earlierFacts } from "./records.ts";
import type { Change } from "./register-change.ts";

/** A transaction takes a hundred items; one is the answer under its Idempotency-Key. */
const itemsAtOnce = 99;

/** The changes in groups that one transaction takes: a society with its event and its history is never parted. */
export function grouped(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [[]];
  let items = 0;
  for (const change of changes) {
    const own = 2 + change.earlier.length + (change.contacts ? 1 : 0);
    if (items + own > itemsAtOnce) {
      groups.push([]);
      items = 0;
    }
    groups.at(-1)?.push(change);
    items += own;
  }
  return groups;
}

/** Changed societies with their history and their events. */
export const actOf = (changes: readonly Change[]) => ({
  writes: changes.flatMap(({ next, earlier, contacts }) => [
    next.version === 1 ? societies.create(next) : societies.replace(next),
    ...earlier.map((one) => earlierFacts.create(one)),
    ...(contacts ? [contactChanges.create(contacts)] : []),
  ]),
  facts: changes.map(({ next: { code, version, importHash } }) =>
    fact(societyRecorded, {
      aggregateId: code,
      version,
      payload: { societyCode: code, importHash },
    }),
  ),
});
