import { compose, type Letter } from "./mail-compose.ts";
import { sendBySes } from "./mail-ses.ts";
import { sendBySmtp } from "./mail-smtp.ts";

const isSmtp = () => process.env.LINXUAN_MAIL_TRANSPORT === "smtp";

/** Does the mail service tell of each letter's delivery? SES does; of an SMTP relay one only knows that it took a letter. */
export const tellsOfDelivery = (): boolean => !isSmtp();

/**
 * Hands a letter to the stage's mail service (SES, or an SMTP relay where there is no SES).
 * @returns the service's message id
 * @throws MailFailed when the service did not take it; no letter is out then, but where its reply got lost
 */
export async function sendMail(letter: Letter): Promise<string> {
  const composed = await compose(letter);
  return isSmtp() ? sendBySmtp(composed) : sendBySes(composed);
}
