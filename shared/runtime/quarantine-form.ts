import { base64Of, bucketName, objects } from "./objects.ts";

/** A file before it comes; its key, type, length and SHA-256 (hex) are pinned. */
interface Announced {
  key: string;
  contentType: string;
  bytes: number;
  sha256: string;
}

/** A form by which a browser posts this very file, and nothing else, into quarantine for so many seconds. */
export async function quarantineForm({ key, contentType, bytes, sha256 }: Announced, seconds: number) {
  // Few calls need it: no other start pays for it.
  const { createPresignedPost } = await import("@aws-sdk/s3-presigned-post");
  return createPresignedPost(objects, {
    Bucket: bucketName("quarantine"),
    Key: key,
    Expires: seconds,
    Fields: {
      "Content-Type": contentType,
      "x-amz-checksum-algorithm": "SHA256",
      "x-amz-checksum-sha256": base64Of(sha256),
      success_action_status: "201",
    },
    Conditions: [["content-length-range", bytes, bytes]],
  });
}
