import type { Notice } from "../../shared/contract/notices.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { showDate } from "../../shared/kernel/time.ts";
import type { SupplierRegistration } from "../../shared/programme/eligibility.ts";
import type { PublicNotice } from "../../shared/programme/notice.ts";
import { type About, type LetterWords, letter, shown } from "./letters.ts";

const placeLine = ({ name, url }: PublicNotice["place"]): Words => ({
  zh: `公布于：${name.zh}\n${url}`,
  en: `Shown at: ${name.en}\n${url}`,
});

/** 公示: the society is on the proposed list; objections are open, so it is no result yet. */
export function proposedLetter(
  about: About,
  tier: Words,
  shownAs: Pick<Notice, "id" | "firstOn" | "lastOn" | "endsAt"> & Pick<PublicNotice, "place">,
): LetterWords {
  const { round, zone, society } = about;
  const { firstOn, lastOn } = shownAs;
  const at = shown(shownAs.endsAt, zone);
  return letter(about, { zh: `拟支持名单公示：${society.zh}`, en: `On the proposed list: ${society.en}` }, [
    {
      zh: `${society.zh}已列入“${round.zh}”拟支持名单（${tier.zh}），现予公示。公示不是最终结果。`,
      en: `${society.en} is on the proposed list of ${round.en} (${tier.en}), which is now on public notice. It is not the final result.`,
    },
    {
      zh: `公示期：${showDate(firstOn, "zh-CN")}至${showDate(lastOn, "zh-CN")}，截止时间${at.zh}。公示编号：${shownAs.id}`,
      en: `Period: ${showDate(firstOn, "en")} to ${showDate(lastOn, "en")}; it ends at ${at.en}. Notice: ${shownAs.id}`,
    },
    placeLine(shownAs.place),
    {
      zh: "公示期满且异议处理完毕后公布结果，届时另行邮件通知，目前无需办理其他事项。",
      en: "The result follows after the period and any objections, and comes by mail; there is nothing to do now.",
    },
  ]);
}

/** 公布: the result, to everybody who stood in the round. */
export function announcedLetter(
  about: About,
  tier: Words | null,
  { place, supplier }: { place: PublicNotice["place"]; supplier: SupplierRegistration | null },
): LetterWords {
  const { round, society } = about;
  const outcome = tier
    ? { zh: `入选“${round.zh}”（${tier.zh}）`, en: `was selected for ${round.en} (${tier.en})` }
    : { zh: `未入选“${round.zh}”`, en: `was not selected for ${round.en}` };
  const isNeeded = tier !== null && supplier?.blocks === "award";
  const registration: Words[] =
    isNeeded && supplier
      ? [
          {
            zh: `立项前须在${supplier.platform.zh}完成供应商注册，已注册的无需再次注册。\n${supplier.url}`,
            en: `Before the award, register as a supplier at the ${supplier.platform.en}, unless you are registered already.\n${supplier.url}`,
          },
        ]
      : [];
  const next: Words = tier
    ? {
        zh: "立项和后续事项由主办单位另行通知。",
        en: "The organiser will write to you about the award and what follows.",
      }
    : { zh: "感谢贵单位参加本次申报。", en: "Thank you for taking part." };
  return letter(about, { zh: `评审结果：${society.zh}`, en: `Result: ${society.en}` }, [
    { zh: `${society.zh}${outcome.zh}。`, en: `${society.en} ${outcome.en}.` },
    placeLine(place),
    ...registration,
    next,
  ]);
}
