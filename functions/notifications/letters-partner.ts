import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { showYuan } from "../../shared/kernel/amount.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type AboutRound, type LetterWords, letter, shown } from "./letters.ts";

type Terms = Pick<Partnership, "title" | "leadNames" | "names" | "role" | "shareFen">;

/** What a partner is asked for. */
const termsLine = ({ role, shareFen }: Terms): Words => ({
  zh: `承担任务：${role}${shareFen === null ? "" : `\n经费份额：${showYuan(shareFen)} 元`}`,
  en: `Contribution: ${role}${shareFen === null ? "" : `\nShare of the budget: CNY ${showYuan(shareFen)}`}`,
});

/** To a society that another wants as its partner. */
export function partnerAskedLetter(about: AboutRound, terms: Terms, closesAt: Instant): LetterWords {
  const { title, leadNames, names } = terms;
  const at = shown(closesAt, about.zone);
  return letter(about, { zh: `邀请联合申报：${title.zh}`, en: `Asked to be a partner: ${title.en}` }, [
    {
      zh: `${leadNames.zh}拟与${names.zh}联合申报“${about.round.zh}”，由其牵头。`,
      en: `${leadNames.en} leads an application to ${about.round.en} and asks ${names.en} to be its partner.`,
    },
    termsLine(terms),
    {
      zh: `请由本单位审核人登录查看并作出同意或谢绝，不晚于${at.zh}。牵头单位更改上列内容后，此前的同意不再有效，须重新作出。`,
      en: `Your approver signs in, reads it, and agrees or declines no later than ${at.en}. If the lead changes any of this, an agreement given before no longer counts, and you are asked anew.`,
    },
  ]);
}

/** To a society that is no longer wanted, or whose lead has withdrawn. */
export function partnerRemovedLetter(
  about: AboutRound,
  { title, leadNames, names }: Terms,
  isWithdrawn: boolean,
): LetterWords {
  const why = isWithdrawn
    ? { zh: `${leadNames.zh}已撤回该申报`, en: `${leadNames.en} has withdrawn the application` }
    : { zh: `${leadNames.zh}已将本单位移除`, en: `${leadNames.en} goes on without you` };
  return letter(about, { zh: `不再联合申报：${title.zh}`, en: `No longer a partner: ${title.en}` }, [
    {
      zh: `${why.zh}，${names.zh}不再是其联合申报单位，也不再受其约束。`,
      en: `${why.en}: ${names.en} is not its partner any more, and is bound by it no longer.`,
    },
    {
      zh: "目前无需办理其他事项；是否参加其他申报，以项目定义为准。",
      en: "There is nothing to do now; whether you take part in another application is as the definition says.",
    },
  ]);
}

/** To the lead: what the partner answered. */
export function partnerAnsweredLetter(
  about: AboutRound,
  terms: Terms,
  { hasAgreed, reason }: { hasAgreed: boolean; reason: string | null },
): LetterWords {
  const { title, names } = terms;
  const subject = hasAgreed
    ? { zh: `已同意联合申报：${names.zh}`, en: `Has agreed to be a partner: ${names.en}` }
    : { zh: `已谢绝联合申报：${names.zh}`, en: `Has declined to be a partner: ${names.en}` };
  const said = hasAgreed
    ? {
        zh: `${names.zh}已同意参加“${title.zh}”。`,
        en: `${names.en} has agreed to take part in ${title.en}.`,
      }
    : { zh: `${names.zh}已谢绝或退出“${title.zh}”。`, en: `${names.en} has declined, or left, ${title.en}.` };
  const because = reason === null ? [] : [{ zh: `说明：${reason}`, en: `Reason given: ${reason}` }];
  const next = hasAgreed
    ? {
        zh: "所列单位全部同意后即可提交。提交前更改其任务或份额的，须重新征求其同意。",
        en: "Once all who are named have agreed it can be submitted. If you change what a partner is asked for, it must agree again.",
      }
    : {
        zh: "请在草稿中将其移除或另选单位；名单中有未同意的单位时不能提交。",
        en: "Remove it in the draft, or name another society: nothing is submitted while somebody named has not agreed.",
      };
  return letter(about, subject, [said, termsLine(terms), ...because, next]);
}
