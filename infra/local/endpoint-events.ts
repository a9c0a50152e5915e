import type { Bus } from "./bus.ts";
import { type IsAllowed, refusalMessage, refusalOf } from "./caller.ts";
import { type Api, json, jsonError, operationOf } from "./endpoint-kit.ts";
import type { Cloud } from "./model.ts";
import { seededRandom } from "./random.ts";

interface Entry {
  EventBusName?: string;
  Source?: string;
  DetailType?: string;
  Detail?: string;
  Resources?: string[];
  /** Epoch seconds. */
  Time?: number;
}

/** PutEvents takes ten entries of 256 KB together. */
const entriesMost = 10;
const bytesMost = 256 * 1024;

/** Single entries fail at this rate, chosen by the seed: PutEvents may take some and refuse others. */
export interface EntryFaults {
  seed: number;
  rate: number;
}

const sizeOf = ({ Source = "", DetailType = "", Detail = "", Resources = [], Time }: Entry): number =>
  [Source, DetailType, Detail, ...Resources].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    Time ? 14 : 0,
  );

function parsed(detail: string | undefined): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(detail ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** EventBridge's PutEvents. `disturb` makes single entries fail from then on. */
export function eventsApi({ cloud, bus, isAllowed }: { cloud: Cloud; bus: Bus; isAllowed: IsAllowed }) {
  const partition = cloud.region.startsWith("cn-") ? "aws-cn" : "aws";
  const arnPrefix = `arn:${partition}:events:${cloud.region}:${cloud.accountId}:event-bus/`;
  let fails: () => boolean = () => false;

  const busOf = ({ EventBusName = "default" }: Entry): string =>
    EventBusName.slice(EventBusName.lastIndexOf("/") + 1);

  function put(entry: Entry): { EventId: string } | { ErrorCode: string; ErrorMessage: string } {
    const detail = parsed(entry.Detail);
    if (detail === undefined) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    for (const name of ["Source", "DetailType"] as const) {
      if (!entry[name])
        return { ErrorCode: "InvalidArgument", ErrorMessage: `Parameter ${name} is not valid.` };
    }
    if (fails()) return { ErrorCode: "InternalFailure", ErrorMessage: "An internal error occurred." };
    const { Source = "", DetailType = "", Resources = [], Time } = entry;
    const time = Time === undefined ? {} : { time: new Date(Time * 1000) };
    const event = { bus: busOf(entry), source: Source, detailType: DetailType, detail: detail.value };
    return { EventId: bus.put({ ...event, resources: Resources, ...time }) };
  }

  const api: Api = (request) => {
    const { caller, body } = request;
    const operation = operationOf(request);
    if (operation !== "PutEvents") {
      const access = { action: `events:${operation}`, resource: "*", context: {} };
      return jsonError("AccessDeniedException", refusalMessage(caller, access));
    }
    const { Entries = [] } = JSON.parse(body.toString()) as { Entries?: Entry[] };
    if (Entries.length === 0 || Entries.length > entriesMost) {
      const sentence = `Member must have length less than or equal to ${entriesMost} and greater than or equal to 1`;
      return jsonError("ValidationException", `Value at 'entries' failed to satisfy constraint: ${sentence}`);
    }
    if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > bytesMost) {
      return jsonError("ValidationException", "Total size of the entries in the request is over the limit.");
    }
    const accesses = Entries.map((entry) => ({
      action: "events:PutEvents",
      resource: `${arnPrefix}${busOf(entry)}`,
      context: { "events:source": [entry.Source ?? ""], "events:detail-type": [entry.DetailType ?? ""] },
    }));
    const refused = refusalOf(caller, accesses, isAllowed);
    if (refused) return jsonError("AccessDeniedException", refusalMessage(caller, refused));
    const unknown = Entries.find((entry) => !bus.isBus(busOf(entry)));
    if (unknown) return jsonError("ResourceNotFoundException", `Event bus ${busOf(unknown)} does not exist.`);
    const answers = Entries.map(put);
    return json({ FailedEntryCount: answers.filter((one) => "ErrorCode" in one).length, Entries: answers });
  };
  return {
    api,
    disturb(faults: EntryFaults | undefined): void {
      if (faults === undefined) {
        fails = () => false;
        return;
      }
      const random = seededRandom(faults.seed);
      fails = () => random() < faults.rate;
    },
  };
}
