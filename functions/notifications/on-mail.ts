import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { letterIdOf, MailTold } from "../../shared/kernel/mail-told.ts";
import { onDelivery } from "../../shared/runtime/consume.ts";
import { toldOf } from "./step-awaited.ts";

const MailEvent = z.object({ mail: MailTold });

/** SES tells what became of a letter of the ledger: it is waited for no longer. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
  await toldOf(letterIdOf(MailEvent.parse(delivered.detail).mail), onDelivery(delivered));
});
