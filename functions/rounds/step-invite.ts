import type { Invitation } from "../../shared/contract/invitations.ts";
import { societyInvited } from "../../shared/events/invitations.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { invitations } from "./records.ts";

/** An invitation is two items, itself and its event; a transaction takes a hundred with the answer. */
export const invitationsAtOnce = 49;

/** Invitations with their events; one that stands already makes the whole part fall, to be read again. */
export const invitingPart = (some: readonly Invitation[]) => ({
  writes: some.map((one) => invitations.create(one)),
  facts: some.map(({ roundId, societyCode }) =>
    fact(societyInvited, {
      aggregateId: `${roundId}#${societyCode}`,
      version: 1,
      payload: { roundId, societyCode },
    }),
  ),
});
