import type { Attendance } from "../../shared/contract/attendance-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import { type About, type LetterWords, letter, shown } from "./letters.ts";

/** What a confirmed attendance is news of to its society: it was absent, is excused, or was there after all. */
type AbsenceTold = "absent" | "excused" | "corrected";

/** What an attendance tells its society, if anything: who presented and was never said to be absent hears nothing. */
export function absenceNews({
  society,
  history,
}: Pick<Attendance, "society" | "history">): AbsenceTold | undefined {
  if (society !== "presented") return society;
  const confirmed = history.findLast(({ confirmedAt }) => confirmedAt !== null);
  return confirmed?.society === "absent" ? "corrected" : undefined;
}

const means: Record<Defence["absence"], Words> = {
  "leaves-ranking": {
    zh: "按本项目规定，答辩缺席的申报不参加排序和遴选。",
    en: "By the rules of the programme an application whose society was absent from its defence is not ranked and can't be selected.",
  },
  "scores-minimum": {
    zh: "按本项目规定，答辩缺席的申报在答辩阶段按最低分计。",
    en: "By the rules of the programme an application whose society was absent from its defence gets the least score of that stage.",
  },
};

/** 答辩缺席: what two people recorded, what it means by the programme, and until when it may be put right. */
export function absenceLetter(
  about: About,
  told: AbsenceTold,
  {
    heldAt,
    reason,
    locksAt,
    absence,
  }: Pick<Attendance, "heldAt" | "reason" | "locksAt"> & Pick<Defence, "absence">,
): LetterWords {
  const { round, society, zone } = about;
  const [held, by] = [shown(heldAt, zone), shown(locksAt, zone)];
  const because: Words = {
    zh: `登记的说明：${reason ?? "无"}`,
    en: `What was recorded of it: ${reason ?? "nothing"}`,
  };
  if (told === "corrected")
    return letter(
      about,
      {
        zh: `答辩缺席记录已更正：${society.zh}`,
        en: `The record of your absence was corrected: ${society.en}`,
      },
      [
        {
          zh: `${society.zh}“${round.zh}”答辩（${held.zh}）经两名工作人员更正登记为已到会答辩，此前的缺席记录不再有效。`,
          en: `Two members of staff corrected the record: ${society.en} presented at its defence of ${round.en} (${held.en}). The earlier record of an absence no longer holds.`,
        },
      ],
    );
  if (told === "excused")
    return letter(
      about,
      { zh: `答辩将另行安排：${society.zh}`, en: `Your defence will be held on another date: ${society.en}` },
      [
        {
          zh: `${society.zh}未能参加“${round.zh}”答辩（${held.zh}），经两名工作人员确认为不可抗力，准予另行安排。`,
          en: `${society.en} was not at its defence of ${round.en} (${held.en}). Two members of staff confirmed force majeure: it is held on another date.`,
        },
        because,
        {
          zh: `新的时间另行通知，最迟不晚于${by.zh}；请保持电话畅通。`,
          en: `You are told the new time, which is no later than ${by.en}; please stay within reach by phone.`,
        },
      ],
    );
  return letter(about, { zh: `答辩缺席：${society.zh}`, en: `Absent from the defence: ${society.en}` }, [
    {
      zh: `${society.zh}“${round.zh}”答辩（${held.zh}）经两名工作人员登记并确认为缺席。`,
      en: `Two members of staff recorded and confirmed that ${society.en} was absent from its defence of ${round.en} (${held.en}).`,
    },
    because,
    means[absence],
    {
      zh: `如与事实不符，请于${by.zh}前联系项目办公室更正；逾期不再更正。`,
      en: `If this is not what happened, ask the programme office to put it right by ${by.en}; after that it stands.`,
    },
  ]);
}
