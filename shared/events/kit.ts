import * as z from "zod";
import { EventId } from "../kernel/ids.ts";
import type { ServiceName } from "../kernel/services.ts";
import { Instant } from "../kernel/time.ts";

/**
 * The envelope of every domain event. Payloads carry ids, versions and hashes, never content: an event is kept for
 * ever and read by many.
 */
export const Envelope = z.object({
  id: EventId,
  type: z.string().regex(/^[a-z-]+\.[a-z-]+\.v\d+$/),
  service: z.string(),
  aggregate: z.object({ kind: z.string(), id: z.string() }),
  /** The aggregate's version after this fact; a consumer ignores what is older than it holds. */
  version: z.int().positive(),
  at: Instant,
  correlationId: z.string(),
  /** Who did it: a person's id, or `system` for a date that passed. */
  actorId: z.string(),
  payload: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof Envelope>;

/** One declared event: a fact in the past, with its major version in the name. New meaning = new version beside the old. */
export interface EventContract<P extends z.ZodObject = z.ZodObject> {
  type: string;
  service: ServiceName;
  aggregate: string;
  payload: P;
}

/** Declares an event. */
export const event = <const E extends EventContract>(declared: E): E => declared;

/** An event of a contract; of several contracts, told apart by its type. */
export type EventOf<E extends EventContract> = E extends EventContract
  ? Omit<Envelope, "type" | "payload"> & { type: E["type"]; payload: z.output<E["payload"]> }
  : never;
