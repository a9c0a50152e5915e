import { randomUUID } from "node:crypto";
import { createDeliveries, type DeliveriesOptions } from "./deliveries.ts";
import type { Clock, Cloud, LocalRule } from "./model.ts";

/** An event as a rule sees it and a target receives it. */
export interface BusEvent {
  version: "0";
  id: string;
  "detail-type": string;
  source: string;
  account: string;
  /** UTC, whole seconds, as EventBridge has it. */
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

/** What a sender says of an event; `bus` is a name. */
export interface NewEvent {
  bus: string;
  source: string;
  detailType: string;
  detail: unknown;
  resources?: readonly string[];
  /** Instant; the local clock's when absent. */
  time?: Date;
}

interface BusOptions extends Omit<DeliveriesOptions, "functions"> {
  cloud: Cloud;
  clock: Clock;
  /** Whether an event fits a rule's pattern; throws at a pattern that it does not know. */
  matches: (pattern: unknown, event: unknown) => boolean;
}

/** The id that a sender gave the fact itself; the bus's own where there is none. */
const factIdOf = ({ id, detail }: BusEvent): string =>
  typeof detail === "object" && detail !== null && "id" in detail ? String(detail.id) : id;

/** The bus that AWS services send to. */
export const defaultBus = "default";

/**
 * EventBridge: every matching rule's targets get the event, at least once and in no order. Accepted events survive a
 * kill; `disorder` duplicates, delays and shuffles them by a seed.
 */
export function createBus(options: BusOptions) {
  const { cloud, clock, matches, queues } = options;
  const deliveries = createDeliveries({ ...options, functions: cloud.functions });
  const busNames = new Set([defaultBus, ...cloud.buses.map(({ name }) => name)]);
  const functionArns = new Set(cloud.functions.map(({ arn }) => arn));
  for (const rule of cloud.rules) {
    if (!busNames.has(rule.busName))
      throw new Error(`rule ${rule.name}: no bus ${rule.busName} in the template`);
    for (const { arn } of rule.targets) if (!functionArns.has(arn)) queues.nameOf(arn);
  }
  let accepted = 0;
  /** What services told, by the fact's own id: an event that comes twice is one. */
  const told = new Set<string>();

  function toTargets(rule: LocalRule, event: BusEvent): void {
    for (const target of rule.targets) {
      const given: unknown = target.input === undefined ? event : JSON.parse(target.input);
      if (functionArns.has(target.arn)) deliveries.submit(target.arn, given, `rule ${rule.name}`);
      else queues.send(target.arn, given);
    }
  }

  const eventOf = ({
    source,
    detailType,
    detail,
    resources = [],
    time,
  }: Omit<NewEvent, "bus">): BusEvent => ({
    version: "0",
    id: randomUUID(),
    "detail-type": detailType,
    source,
    account: cloud.accountId,
    time: `${(time ?? clock.now()).toISOString().slice(0, 19)}Z`,
    region: cloud.region,
    resources: [...resources],
    detail,
  });

  return {
    isBus: (name: string) => busNames.has(name),

    /** Takes an event; when this returns, its deliveries survive a kill. */
    put({ bus, ...given }: NewEvent): string {
      if (!busNames.has(bus)) throw new Error(`no bus ${bus} in the template`);
      const event = eventOf(given);
      accepted += 1;
      if (bus !== defaultBus) told.add(factIdOf(event));
      for (const rule of cloud.rules) {
        if (rule.busName === bus && rule.schedule === undefined && matches(rule.pattern, event))
          toTargets(rule, event);
      }
      return event.id;
    },

    /** A schedule's tick, to that rule's targets alone. */
    tick(rule: LocalRule, ruleArn: string): void {
      const detailType = "Scheduled Event";
      toTargets(rule, eventOf({ source: "aws.events", detailType, detail: {}, resources: [ruleArn] }));
    },

    /** Calls a function asynchronously, outside any rule: a redrive, or Lambda's Invoke with type Event. */
    submit: deliveries.submit,
    disturb: deliveries.disturb,
    start: deliveries.start,
    caughtUp: deliveries.caughtUp,
    idle: deliveries.idle,
    close: deliveries.close,
    counts: () => ({ accepted, told: told.size, owed: deliveries.owed() }),
  };
}

export type Bus = ReturnType<typeof createBus>;
