import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { onDelivery } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { objectionDocumentOfKey, uploadOfKey } from "./keys.ts";
import { inspectLanded } from "./step-inspect.ts";
import { inspectObjectionDocument } from "./step-objection-document.ts";

/** What S3 tells of a new object; the version is the one that is inspected, whatever lands later under the key. */
const ObjectCreated = z.object({
  object: z.object({ key: z.string(), "version-id": z.string() }),
});

export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
  const { object } = ObjectCreated.parse(delivered.detail);
  const delivery = onDelivery(delivered);
  const landed = { versionId: object["version-id"], landedAt: delivery.now };
  const documentId = objectionDocumentOfKey(object.key);
  const upload = uploadOfKey(object.key);
  const aggregate = documentId ?? upload?.id;
  if (!aggregate) throw new Error("an object lies in quarantine that no upload knows");
  const isNew = documentId
    ? await inspectObjectionDocument(documentId, landed, delivery)
    : upload !== undefined && (await inspectLanded(upload, landed, delivery));
  log("info", isNew ? "inspected" : "inspected before", { correlationId: delivered.id, aggregate });
});
