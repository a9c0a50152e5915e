import * as z from "zod";
import { services } from "../../infra/services.ts";
import { allEvents } from "../../shared/events/all.ts";
import { Envelope, type EventContract } from "../../shared/events/kit.ts";
import type { FunctionManifest } from "../../shared/kernel/manifest.ts";
import { code, codes, page, table } from "./markdown.ts";

type JsonSchema = {
  type?: string;
  enum?: unknown[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
};

/** A type in few words: `string`, `accepted | flagged`, `{kind, sha256}[]`. */
function inWords({ type = "any", enum: values, items, properties }: JsonSchema): string {
  if (values) return values.join(" | ");
  if (items) return `${inWords(items)}[]`;
  return properties ? `{${Object.keys(properties).join(", ")}}` : type;
}

const fieldsOf = (schema: z.ZodObject) =>
  Object.entries((z.toJSONSchema(schema) as JsonSchema).properties ?? {})
    .map(([name, field]) => `${code(name)} ${inWords(field)}`)
    .join("; ");

const listeners = ({ type }: EventContract) =>
  services.flatMap(({ name, functions }) =>
    Object.entries<FunctionManifest>(functions)
      .filter(([, { hears = [] }]) => hears.some((one) => one.type === type))
      .map(([file]) => `${name}/${file}`),
  );

/** docs/events.md */
export const eventsPage = () =>
  page(
    "事件 / Events",
    `Every domain event. Each travels in one envelope: ${fieldsOf(Envelope)}. Payloads carry ids, versions and hashes, never content; an example of each version lies in \`test/events/\`.`,
    [
      table(
        ["Event", "Stated by", "Aggregate", "Payload", "Heard by"],
        allEvents.map((one) => [
          code(one.type),
          one.service,
          one.aggregate,
          fieldsOf(one.payload),
          codes(listeners(one)),
        ]),
      ),
    ],
  );
