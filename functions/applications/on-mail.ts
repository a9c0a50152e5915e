import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { onDelivery } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { mailOfKey } from "./mail-keys.ts";
import { readLanded } from "./step-landed.ts";

/** What S3 tells of a new object. */
const ObjectCreated = z.object({ object: z.object({ key: z.string() }) });

/** A mail that an officer handed in has landed, or a file of what was handed over: once it is whole it is taken apart, once. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
  const { object } = ObjectCreated.parse(delivered.detail);
  const key = mailOfKey(object.key);
  const mail = key && (await mails.get(key));
  if (!mail) throw new Error("an object lies in quarantine that no mail knows");
  const came = await readLanded(mail, onDelivery(delivered));
  const said = {
    read: "mail read",
    before: "mail read before",
    busy: "mail is being read",
    lacking: "mail waits for its other files",
  } as const;
  log("info", said[came], { correlationId: delivered.id, aggregate: mail.id });
});
