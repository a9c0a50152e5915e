import { createHash } from "node:crypto";
import type { RunningCloud } from "../../infra/local/cloud.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import { MailId, newId, PersonId, Sha256 } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { land } from "./quarantine.ts";

const handedInAt = Instant.parse("2021-11-08T02:10:00.000Z");
const idOf = (kind: "mail" | "person") => newId(kind, Date.parse(handedInAt), Math.random);

const eml = Buffer.from(
  "Received: by mx.office.example; Mon, 8 Nov 2021 09:30:00 +0800\r\nFrom: a@society.example\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-1.4\r\n",
);

/** A mail that an officer handed in and of whose landing nobody told: it is declared after that. */
export async function givenMailed(cloud: RunningCloud): Promise<Mail> {
  const { givenSociety, openRound } = await import("../applications/given.ts");
  const { transact } = await import("../../shared/store/commit.ts");
  const { mails } = await import("../../shared/store/published/mails.ts");
  const { mailReadings, unreadMail } = await import("../../functions/applications/records.ts");
  const { freshMail } = await import("../../functions/applications/step-mail.ts");
  const { mailKeyOf } = await import("../../functions/applications/mail-keys.ts");
  const { id: roundId, definitionHash } = await openRound();
  const { society } = await givenSociety();
  const about = { id: MailId.parse(idOf("mail")), roundId, societyCode: society.code, handedInAt };
  const handedInBy = PersonId.parse(idOf("person"));
  const mail: Mail = {
    ...freshMail({ ...about, definitionHash, handedInBy }),
    ...{ channel: "mail", handOver: null, name: "来信.eml", bytes: eml.length, key: mailKeyOf(about) },
    sha256: Sha256.parse(createHash("sha256").update(eml).digest("hex")),
  };
  await land(cloud, mail, eml, "applications");
  await cloud.settle();
  await transact([mails.create(mail), mailReadings.create(unreadMail(mail))]);
  return mail;
}
