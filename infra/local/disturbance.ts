import * as z from "zod";
import type { Bus } from "./bus.ts";
import type { Front } from "./dynamodb-front.ts";
import type { Endpoint } from "./endpoint.ts";

const Rate = z.number().min(0).max(1);

/** `PUT /_local/faults`: what is left out works undisturbed. */
export const Faults = z.strictObject({
  /** Calls of the store: conflicts, throttling, answers lost after the commit. */
  store: z
    .strictObject({
      seed: z.int(),
      conflict: Rate.optional(),
      throttle: Rate.optional(),
      lost: Rate.optional(),
    })
    .optional(),
  /** Single entries of PutEvents that fail. */
  entries: z.strictObject({ seed: z.int(), rate: Rate }).optional(),
  /** Deliveries of the bus and of schedules: some twice, late by up to so much, in any order. */
  bus: z
    .strictObject({
      seed: z.int(),
      duplicate: Rate.optional(),
      delayMs: z.int().min(0).max(60_000).optional(),
      shuffle: z.boolean().optional(),
    })
    .optional(),
});
export type Faults = z.infer<typeof Faults>;

/** Turns the disturbances of a test on and off, from outside the process. */
export const disturbWith =
  (parts: { front: Front; endpoint: Endpoint; bus: Bus }) =>
  ({ store, entries, bus }: Faults): void => {
    const { seed, conflict = 0, throttle = 0, lost = 0 } = store ?? { seed: 0 };
    parts.front.disturb(store && { seed, conflict, throttle, lost });
    parts.endpoint.disturbEvents(entries);
    parts.bus.disturb(bus);
  };
