import { postFile } from "../../cli/demo/applicant.ts";
import { newKey, refusalOf } from "../../cli/demo/caller.ts";
import type { Local } from "../../cli/demo/local.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { DefenceSession } from "../../shared/contract/defence-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { type ExpertId, Sha256 } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { sha256 } from "../uploads/given-files.ts";
import { pptx } from "../uploads/given-pptx.ts";
import type { Nominator } from "./cast.ts";
import { moments } from "./defended.ts";
import { officersNow } from "./intake.ts";

export type Standing = Nominator & { application: Application };

/** The draw: its hash is public before the review has ended, its seed afterwards. */
export async function draw(local: Local, round: Round) {
  const params = { id: round.id };
  const { first, second } = await officersNow(local);
  await first.defence.openDefenceDraw({ key: newKey(), params });
  const before = await second.defence.getDefenceDraw({ params });
  const early = await refusalOf(first.defence.drawDefence({ key: newKey(), params, body: { version: 1 } }));
  await local.moveTo(moments.drawn);
  const officers = await officersNow(local);
  await officers.first.defence.drawDefence({ key: newKey(), params, body: { version: 1 } });
  const after = await officers.second.defence.getDefenceDraw({ params });
  const { defenders } = await officers.second.defence.listDefenders({ params });
  return { before, early, after, defenders };
}

/** The notice goes out; the first to defend answers and sends a presentation in. */
export async function prepare(local: Local, round: Round, { row, application }: Standing) {
  const { first, second } = await officersNow(local);
  const body = { place: { zh: "一号厅", en: "Hall 1" }, link: null, remarks: null };
  const composed = await first.defence.composeDefenceNotice({
    key: newKey(),
    params: { id: round.id },
    body,
  });
  const params = { id: application.id };
  const { sha256: hash, number } = composed;
  await second.defence.approveDefenceNotice({
    ...{ key: newKey(), params: { id: round.id, number }, body: { sha256: hash } },
  });
  await local.idle();
  const filler = await local.signIn(row.filler.mail);
  const presenter = { name: "张三", post: "秘书长", phone: "010-62194054", isOfficeHolder: true };
  const reply = { attends: true, reason: null, presenters: [presenter], version: 0 };
  await filler.defence.answerDefenceNotice({ key: newKey(), params, body: reply });
  const bytes = new Uint8Array(pptx());
  const file = { name: "答辩.pptx", bytes: bytes.length, sha256: Sha256.parse(sha256(bytes)) };
  const announced = { ...file, format: "pptx" as const };
  const { upload, post } = await filler.uploads.presignDefenceMaterial({
    ...{ key: newKey(), params, body: announced },
  });
  await postFile(post, { name: file.name, bytes });
  await local.idle();
  const named = { uploadId: upload.id, version: 0 };
  await filler.defence.nameDefenceMaterial({ key: newKey(), params, body: named });
  const own = await filler.defence.getOwnDefence({ params });
  const { items } = await second.defence.listDefenceReceipts({ params: { id: round.id }, query: {} });
  const answers = await second.defence.listDefenceAnswers({ params });
  return { composed, own, receipts: items, answers: answers.items };
}

/** Two sessions of three readers each: the first has worked with one nominee, the last is a member of another's society. */
const sessionsIn = (room: string, [one, two, three, four]: readonly ExpertId[]): DefenceSession[] => {
  if (!one || !two || !three || !four) throw new Error("four readers sit");
  const at = (hour: number) => Instant.parse(`2024-04-29T0${hour}:00:00.000Z`);
  const place = (name: string) => ({ kind: "room" as const, name });
  return [
    {
      key: "am",
      place: place(room),
      fromAt: at(1),
      toAt: at(3),
      breaks: [],
      experts: [one, two, three],
      chair: two,
    },
    {
      key: "pm",
      place: place("二号厅"),
      fromAt: at(6),
      toAt: at(8),
      breaks: [],
      experts: [two, three, four],
      chair: three,
    },
  ];
};

/** One officer proposes where and when, the other approves; then the first hall is not to be had. */
export async function schedule(
  local: Local,
  round: Round,
  { judges, busy }: { judges: readonly ExpertId[]; busy: Application },
) {
  const params = { id: round.id };
  const { first, second } = await officersNow(local);
  const fromAt = Instant.parse("2024-04-29T06:00:00.000Z");
  const toAt = Instant.parse("2024-04-29T06:30:00.000Z");
  await first.defence.stateDefenceBlackouts({
    ...{ key: newKey(), params: { id: busy.id } },
    body: { version: 0, spans: [{ fromAt, toAt, reason: "换届会议" }] },
  });
  const hold = async (room: string) => {
    const body = { sessions: sessionsIn(room, judges) };
    const tried = await first.defence.tryDefenceTimetable({ params, body });
    const proposed = await first.defence.proposeDefenceTimetable({ key: newKey(), params, body });
    const { id, version, timetableHash } = proposed;
    await second.defence.approveDefenceTimetable({
      ...{ key: newKey(), params: { id }, body: { version, timetableHash } },
    });
    await local.idle();
    return {
      tried,
      timetable: (await second.defence.getDefenceTimetable({ params: { id }, query: {} })).timetable,
    };
  };
  const held = [await hold("一号厅"), await hold("三号厅")] as const;
  const { items } = await second.defence.listDefenceTimetables({ params, query: {} });
  return { held, listed: items };
}
