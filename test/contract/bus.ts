import type { Context } from "aws-lambda";
import * as z from "zod";
import { services } from "../../infra/services.ts";
import type { Envelope } from "../../shared/events/kit.ts";
import type { FunctionManifest } from "../../shared/kernel/manifest.ts";
import type { ServiceName } from "../../shared/kernel/services.ts";
import { eventOf, outboxMark } from "../../shared/store/outbox.ts";
import { documents } from "../../shared/store/table.ts";
import { tell, tick } from "../told.ts";

type Listener = (delivered: unknown, context: Context) => Promise<void>;

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

/** A schedule's function, at its instant. */
export const tickOf = async (service: ServiceName, at: string): Promise<void> =>
  tick(await listenerOf(service, "on-tick"), at);

const Written = z.object({
  TransactItems: z.array(z.object({ Put: z.object({ Item: z.record(z.string(), z.unknown()) }).optional() })),
});

/** Every event that handlers of this process have written since: what the table's stream would bring. */
function openStream(): Envelope[] {
  const written: Envelope[] = [];
  documents.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { TransactItems = [] } = Written.safeParse(args.input).data ?? {};
      const items = TransactItems.flatMap(({ Put }) => (Put?.Item.kind === outboxMark ? [Put.Item] : []));
      written.push(...items.map(eventOf));
      return result;
    },
    { step: "initialize", priority: "high", name: "stream" },
  );
  return written;
}

/** Brings every event that was written to whoever hears it, once and in order, until nobody has more to say. */
export function openBus() {
  const stream = openStream();
  return async (at: string): Promise<void> => {
    for (let event = stream.shift(); event; event = stream.shift()) {
      for (const { service, file } of consumers.filter(({ type }) => type === event?.type)) {
        await tell(await listenerOf(service, file), event, at);
      }
    }
  };
}
