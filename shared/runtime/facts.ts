import type * as z from "zod";
import type { EventContract, EventOf } from "../events/kit.ts";
import { EventId, newId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { epochOf } from "../kernel/time.ts";
import type { Write } from "../store/entity.ts";
import { outboxWrite } from "../store/outbox.ts";

/** A fact that a handler states beside the state that it writes. */
export interface Fact<E extends EventContract = EventContract> {
  contract: E;
  aggregateId: string;
  /** The aggregate's version after this fact. */
  version: number;
  payload: z.input<E["payload"]>;
  /** The event names nobody: whoever reads the log does not learn who did it. */
  isUnnamed?: true;
}

/** Declares a fact with its payload checked against its contract by the compiler. */
export const fact = <E extends EventContract>(contract: E, of: Omit<Fact<E>, "contract">): Fact<E> => ({
  contract,
  ...of,
});

/** Who states it, when, and in the course of what. */
export interface Circumstance {
  now: Instant;
  actorId: string;
  correlationId: string;
  random: () => number;
}

/** The outbox writes of the facts of one transaction. Payloads are parsed, so nothing undeclared gets out. */
export function outboxOf(facts: readonly Fact[], circumstance: Circumstance): Write[] {
  return facts.map(({ contract, aggregateId, version, payload, isUnnamed }) => {
    const event: EventOf<EventContract> = {
      id: EventId.parse(newId("event", epochOf(circumstance.now), circumstance.random)),
      type: contract.type,
      service: contract.service,
      aggregate: { kind: contract.aggregate, id: aggregateId },
      version,
      at: circumstance.now,
      correlationId: circumstance.correlationId,
      actorId: isUnnamed ? "anyone" : circumstance.actorId,
      payload: contract.payload.parse(payload),
    };
    return outboxWrite(`${contract.service}#${contract.aggregate}#${aggregateId}`, event);
  });
}
