import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import type { Upload } from "../../shared/contract/uploads.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { base64Of, bucketName, objects } from "../../shared/runtime/objects.ts";
import { uploadSeconds } from "./policy.ts";

/** A form by which a browser posts the declared file, and no other, into quarantine. */
export async function presigned(upload: Upload, now: Instant) {
  const post = await createPresignedPost(objects, {
    Bucket: bucketName("quarantine"),
    Key: upload.key,
    Expires: uploadSeconds,
    Fields: {
      "Content-Type": upload.contentType,
      "x-amz-checksum-algorithm": "SHA256",
      "x-amz-checksum-sha256": base64Of(upload.sha256),
      success_action_status: "201",
    },
    Conditions: [["content-length-range", upload.bytes, upload.bytes]],
  });
  return { upload, post, expiresAt: plusSeconds(now, uploadSeconds) };
}
