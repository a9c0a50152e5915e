import { createHash } from "node:crypto";
import { type ExpertId, Sha256, type UploadId } from "../../shared/kernel/ids.ts";
import type { MaterialFormat } from "../../shared/programme/defence-preparation.ts";
import { postFile, verdictOn } from "./applicant.ts";
import { type Caller, newKey, refusalOf } from "./caller.ts";
import { makeDeck } from "./deck.ts";
import { demoFont } from "./font.ts";
import { layOut } from "./page-layout.ts";
import type { Panel } from "./panels.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";
import { scanPdf } from "./scan-pdf.ts";

const sha256 = (bytes: Uint8Array) => Sha256.parse(createHash("sha256").update(bytes).digest("hex"));

/** Somebody who prepares a defence. */
export interface Defending {
  panel: Panel;
  caller: Caller;
}

/** What was sent in to be shown, and to whom it belongs. */
export interface Prepared {
  own: Panel;
  shownHash: string;
}

/** A file for the defence, sent as a browser does and judged by inspection. */
async function sendIn(
  { panel, caller }: Defending,
  { name, format, bytes }: { name: string; format: MaterialFormat; bytes: Uint8Array<ArrayBuffer> },
) {
  const id = panel.applicationId;
  const { upload, post } = await caller.uploads.presignDefenceMaterial({
    ...{ key: newKey(), params: { id } },
    body: { format, name, bytes: bytes.length, sha256: sha256(bytes) },
  });
  await postFile(post, { name, bytes });
  return verdictOn(caller, id, upload.id);
}

export const nameMaterial = ({ panel, caller }: Defending, uploadId: UploadId, version = 0) =>
  caller.defence.nameDefenceMaterial({
    ...{ key: newKey(), params: { id: panel.applicationId }, body: { uploadId, version } },
  });

/** One shows slides; another's have macros and are refused, and its scan is shown once an officer has looked at it. */
export async function sendMaterial({ checks, local }: Play, [own, other]: readonly [Defending, Defending]) {
  const lines = ["三年建设规划（演示）", "第一年度方案（演示）"];
  const deck = makeDeck(lines);
  const sound = await sendIn(own, { name: "答辩.pptx", format: "pptx", bytes: deck });
  const named = await nameMaterial(own, sound.id);
  checks.equal(
    "slides that inspection accepts are named as the material, by their hash",
    [sound.state, named.format, named.sha256, named.isFrozen],
    ["ACCEPTED", "pptx", sha256(deck), false],
  );
  const macros = makeDeck(lines, { hasMacros: true });
  const refused = await sendIn(other, { name: "答辩（宏）.pptx", format: "pptx", bytes: macros });
  checks.equal(
    "slides with macros are refused by inspection, and can't be named",
    [refused.state, refused.reasons[0]?.code, await refusalOf(nameMaterial(other, refused.id))],
    ["REFUSED", "macro", "file-refused"],
  );
  const bytes = new Uint8Array(scanPdf(layOut(demoFont(), lines, "演示"), "示例学会"));
  const scan = await sendIn(other, { name: "答辩（扫描）.pdf", format: "pdf", bytes });
  const early = await refusalOf(nameMaterial(other, scan.id));
  const { first } = await officersOf({ local });
  await first.defence.recordMaterialLook({
    ...{ key: newKey(), params: { id: other.panel.applicationId, uploadId: scan.id } },
    body: { version: 0, outcome: "cleared", note: "逐页查看，均为扫描图片（演示）。" },
  });
  checks.equal(
    "a file that inspection flagged is shown only once an officer has cleared it",
    [scan.state, early, (await nameMaterial(other, scan.id)).format],
    ["FLAGGED", "material-not-cleared", "pdf"],
  );
  return { uploadId: sound.id, shownHash: sha256(deck) };
}

/** On the day: the panel gets the very bytes that were named and has its sessions; an expert of another panel gets nothing. */
export async function readMaterial(
  { local, checks }: Play,
  { roundId }: OpenRound,
  { own, shownHash, judges }: Prepared & { judges: readonly { id: ExpertId; mail: string }[] },
): Promise<void> {
  const sits = judges.find(({ id }) => own.experts.includes(id));
  const stranger = judges.find(({ id }) => !own.experts.includes(id));
  if (!sits || !stranger) throw new Error("some judge it and some don't");
  const caller = await local.signIn(sits.mail);
  const download = (by: Caller) => by.defence.signDefenceMaterial({ params: { id: own.applicationId } });
  const { url, isFrozen } = await download(caller);
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  checks.equal(
    "material is shown to the panel alone, byte for byte as it was frozen",
    [isFrozen, sha256(bytes), await refusalOf(download(await local.signIn(stranger.mail)))],
    [true, shownHash, "not-found"],
  );
  const params = { id: roundId };
  const { sessions } = await caller.defence.listOwnDefenceSessions({ params });
  const calendar = await caller.defence.getOwnSessionsCalendar({ params, query: {} });
  checks.equal(
    "an expert has all own sessions in the calendar, with who defends in them",
    [
      sessions.some(({ slots }) => slots.some(({ applicationId }) => applicationId === own.applicationId)),
      Buffer.from(calendar).toString("utf8").split("BEGIN:VEVENT").length - 1,
    ],
    [true, sessions.length],
  );
}
