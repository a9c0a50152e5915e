import type { EventBridgeEvent } from "aws-lambda";
import type * as z from "zod";
import type { EventContract } from "../shared/events/kit.ts";
import { newId } from "../shared/kernel/ids.ts";

interface Circumstances {
  at: string;
  version?: number;
  id?: string;
  correlationId?: string;
}

/** An event of ours as the bus hands it to a consumer. */
export function delivered<E extends EventContract>(
  contract: E,
  aggregateId: string,
  payload: z.input<E["payload"]>,
  { at, version = 1, id, correlationId = "test" }: Circumstances,
): EventBridgeEvent<string, unknown> {
  return {
    version: "0",
    id: "00000000-0000-0000-0000-000000000000",
    source: `linxuan.${contract.service}`,
    account: "000000000000",
    region: "local",
    resources: [],
    time: at,
    "detail-type": contract.type,
    detail: {
      id: id ?? newId("event", Date.parse(at), Math.random),
      type: contract.type,
      service: contract.service,
      aggregate: { kind: contract.aggregate, id: aggregateId },
      version,
      at,
      correlationId,
      actorId: "system",
      payload,
    },
  };
}
