import type { Objection, Objector } from "../../shared/contract/objections.ts";
import type { Words } from "../../shared/kernel/text.ts";

/** What an objector is written of; also the mark that it was. */
export type About = "lodged" | "refused" | "decided";

interface Mail {
  subject: Words;
  text: Words;
}

const outcomes: Record<NonNullable<Objection["outcome"]>, Words> = {
  upheld: { zh: "异议成立", en: "The objection is upheld" },
  partly: { zh: "异议部分成立", en: "The objection is upheld in part" },
  dismissed: { zh: "异议不成立", en: "The objection is dismissed" },
};

const becauses: Record<NonNullable<Objection["notAccepted"]>["because"], Words> = {
  "academic-judgement": {
    zh: "对专家学术判断的异议不属于受理范围",
    en: "objections to what experts judge of merit are not accepted",
  },
  "no-evidence": { zh: "缺少相应的证明材料", en: "there is no evidence for it" },
  "not-within-scope": { zh: "不属于程序或事实方面的异议", en: "it is about neither procedure nor facts" },
};

/** The letter to who objects: receipt, refusal, or answer. What others said in confidence is not in it. */
export function objectorMail(about: About, objection: Objection, { name }: Pick<Objector, "name">): Mail {
  const { id, societyCode, notAccepted, outcome, effect, reason } = objection;
  const zh = `${name}，您好：\n\n您对公示名单中 ${societyCode} 提出的异议（编号 ${id}）`;
  const en = `Dear ${name},\n\nYour objection concerning ${societyCode} on the shown list (number ${id})`;
  const closing = {
    zh: "\n\n您的身份仅办理人和监督人员知悉。本邮件由系统发出，请勿直接回复；有疑问的，请拨打公示中的联系电话。",
    en: "\n\nWho you are is known to the handler and to supervisors alone. Please do not reply to this mail; for questions call the number of the notice.",
  };
  const parts: Record<About, Mail> = {
    lodged: {
      subject: { zh: "【遴选平台】异议已收到", en: "[Linxuan] Your objection has come in" },
      text: {
        zh: `${zh}已收到。将由未参与该申报审查和遴选的人员审核是否受理，结果以邮件答复。`,
        en: `${en} has come in. A person who took no part in the selection looks at it, and you are answered by mail.`,
      },
    },
    refused: {
      subject: { zh: "【遴选平台】异议不予受理", en: "[Linxuan] Your objection is not accepted" },
      text: {
        zh: `${zh}不予受理：${notAccepted ? becauses[notAccepted.because].zh : ""}。\n说明：${notAccepted?.reason ?? ""}`,
        en: `${en} is not accepted: ${notAccepted ? becauses[notAccepted.because].en : ""}.\nReason: ${notAccepted?.reason ?? ""}`,
      },
    },
    decided: {
      subject: { zh: "【遴选平台】异议处理答复", en: "[Linxuan] The answer to your objection" },
      text: {
        zh: `${zh}已处理完毕。结论：${outcome ? outcomes[outcome].zh : ""}。${effect === "removed" ? "该单位已从名单中取消，名额变动另行补充公示。" : "该单位在名单中的位置不变。"}\n理由：${reason ?? ""}`,
        en: `${en} has been dealt with. ${outcome ? outcomes[outcome].en : ""}. ${effect === "removed" ? "The society is taken off the list; places that change get a supplementary notice." : "The society's place on the list stands."}\nReason: ${reason ?? ""}`,
      },
    },
  };
  const { subject, text } = parts[about];
  return { subject, text: { zh: `${text.zh}${closing.zh}`, en: `${text.en}${closing.en}` } };
}
