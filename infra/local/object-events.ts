import { type Bus, defaultBus } from "./bus.ts";
import type { Cloud } from "./model.ts";
import type { ObjectCreated } from "./objects/storage.ts";

/** S3's `Object Created` on the default bus. Its time is the local clock's. */
export const putObjectEvent =
  (bus: Bus, { accountId }: Cloud) =>
  ({ bucket, key, versionId, size, etag, sequencer, reason }: ObjectCreated): void => {
    const object = {
      key,
      size,
      etag,
      sequencer,
      ...(versionId !== undefined && { "version-id": versionId }),
    };
    bus.put({
      bus: defaultBus,
      source: "aws.s3",
      detailType: "Object Created",
      detail: { version: "0", bucket: { name: bucket }, object, requester: accountId, reason },
    });
  };
