import type { Docket } from "../../shared/contract/objections.ts";
import type { ApplicationId, RoundId } from "../../shared/kernel/ids.ts";

export const emptyDocket = (roundId: RoundId): Docket => ({ roundId, open: [], removals: [], version: 0 });

/** Something is open on a place from now on. */
export const withOpen = (held: Docket, entry: Docket["open"][number]): Docket => ({
  ...held,
  open: [...held.open, entry],
  version: held.version + 1,
});

/** It is over; `removal`: and the place is lost. Who lost it before does not lose it twice. */
export function withoutOpen(
  held: Docket,
  { applicationId, matter }: Docket["open"][number],
  removal?: Docket["removals"][number],
): Docket {
  const isNew = removal && !isRemoved(held, removal.applicationId);
  return {
    ...held,
    open: held.open.filter((one) => one.applicationId !== applicationId || one.matter !== matter),
    removals: isNew ? [...held.removals, removal] : held.removals,
    version: held.version + 1,
  };
}

export const isRemoved = ({ removals }: Docket, id: ApplicationId): boolean =>
  removals.some(({ applicationId }) => applicationId === id);
