import type { Mail } from "../../shared/contract/mail-record.ts";
import { MailId, RoundId, SocietyCode, type UploadId } from "../../shared/kernel/ids.ts";

type Key = Pick<Mail, "roundId" | "societyCode" | "id">;

/** Where a mail lies in quarantine, and later among the documents. */
export const mailKeyOf = ({ roundId, societyCode, id }: Key) => `mails/${roundId}/${societyCode}/${id}`;

/** Where one of its attachments lies among the documents until inspection has it: nobody downloads it from there. */
export const attachmentKeyOf = (mail: Key, uploadId: UploadId) => `attachments/${mail.id}/${uploadId}`;

/** The mail that a key belongs to, or undefined when it is not one of ours. */
export function mailOfKey(key: string): Key | undefined {
  const [folder, round, society, mail, ...rest] = key.split("/");
  const roundId = RoundId.safeParse(round);
  const societyCode = SocietyCode.safeParse(society);
  const id = MailId.safeParse(mail);
  if (folder !== "mails" || rest.length > 0) return undefined;
  if (!roundId.success || !societyCode.success || !id.success) return undefined;
  return { roundId: roundId.data, societyCode: societyCode.data, id: id.data };
}
