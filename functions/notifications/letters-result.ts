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
  const condition = tier !== null && supplier?.blocks === "award" ? supplier : null;
  const chosen = condition
    ? { zh: "附条件入选", en: "was selected, on a condition," }
    : { zh: "入选", en: "was selected" };
  const outcome = tier
    ? { zh: `${chosen.zh}“${round.zh}”（${tier.zh}）`, en: `${chosen.en} for ${round.en} (${tier.en})` }
    : { zh: `未入选“${round.zh}”`, en: `was not selected for ${round.en}` };
  const registration: Words[] = condition
    ? [
        {
          zh: `所附条件：立项前须在${condition.platform.zh}完成供应商注册；核对后条件即告满足，另行邮件通知。已注册的无需再次注册，请登录填报账号。
${condition.url}`,
          en: `The condition: before the award, register as a supplier at the ${condition.platform.en}. Once that is confirmed the condition is met, and you hear so by mail. Who is registered already only signs in and enters the account.
${condition.url}`,
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
    {
      zh: "评审得分、与各档入选线的差距和专家意见，可登录平台在本单位申报中查看。",
      en: "Your scores, where they stand against the line of each tier, and what experts wrote are shown with your application on the platform.",
    },
    next,
  ]);
}

/** The condition of an award is met: the society is registered as a supplier. */
export function awardUnconditionalLetter(about: About, { platform }: SupplierRegistration): LetterWords {
  const { round, society } = about;
  return letter(about, { zh: `入选条件已满足：${society.zh}`, en: `Condition met: ${society.en}` }, [
    {
      zh: `${society.zh}在${platform.zh}的供应商注册已核对，“${round.zh}”入选所附条件已满足，现为无条件入选。`,
      en: `The registration of ${society.en} as a supplier at the ${platform.en} is confirmed. The condition of its selection for ${round.en} is met; the selection now stands without one.`,
    },
    {
      zh: "立项和后续事项由主办单位另行通知，目前无需办理其他事项。",
      en: "The organiser will write to you about the award and what follows; there is nothing to do now.",
    },
  ]);
}
