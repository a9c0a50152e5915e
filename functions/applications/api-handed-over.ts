import type { applications as routes } from "../../shared/contract/applications.ts";
import type { HandOver, Mail } from "../../shared/contract/mail-record.ts";
import { uploadSeconds } from "../../shared/files/limits.ts";
import { MailId, PersonId, UploadId } from "../../shared/kernel/ids.ts";
import { holdsPersonalNumber } from "../../shared/kernel/personal-numbers.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { keepText } from "../../shared/runtime/objects.ts";
import { quarantineForm } from "../../shared/runtime/quarantine-form.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { filesFault, slipText } from "./hand-over.ts";
import { handedKeyOf, mailKeyOf } from "./mail-keys.ts";
import { mailReadings, unreadMail } from "./records.ts";
import { freshMail } from "./step-mail.ts";

type Handing = Call<(typeof routes)["handInMedium"]>;

/** Refuses files that the programme has no place for. */
function onlyDocuments(call: Handing, required: Parameters<typeof filesFault>[1]): void {
  const fault = filesFault(call.body.files, required);
  if (fault?.code === "not-found") throw call.refuse("not-found", { kind: fault.kind });
  if (fault?.code === "too-large") {
    const { kind, maxBytes } = fault;
    throw call.refuse("file-too-large", { kind, maxBytes });
  }
  if (fault) {
    const faults = [{ path: `files.${fault.at}.kind`, code: "several-of-kind" }];
    throw call.refuse("invalid-request", { part: "body", faults });
  }
}

/** An officer has a medium in hand: what is on it is declared file by file, and the slip of it is kept at once. */
export async function handInMedium(call: Handing) {
  const { roundId, societyCode } = call.params;
  const [round, society] = await Promise.all([
    rounds.get({ id: roundId }),
    societies.get({ code: societyCode }),
  ]);
  if (!round || !society || round.state === "DRAFT") throw call.refuse("not-found");
  const { channels, documents } = await definitionOf(round);
  const { medium, by, at, files } = call.body;
  if (!channels.handedOver?.media.includes(medium)) throw call.refuse("channel-not-offered");
  if (at > call.now) throw call.refuse("arrival-unfounded", { fault: "in-future", receivedAt: null });
  if (holdsPersonalNumber(by)) throw call.refuse("identity-data-not-taken");
  onlyDocuments(call, documents.required);
  const formats = new Map(documents.required.map(({ kind, format }) => [kind, format]));
  const handOver: HandOver = {
    ...{ medium, by, at },
    files: files.map((file) => ({
      ...file,
      uploadId: UploadId.parse(call.newId("upload")),
      format: formats.get(file.kind) ?? "pdf",
    })),
  };
  const id = MailId.parse(call.newId("mail"));
  const about = { id, roundId, societyCode, handedInBy: PersonId.parse(call.actor.id), handedInAt: call.now };
  const slip = slipText(about, handOver);
  const sha256 = sha256Of(slip);
  const key = mailKeyOf(about);
  const mail: Mail = {
    ...freshMail({ ...about, definitionHash: round.definitionHash }),
    ...{ channel: "handed-over", handOver, name: "介质移交单.json" },
    ...{ bytes: Buffer.byteLength(slip), sha256, key },
    kept: { key, versionId: await keepText("documents", key, slip, sha256) },
  };
  const posts = await Promise.all(
    handOver.files.map(async ({ uploadId, kind, bytes, sha256: hash }) => ({
      ...{ uploadId, kind },
      post: await quarantineForm(
        { key: handedKeyOf(mail, uploadId), contentType: "application/octet-stream", bytes, sha256: hash },
        uploadSeconds,
      ),
    })),
  );
  const answer = { mail, posts, expiresAt: plusSeconds(call.now, uploadSeconds) };
  return call.commit({ writes: [mails.create(mail), mailReadings.create(unreadMail(mail))], answer });
}
