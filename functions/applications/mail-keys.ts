import type { Mail } from "../../shared/contract/mail-record.ts";
import { MailId, RoundId, SocietyCode, UploadId } from "../../shared/kernel/ids.ts";

type Key = Pick<Mail, "roundId" | "societyCode" | "id">;

/** Where a mail lies in quarantine, and later among the documents; of what was handed over, the slip among the documents. */
export const mailKeyOf = ({ roundId, societyCode, id }: Key) => `mails/${roundId}/${societyCode}/${id}`;

/** Where a file from a medium lies in quarantine. */
export const handedKeyOf = (mail: Key, uploadId: UploadId) => `${mailKeyOf(mail)}/${uploadId}`;

/** Where one of its files lies among the documents until inspection has it: nobody downloads it from there. */
export const attachmentKeyOf = (mail: Pick<Mail, "id">, uploadId: UploadId) =>
  `attachments/${mail.id}/${uploadId}`;

/** The mail that a key in quarantine belongs to, or undefined when it is not one of ours. */
export function mailOfKey(key: string): Key | undefined {
  const [folder, round, society, mail, file, ...rest] = key.split("/");
  const roundId = RoundId.safeParse(round);
  const societyCode = SocietyCode.safeParse(society);
  const id = MailId.safeParse(mail);
  if (folder !== "mails" || rest.length > 0) return undefined;
  if (file !== undefined && !UploadId.safeParse(file).success) return undefined;
  if (!roundId.success || !societyCode.success || !id.success) return undefined;
  return { roundId: roundId.data, societyCode: societyCode.data, id: id.data };
}
