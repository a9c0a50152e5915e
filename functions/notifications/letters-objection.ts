import type { Objection, Revocation } from "../../shared/contract/objection-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { type About, type LetterWords, letter, shown } from "./letters.ts";

const outcomes: Record<NonNullable<Objection["outcome"]>, Words> = {
  upheld: { zh: "异议成立", en: "The objection is upheld" },
  partly: { zh: "异议部分成立", en: "The objection is upheld in part" },
  dismissed: { zh: "异议不成立", en: "The objection is dismissed" },
};

/** The target is asked for its statement: what is in question, in the handler's words, and nothing of who objects. */
export function objectionAskedLetter(
  about: About,
  { question, statementBy }: { question: string; statementBy: NonNullable<Objection["statementBy"]> },
): LetterWords {
  const { round, society, zone } = about;
  const at = shown(statementBy, zone);
  return letter(about, { zh: `请就异议作出陈述：${society.zh}`, en: `State your case: ${society.en}` }, [
    {
      zh: `公示期内收到对${society.zh}列入“${round.zh}”名单的异议，已受理。须陈述的问题：${question}`,
      en: `An objection to the place of ${society.en} on the list of ${round.en} was accepted. The question to you: ${question}`,
    },
    {
      zh: `请审核人登录平台，于${at.zh}前提交陈述。逾期未陈述的，依现有材料核查。异议人身份依规定保密。`,
      en: `Your approver states your case on the platform until ${at.en}. Without a statement by then, what is there is verified. Who objects is confidential.`,
    },
    {
      zh: "异议处理完毕前，暂不公布贵单位的结果。",
      en: "Until the objection is dealt with the result of your society is not announced.",
    },
  ]);
}

/** What came of it, to the target. */
export function objectionDecidedLetter(
  about: About,
  {
    outcome,
    effect,
    reason,
  }: { outcome: NonNullable<Objection["outcome"]> } & Pick<Objection, "effect" | "reason">,
): LetterWords {
  const { round, society } = about;
  const what = outcomes[outcome];
  return letter(about, { zh: `异议处理结果：${society.zh}`, en: `${what.en}: ${society.en}` }, [
    {
      zh: `对${society.zh}列入“${round.zh}”名单的异议已处理完毕：${what.zh}。理由：${reason ?? ""}`,
      en: `The objection to the place of ${society.en} on the list of ${round.en} has been dealt with. ${what.en}. Reason: ${reason ?? ""}`,
    },
    effect === "removed"
      ? {
          zh: "贵单位已从名单中取消，名额按项目规定的递补规则处理。",
          en: "Your society is taken off the list; the place follows the programme's vacancy rule.",
        }
      : {
          zh: "贵单位在名单中的位置不变，目前无需办理其他事项。",
          en: "Your society's place on the list stands; there is nothing to do now.",
        },
  ]);
}

/** 弄虚作假: the society is heard before anything is revoked. */
export function revocationAskedLetter(
  about: About,
  { grounds, statementBy }: Pick<Revocation, "grounds" | "statementBy">,
): LetterWords {
  const { round, society, zone } = about;
  const at = shown(statementBy, zone);
  return letter(
    about,
    { zh: `拟取消资格，请陈述：${society.zh}`, en: `Revocation proposed, state your case: ${society.en}` },
    [
      {
        zh: `因涉嫌弄虚作假，拟取消${society.zh}“${round.zh}”的申报或入选资格。依据：${grounds}`,
        en: `For falsity it is proposed to revoke the application or award of ${society.en} in ${round.en}. Grounds: ${grounds}`,
      },
      {
        zh: `请审核人登录平台，于${at.zh}前提交陈述。逾期未陈述的，依现有证据决定。`,
        en: `Your approver states your case on the platform until ${at.en}. Without a statement by then it is decided on the evidence that is there.`,
      },
    ],
  );
}

export function revocationDecidedLetter(
  about: About,
  { isRevoked, reason }: { isRevoked: boolean; reason: string },
): LetterWords {
  const { round, society } = about;
  const what = isRevoked ? { zh: "已取消资格", en: "Revoked" } : { zh: "不予取消资格", en: "Not revoked" };
  return letter(about, { zh: `${what.zh}：${society.zh}`, en: `${what.en}: ${society.en}` }, [
    {
      zh: `关于${society.zh}“${round.zh}”申报是否弄虚作假的决定：${what.zh}。理由：${reason}`,
      en: `The decision on falsity in the application of ${society.en} in ${round.en}: ${what.en}. Reason: ${reason}`,
    },
    isRevoked
      ? {
          zh: "名额按项目规定的递补规则处理；此事已记入名册，作为今后申报资格审查的依据。",
          en: "A place follows the programme's vacancy rule; the register records it for the eligibility of later applications.",
        }
      : { zh: "目前无需办理其他事项。", en: "There is nothing to do now." },
  ]);
}
