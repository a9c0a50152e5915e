import type { Finding } from "../../shared/contract/eligibility.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type About, type AboutRound, type LetterWords, letter, shown } from "./letters.ts";

/** A finding that fails: its clause, the fact, and where and when it was recorded. */
function findingLine({ basis, fact, source, on, society }: Finding, n: number): Words {
  const clause =
    "clause" in basis
      ? { zh: `${basis.clause}（${basis.quote}）`, en: `${basis.clause} (${basis.quote})` }
      : basis.assumption;
  const from = [source, on].filter((one) => one !== null);
  return {
    zh: `${n + 1}. ${society ? `${society.names.zh}：` : ""}${clause.zh}：${fact.zh}${from.length > 0 ? `（来源：${from.join("，")}）` : ""}`,
    en: `${n + 1}. ${society ? `${society.names.en}: ` : ""}${clause.en}: ${fact.en}${from.length > 0 ? ` (source: ${from.join(", ")})` : ""}`,
  };
}

function howToDispute({ zone }: About, appealBy: Instant | null): Words {
  if (appealBy === null)
    return {
      zh: "对上述事实有异议的，请尽快以书面形式向下列部门申请复核，并附证明材料。",
      en: "If you dispute a fact, ask the office below for a re-examination soon, in writing and with evidence.",
    };
  const until = shown(appealBy, zone);
  return {
    zh: `对上述事实有异议的，请由审核人在平台提出申诉，不晚于${until.zh}。申诉由未参与本次审查的人员答复。`,
    en: `If you dispute a fact, your approver may appeal on the platform no later than ${until.en}. A person who took no part in this examination answers.`,
  };
}

/** 资格审查结论: the outcome with the officer's reason; a rejection also with each ground and the way to dispute it. */
export function determinedLetter(
  about: About,
  determined: {
    isCleared: boolean;
    reason: string;
    findings: readonly Finding[];
    /** Until when a fact may be disputed on the platform; null where the programme takes no appeals. */
    appealBy: Instant | null;
  },
): LetterWords {
  const { round, society } = about;
  const { isCleared, reason } = determined;
  const outcome = isCleared
    ? { zh: "已通过资格审查", en: "has passed the eligibility examination" }
    : { zh: "未通过资格审查", en: "has not passed the eligibility examination" };
  const grounds = determined.findings
    .filter((one) => one.outcome === "fail" && !one.isShownOnly)
    .map(findingLine);
  const rejected: Words[] = [
    ...(grounds.length > 0
      ? [
          {
            zh: `依据：\n${grounds.map(({ zh }) => zh).join("\n")}`,
            en: `Grounds:\n${grounds.map(({ en }) => en).join("\n")}`,
          },
        ]
      : []),
    howToDispute(about, determined.appealBy),
  ];
  const cleared: Words = {
    zh: "接下来进入专家评审，后续安排将另行通知，目前无需办理其他事项。",
    en: "Review by experts comes next. You will be told what follows; there is nothing to do now.",
  };
  return letter(about, { zh: `资格审查结论：${society.zh}`, en: `Eligibility: ${society.en}` }, [
    {
      zh: `${society.zh}的“${round.zh}”申报${outcome.zh}。`,
      en: `The application of ${society.en} to ${round.en} ${outcome.en}.`,
    },
    { zh: `说明：${reason}`, en: `Reason given: ${reason}` },
    ...(isCleared ? [cleared] : rejected),
  ]);
}

/** To an expert: the request to judge in a round, and how to answer it. */
export function expertInvitationLetter(
  about: AboutRound,
  { fromAt, toAt }: Record<"fromAt" | "toAt", Instant>,
): LetterWords {
  const { round, zone } = about;
  const [from, to] = [shown(fromAt, zone), shown(toAt, zone)];
  return letter(about, { zh: `邀请评审：${round.zh}`, en: `Invitation to review: ${round.en}` }, [
    {
      zh: `现邀请您担任“${round.zh}”的评审专家。`,
      en: `You are asked to be one of the experts who review the applications to ${round.en}.`,
    },
    {
      zh: `评分时间：${from.zh}至${to.zh}。`,
      en: `Scores are taken from ${from.en} to ${to.en}.`,
    },
    {
      zh: "请以本邮箱登录，接受或谢绝邀请（谢绝的请说明理由）。接受时可注明最多评审的份数；请一并说明是否同意入库，供以后各轮邀请，不同意的不影响本轮。",
      en: "Sign in with this address and accept, or decline with your reason. When you accept you may say how many applications you take at most. Say as well whether you may be kept and asked in later rounds; if not, this round is not affected.",
    },
  ]);
}

/** To an expert: whose applications, and nothing of their content. */
export function assignedLetter(
  about: AboutRound,
  assigned: readonly { societyNames: Words }[],
  { opensAt, locksAt }: Record<"opensAt" | "locksAt", Instant>,
): LetterWords {
  const { round, zone } = about;
  const from = shown(opensAt, zone);
  const to = shown(locksAt, zone);
  const count = assigned.length;
  const many = count === 1 ? "1 application" : `${count} applications`;
  const lines = assigned.map(({ societyNames: { zh, en } }, at) => ({
    zh: `${at + 1}. ${zh}`,
    en: `${at + 1}. ${en}`,
  }));
  return letter(about, { zh: `评审任务：${count} 份申报`, en: `${many} to review` }, [
    {
      zh: `现请您评审“${round.zh}”的 ${count} 份申报：\n${lines.map(({ zh }) => zh).join("\n")}`,
      en: `You are asked to review ${many} to ${round.en}:\n${lines.map(({ en }) => en).join("\n")}`,
    },
    {
      zh: "请先逐一声明与学会有无利益关系。声明无利益关系后方可查看其材料；有利益关系的，请予回避。",
      en: "First declare for each whether you have a conflict of interest. Its content opens once you declare none; if you have one, please stand aside.",
    },
    {
      zh: `评分时间：${from.zh}至${to.zh}，截止后不能再评分或修改。`,
      en: `Scores are taken from ${from.en} to ${to.en}; after that they can be neither given nor changed.`,
    },
  ]);
}

/** To an expert whose scores are still missing. */
export function reviewReminder(about: AboutRound, open: number, locksAt: Instant): LetterWords {
  const { round, zone } = about;
  const at = shown(locksAt, zone);
  const waiting = open === 1 ? "1 application waits" : `${open} applications wait`;
  return letter(about, { zh: `还有 ${open} 份申报待评分`, en: `${waiting} for your scores` }, [
    {
      zh: `“${round.zh}”中分配给您的申报，还有 ${open} 份尚未提交评分。`,
      en: `In ${round.en}, ${waiting} for the scores that you have not submitted yet.`,
    },
    {
      zh: `请提交评分，不晚于${at.zh}。截止后不能再评分或修改。`,
      en: `Please submit them no later than ${at.en}; after that they can be neither given nor changed.`,
    },
  ]);
}
