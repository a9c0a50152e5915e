import type { applications as routes } from "../../shared/contract/applications.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { linkTo } from "../../shared/runtime/links.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { isForReader } from "./step-mail.ts";

/** A link to the original as it was kept, in that very version; its own society has it from the recording on. */
export async function getOriginal(call: Call<(typeof routes)["getOriginal"]>) {
  const { roundId, societyCode, mailId: id } = call.params;
  const mail = await mails.get({ roundId, societyCode, id });
  if (!mail || !isForReader(mail, call.actor)) throw call.refuse("not-found");
  const { kept, channel, name, bytes, sha256 } = mail;
  if (!kept) throw call.refuse("file-not-landed");
  const isMail = channel === "mail";
  const kind = isMail
    ? { format: "eml" as const, contentType: "message/rfc822" }
    : { format: "json" as const, contentType: "application/json" };
  return { ...(await linkTo(call, { ...kept, ...kind, name, bytes, sha256 })), name, bytes, sha256 };
}
