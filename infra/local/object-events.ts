import { randomBytes } from "node:crypto";
import { defaultBus, type NewEvent } from "./bus.ts";
import type { Cloud } from "./model.ts";
import type { ObjectCreated } from "./objects/storage.ts";

/** What S3 sends to the default bus when an object came into being. */
export function objectCreated(object: ObjectCreated, cloud: Pick<Cloud, "accountId" | "region">): NewEvent {
  const { bucket, key, size, etag, versionId, sequencer, reason } = object;
  const partition = cloud.region.startsWith("cn-") ? "aws-cn" : "aws";
  return {
    bus: defaultBus,
    source: "aws.s3",
    detailType: "Object Created",
    resources: [`arn:${partition}:s3:::${bucket}`],
    detail: {
      version: "0",
      bucket: { name: bucket },
      object: { key, size, etag, ...(versionId !== undefined && { "version-id": versionId }), sequencer },
      "request-id": randomBytes(8).toString("hex").toUpperCase(),
      requester: cloud.accountId,
      "source-ip-address": "127.0.0.1",
      reason,
    },
  };
}
