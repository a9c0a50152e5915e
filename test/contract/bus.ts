import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { services } from "../../infra/services.ts";
import type { FunctionManifest } from "../../shared/kernel/manifest.ts";
import type { ServiceName } from "../../shared/kernel/services.ts";
import { eventOf } from "../../shared/store/outbox.ts";
import { items } from "./table.ts";

type Listener = (delivered: unknown, context: Context) => Promise<unknown>;

/** A function that no route leads to: a consumer, a schedule's, a bucket's. */
export async function listenerOf(service: ServiceName, file: string): Promise<Listener> {
  const loaded: { handler: Listener } = await import(`../../functions/${service}/${file}.ts`);
  return loaded.handler;
}

const consumers = services.flatMap(({ name, functions }) =>
  Object.entries<FunctionManifest>(functions).flatMap(([file, { hears = [] }]) =>
    hears.map(({ type }) => ({ service: name, file, type })),
  ),
);

/** What EventBridge hands to a function. */
export const delivery = (at: string, detail: unknown = {}) => ({ id: randomUUID(), time: at, detail });

/** A schedule's function, at its instant. */
export async function tick(service: ServiceName, at: string): Promise<void> {
  await (await listenerOf(service, "on-tick"))(delivery(at), {} as Context);
}

/** Brings every event that was written to whoever hears it, once and in order, until nobody has more to say. */
export function openBus() {
  const told = new Set<string>();
  return async (at: string): Promise<void> => {
    for (;;) {
      const written = (await items())
        .filter(({ kind }) => kind === "event")
        .map(eventOf)
        .filter(({ id }) => !told.has(id))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      if (written.length === 0) return;
      for (const event of written) {
        told.add(event.id);
        for (const { service, file } of consumers.filter(({ type }) => type === event.type)) {
          await (await listenerOf(service, file))(delivery(at, event), {} as Context);
        }
      }
    }
  };
}
