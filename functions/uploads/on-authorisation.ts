import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { registrationOfLetter } from "../../shared/kernel/letter-keys.ts";
import { onDelivery } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { inspectLetter } from "./step-letter.ts";

const ObjectCreated = z.object({ object: z.object({ key: z.string(), "version-id": z.string() }) });

/** A sealed authorisation letter has landed: it is inspected as every file is, and whoever registers is told the verdict. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
  const { object } = ObjectCreated.parse(delivered.detail);
  const registrationId = registrationOfLetter(object.key);
  const isNew = await inspectLetter(registrationId, object["version-id"], onDelivery(delivered));
  const about = { correlationId: delivered.id, aggregate: registrationId };
  log("info", isNew ? "inspected" : "inspected before", about);
});
