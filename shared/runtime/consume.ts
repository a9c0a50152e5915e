import middy from "@middy/core";
import type { EventBridgeEvent, ScheduledEvent } from "aws-lambda";
import { Envelope, type EventContract, type EventOf } from "../events/kit.ts";
import { type IdKind, newId } from "../kernel/ids.ts";
import type { ServiceName } from "../kernel/services.ts";
import { epochOf, type Instant, instantFrom } from "../kernel/time.ts";
import { again } from "../store/again.ts";
import { transact } from "../store/commit.ts";
import type { Write } from "../store/entity.ts";
import { type Heard, HeardBefore, heardWrite } from "../store/once.ts";
import { random } from "./call.ts";
import { type Circumstance, type Fact, outboxOf } from "./facts.ts";
import { errorWords, log } from "./log.ts";

/** One delivered event; it may come twice, late, or after newer ones. */
export interface Hearing<E extends EventContract> {
  event: EventOf<E>;
  /** The bus's instant of delivery. */
  now: Instant;
  newId: (kind: IdKind) => string;
  /** State, facts and the mark that this event was heard, all or nothing. A second delivery changes nothing. */
  commit: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
  /** An earlier part of what one event brings about, without the mark; it must be harmless when it is done again. */
  commitPart: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
  /** Parts one after the other, the last with the mark; with none of them only the mark. */
  commitAll: (parts: readonly { writes: Write[]; facts?: Fact[] }[]) => Promise<void>;
}

interface Consumer<E extends EventContract> {
  service: ServiceName;
  /** Its name in its marks; never renamed. */
  name: string;
  /** `each`: every event counts, once. `latest`: only one newer than the last heard of the same aggregate counts. */
  mode: Heard["mode"];
  hears: readonly E[];
  handle: (hearing: Hearing<E>) => Promise<void>;
}

/**
 * The Lambda of a subscription. An event that does not fit its contract throws: it must end in the dead-letter queue,
 * never in silence.
 */
export function consume<const E extends EventContract>(consumer: Consumer<E>) {
  return middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
    const envelope = Envelope.parse(delivered.detail);
    const contract = consumer.hears.find((one) => one.type === envelope.type);
    if (!contract) throw new Error(`${consumer.name} does not hear ${envelope.type}`);
    const event = { ...envelope, payload: contract.payload.parse(envelope.payload) } as EventOf<E>;
    const now = instantFrom(Date.parse(delivered.time));
    const circumstance: Circumstance = { now, actorId: "system", correlationId: event.correlationId, random };
    const heard: Heard = {
      service: consumer.service,
      consumer: consumer.name,
      mode: consumer.mode,
      eventId: event.id,
      aggregateId: event.aggregate.id,
      version: event.version,
    };
    const commit: Hearing<E>["commit"] = ({ writes, facts = [] }) =>
      transact([heardWrite(heard), ...writes, ...outboxOf(facts, circumstance)]);
    const commitPart: Hearing<E>["commitPart"] = ({ writes, facts = [] }) =>
      transact([...writes, ...outboxOf(facts, circumstance)]);
    const hearing: Hearing<E> = {
      event,
      now,
      newId: (kind) => newId(kind, epochOf(now), random),
      commit,
      commitPart,
      commitAll: async (parts) => {
        for (const part of parts.slice(0, -1)) await commitPart(part);
        await commit(parts.at(-1) ?? { writes: [] });
      },
    };
    try {
      // Two events of one thing meet on its row; whoever loses reads again rather than wait for the bus's retry.
      await again(() => consumer.handle(hearing));
    } catch (cause) {
      const { correlationId, id, type: eventType } = event;
      const seen = { correlationId, consumer: consumer.name, event: id, eventType };
      if (!(cause instanceof HeardBefore)) {
        log("error", "event failed", { ...seen, error: errorWords(cause) });
        throw cause;
      }
      log("info", "heard before", seen);
    }
  });
}

/** One tick of a schedule. */
export interface Tick {
  /** The schedule's instant; what is due by then is done. */
  now: Instant;
  newId: (kind: IdKind) => string;
  commit: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
}

/** What a function may do in answer to a delivery that is no event of ours, such as a new object. */
export function onDelivery(delivered: { time: string; id: string }): Tick {
  const now = instantFrom(Date.parse(delivered.time));
  const correlationId = delivered.id;
  const circumstance: Circumstance = { now, actorId: "system", correlationId, random };
  return {
    now,
    newId: (kind) => newId(kind, epochOf(now), random),
    commit: ({ writes, facts = [] }) => transact([...writes, ...outboxOf(facts, circumstance)]),
  };
}

/** The Lambda of a schedule. It does all that is due, so that a missed tick costs nothing. */
export function onTick(name: string, handle: (tick: Tick) => Promise<void>) {
  return middy<ScheduledEvent, void>().handler(async (delivered) => {
    const tick = onDelivery(delivered);
    await handle(tick);
    log("info", "tick", { consumer: name, at: tick.now });
  });
}
