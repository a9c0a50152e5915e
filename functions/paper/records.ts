import * as z from "zod";
import { type Copies, Parcel, SetCorrection } from "../../shared/contract/paper.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { RoundId } from "../../shared/kernel/ids.ts";
import type { Transition } from "../../shared/kernel/lifecycle.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { tallyOf } from "../../shared/programme/paper.ts";
import { entity, stillIn, type Write } from "../../shared/store/entity.ts";
import { copies } from "../../shared/store/published/copies.ts";

/** What a society says is on its way; beside its application's copies. */
export const parcels = entity<Parcel, Pick<Parcel, "applicationId" | "id">>({
  prefix: "paper#parcel",
  schema: Parcel,
  schemaVersion: 1,
  key: ({ applicationId, id }) => ({ of: applicationId, sort: id }),
});

/** Every correction of a booking, in the order in which they were made; never changed. */
export const corrections = entity<SetCorrection, Pick<SetCorrection, "applicationId" | "version">>({
  prefix: "paper#correction",
  schema: SetCorrection,
  schemaVersion: 1,
  key: ({ applicationId, version }) => ({ of: applicationId, sort: String(version).padStart(6, "0") }),
});

/** Were a round's shortages told? Open again where one more came to be awaited after that. */
const Called = z.object({
  roundId: RoundId,
  deadline: Instant,
  doneAt: Instant.nullable(),
  version: z.int().positive(),
});
type Called = z.infer<typeof Called>;

export const called = entity<Called, Pick<Called, "roundId" | "deadline">>({
  prefix: "paper#called",
  schema: Called,
  schemaVersion: 1,
  key: ({ roundId, deadline }) => ({ of: roundId, sort: deadline }),
});

/** What a refused write on the copies means. */
export function copiesRefused(held: Record<string, unknown> | undefined): Problem {
  return held
    ? new Problem("version-conflict", { version: held.version, state: held.state })
    : new Problem("not-found");
}

/** The next version of the copies, by a line of their table. */
export const changed = (next: Copies, { from }: Pick<Transition, "from">): Write =>
  copies.replace(next, [stillIn(from)], copiesRefused);

/** What every fact about the copies says of them. */
export function payloadOf(held: Copies) {
  const { applicationId, roundId, societyCode } = held;
  const { due, received, late, missing } = tallyOf(held);
  return { applicationId, roundId, societyCode, due, received, late, missing };
}
