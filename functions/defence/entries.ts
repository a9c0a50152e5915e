import type { DefenceSlot, LeftSession, Place } from "../../shared/contract/defence-record.ts";
import type { ExpertId, RoundId } from "../../shared/kernel/ids.ts";
import { type Language, type Words, wordsIn } from "../../shared/kernel/text.ts";
import { showBoth, type Zone } from "../../shared/kernel/time.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import type { Entry } from "./calendar.ts";

interface Reader {
  round: Words;
  zone: Zone;
  language: Language;
}

const nameOf = (place: Place): string => (place.kind === "room" ? place.name : place.link);
const linkOf = (place: Place): string | null => (place.kind === "video" ? place.link : null);

/** From when to when, in the round's zone by its name and in UTC. */
function spanIn({ fromAt, toAt }: Pick<DefenceSlot, "fromAt" | "toAt">, { zone, language }: Reader): string {
  const [from, to] = [showBoth(fromAt, zone, language), showBoth(toAt, zone, language)];
  return language === "zh-CN" ? `时间：${from} 至 ${to}` : `Time: ${from} to ${to}`;
}

/** A society's own slot in its calendar. */
export function slotEntry(
  slot: Omit<DefenceSlot, "societyCode" | "sessionKey">,
  { defence, ...reader }: Reader & { defence: Pick<Defence, "presentationMinutes" | "questionMinutes"> },
): Entry {
  const { applicationId, changedIn, fromAt, toAt, place } = slot;
  const { presentationMinutes: present, questionMinutes: questions } = defence;
  const round = wordsIn(reader.round, reader.language);
  const isChinese = reader.language === "zh-CN";
  return {
    uid: `${applicationId}.defence@linxuan`,
    sequence: changedIn,
    fromAt,
    toAt,
    summary: isChinese ? `答辩：${round}` : `Defence: ${round}`,
    location: nameOf(place),
    url: linkOf(place),
    description: [
      spanIn(slot, reader),
      isChinese
        ? `陈述 ${present} 分钟，提问 ${questions} 分钟`
        : `${present} minutes to present, ${questions} minutes of questions`,
    ].join("\n"),
  };
}

/** A session in the calendar of an expert who sits in it, or sat. */
export function sessionEntry(
  session: Omit<LeftSession, "expertId"> & { isChair?: boolean },
  { roundId, expertId, ...reader }: Reader & { roundId: RoundId; expertId: ExpertId },
): Entry {
  const { key, changedIn, fromAt, toAt, place, isChair = false } = session;
  const isChinese = reader.language === "zh-CN";
  const chairs = isChinese ? "您任本场评审组组长" : "You chair this panel";
  const round = wordsIn(reader.round, reader.language);
  return {
    uid: `${roundId}.${key}.${expertId}@linxuan`,
    sequence: changedIn,
    fromAt,
    toAt,
    summary: isChinese ? `答辩评审：${round}` : `Defence panel: ${round}`,
    location: nameOf(place),
    url: linkOf(place),
    description: [spanIn(session, reader), ...(isChair ? [chairs] : [])].join("\n"),
  };
}
