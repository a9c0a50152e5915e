import type { DefenceSlot, HeldSession, Place } from "../../shared/contract/defence-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import { type AboutRound, type LetterWords, letter, shown } from "./letters.ts";

const placeOf = (place: Place): Words =>
  place.kind === "room"
    ? { zh: `地点：${place.name}`, en: `Room: ${place.name}` }
    : { zh: `视频会议：${place.link}`, en: `Video meeting: ${place.link}` };

type When = Pick<DefenceSlot, "fromAt" | "toAt" | "place">;

function whenOf({ zone }: AboutRound, { fromAt, toAt, place }: When): Words {
  const [from, to] = [shown(fromAt, zone), shown(toAt, zone)];
  const where = placeOf(place);
  return { zh: `${from.zh}至${to.zh}，${where.zh}`, en: `${from.en} to ${to.en}. ${where.en}` };
}

/** Where the reader finds the calendar file; the portal's own address stands below every letter. */
const calendarAt = (path: string): Words => ({
  zh: `日历文件（.ics）登录后可在平台取得：${path}`,
  en: `Once signed in, find the calendar file (.ics) on the platform: ${path}`,
});

/** What became of one application in a timetable. */
export interface SlotTold {
  society: Words;
  slot: DefenceSlot;
  became: "set" | "moved" | "cancelled";
}

const became: Record<SlotTold["became"], Words> = {
  set: { zh: "答辩时间已排定", en: "the defence is set" },
  moved: { zh: "答辩时间或地点有变动，以本次为准", en: "the defence has moved; this is what holds now" },
  cancelled: { zh: "原定答辩已取消", en: "the defence that was set is cancelled" },
};

/** 答辩安排: to a society whose slot is new, has moved or fell away. */
export function defenceSlotLetter(
  about: AboutRound,
  told: readonly SlotTold[],
  { presentationMinutes, questionMinutes }: Pick<Defence, "presentationMinutes" | "questionMinutes">,
): LetterWords {
  const { round } = about;
  const isGone = told.every((one) => one.became === "cancelled");
  const subject: Words = isGone
    ? { zh: `答辩取消：${round.zh}`, en: `Defence cancelled: ${round.en}` }
    : { zh: `答辩安排：${round.zh}`, en: `Your defence: ${round.en}` };
  const paragraphs = told.map(({ society, slot, became: what }): Words => {
    const when = whenOf(about, slot);
    const calendar = calendarAt(`/applications/${slot.applicationId}/defence-calendar`);
    return {
      zh: `${society.zh}“${round.zh}”申报：${became[what].zh}。\n${when.zh}\n${calendar.zh}`,
      en: `Application of ${society.en} to ${round.en}: ${became[what].en}.\n${when.en}\n${calendar.en}`,
    };
  });
  const length: Words = {
    zh: `每项申报陈述 ${presentationMinutes} 分钟，专家提问 ${questionMinutes} 分钟。`,
    en: `Each application has ${presentationMinutes} minutes to present and ${questionMinutes} minutes of questions.`,
  };
  return letter(about, subject, isGone ? paragraphs : [...paragraphs, length]);
}

/** A session as one who sits in it is told of it. */
export type OwnSession = HeldSession & { isChair: boolean };

/** 答辩场次: to an expert whose sessions are new, have moved or fell away; all that he or she sits in now. */
export function defenceSessionsLetter(
  about: AboutRound,
  sessions: readonly Pick<OwnSession, "fromAt" | "toAt" | "place" | "isChair">[],
  { roundId, hasLeft }: { roundId: string; hasLeft: boolean },
): LetterWords {
  const { round } = about;
  const lines = sessions.map((session, at): Words => {
    const when = whenOf(about, session);
    const chair = session.isChair ? { zh: "（您任组长）", en: " You chair it." } : { zh: "", en: "" };
    return { zh: `${at + 1}. ${when.zh}${chair.zh}`, en: `${at + 1}. ${when.en}${chair.en}` };
  });
  const now: Words =
    lines.length === 0
      ? {
          zh: `您不再参加“${round.zh}”的答辩评审，原有场次均已取消。`,
          en: `You sit in no session of the defence of ${round.en} any more; those that were set are cancelled.`,
        }
      : {
          zh: `您参加“${round.zh}”答辩评审的场次如下，以本次为准：\n${lines.map(({ zh }) => zh).join("\n")}`,
          en: `You sit in these sessions of the defence of ${round.en}; this is what holds now:\n${lines.map(({ en }) => en).join("\n")}`,
        };
  const path = `/rounds/${roundId}/own-defence-calendar`;
  return letter(about, { zh: `答辩评审场次：${round.zh}`, en: `Your defence sessions: ${round.en}` }, [
    now,
    ...(lines.length > 0 ? [calendarAt(path)] : []),
    ...(hasLeft
      ? [
          {
            zh: `取消原有场次的日历文件：${path}?of=left`,
            en: `The calendar file that takes sessions out again: ${path}?of=left`,
          },
        ]
      : []),
  ]);
}
