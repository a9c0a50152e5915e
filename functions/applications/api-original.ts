import type { applications as routes } from "../../shared/contract/applications.ts";
import { dispositionOf } from "../../shared/files/download-name.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { bucketName, objects } from "../../shared/runtime/objects.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { isForReader } from "./step-mail.ts";

/** A download link is for now, not for passing on. */
const linkSeconds = 300;

/** A link to the original as it was kept, in that very version; its own society has it from the recording on. */
export async function getOriginal(call: Call<(typeof routes)["getOriginal"]>) {
  const { roundId, societyCode, mailId: id } = call.params;
  const mail = await mails.get({ roundId, societyCode, id });
  if (!mail || !isForReader(mail, call.actor)) throw call.refuse("not-found");
  const { kept, channel, name, bytes, sha256 } = mail;
  if (!kept) throw call.refuse("file-not-landed");
  const [{ GetObjectCommand }, { getSignedUrl }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/s3-request-presigner"),
  ]);
  const isMail = channel === "mail";
  const url = await getSignedUrl(
    objects,
    new GetObjectCommand({
      Bucket: bucketName("documents"),
      Key: kept.key,
      VersionId: kept.versionId,
      ResponseContentDisposition: dispositionOf(name, isMail ? "eml" : "json"),
      ResponseContentType: isMail ? "message/rfc822" : "application/json",
    }),
    { expiresIn: linkSeconds },
  );
  return { url, expiresAt: plusSeconds(call.now, linkSeconds), name, bytes, sha256 };
}
