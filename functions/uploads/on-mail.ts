import type { MailedFile } from "../../shared/contract/mail-record.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { mailJoined } from "../../shared/events/mails.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { bytesOf, keepBytes } from "../../shared/runtime/objects.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { freshUpload } from "./fresh-upload.ts";

/** Puts an attachment where every file lands: inspection judges it as one that was uploaded. */
async function land({ key, versionId, sha256 }: MailedFile, upload: Upload): Promise<void> {
  const bytes = await bytesOf("documents", key, versionId);
  await keepBytes("quarantine", upload.key, bytes, { sha256, contentType: upload.contentType });
}

/**
 * A mail became its society's application: its attachments become uploads of it. The ids are the mail's own, so that a second
 * delivery declares nothing anew; an upload is declared before its bytes land, and landing again changes no verdict.
 */
export const handler = consume({
  service: "uploads",
  name: "on-mail",
  mode: "each",
  hears: [mailJoined],
  handle: async ({ event, now, commit, commitPart }) => {
    const { applicationId, roundId, societyCode, mailId: id } = event.payload;
    const mail = await mails.get({ roundId, societyCode, id });
    if (!mail?.read || !mail.recording) throw new Error(`mail ${id} was never recorded`);
    const { recordedBy } = mail.recording;
    for (const file of mail.read.files) {
      const held = await uploads.get({ applicationId, id: file.uploadId });
      const upload = held ?? freshUpload(file, { applicationId, createdBy: recordedBy, createdAt: now });
      if (!held) await commitPart({ writes: [uploads.create(upload)] });
      if (upload.versionId === null) await land(file, upload);
    }
    await commit({ writes: [] });
  },
});
