import type { DefenceNotice } from "../../shared/contract/defence-notice-record.ts";
import type { KeptOutBecause } from "../../shared/contract/defence-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type About, type LetterWords, letter, shown } from "./letters.ts";

/** 四、申报程序（三）: the notice of the defence, whole, with the hash that two officers agreed on. */
export function defenceNoticeLetter(
  about: About,
  { text, sha256, number, receiptDueAt }: Pick<DefenceNotice, "text" | "sha256" | "number" | "receiptDueAt">,
): LetterWords {
  const { round, society, zone } = about;
  const isChange = number > 1;
  const by = receiptDueAt && shown(receiptDueAt, zone);
  return letter(
    about,
    {
      zh: `${isChange ? "答辩通知有更新" : "答辩通知"}：${society.zh}`,
      en: `${isChange ? "The notice of the defence has changed" : "Notice of the defence"}: ${society.en}`,
    },
    [
      {
        zh: `${society.zh}参加“${round.zh}”答辩评审。${isChange ? `以下第${number}版通知替代此前各版。` : "通知全文如下。"}`,
        en: `${society.en} defends its application to ${round.en}. ${isChange ? `Version ${number} of the notice below takes the place of those before.` : "The whole notice follows."}`,
      },
      text,
      {
        zh: `通知第${number}版，SHA-256：${sha256}`,
        en: `Version ${number} of the notice, SHA-256: ${sha256}`,
      },
      by
        ? {
            zh: `请填报人或审核人登录平台提交回执，截止时间：${by.zh}。已提交的回执继续有效，期限内可更正。`,
            en: `Your filler or approver answers on the platform by ${by.en}. An answer that was given stands, and may be amended until then.`,
          }
        : { zh: "请按通知参加答辩。", en: "Please attend as the notice says." },
    ],
  );
}

const keptOutWords: Readonly<Record<KeptOutBecause, Words>> = {
  "paper-short": {
    zh: "纸质申报材料份数不足，请按规定补交",
    en: "copies of the application on paper are missing; please send them as the call asks",
  },
  "supplier-unregistered": {
    zh: "尚未完成供应商注册，请按规定办理",
    en: "the society is not a registered supplier yet; please register as the call asks",
  },
};

/** Who may not defend yet is told why, and what the notice says of whoever makes up for it; nobody is asked to come. */
export function keptOutLetter(
  about: About,
  {
    because,
    text,
    sha256,
    number,
  }: Pick<DefenceNotice, "text" | "sha256" | "number"> & { because: readonly KeptOutBecause[] },
): LetterWords {
  const { round, society } = about;
  const said = because.map((one) => keptOutWords[one]);
  return letter(
    about,
    {
      zh: `暂不能参加答辩：${society.zh}`,
      en: `May not defend yet: ${society.en}`,
    },
    [
      {
        zh: `“${round.zh}”的答辩通知已发出。${society.zh}暂不能参加答辩，原因：${said.map(({ zh }) => zh).join("；")}。`,
        en: `The notice of the defence of ${round.en} is out. ${society.en} may not defend yet: ${said.map(({ en }) => en).join("; ")}.`,
      },
      {
        zh: "补齐之前不参加抽签，也不排答辩时间。补齐后按以下通知参加，时间另行告知。",
        en: "Until that is made up for it is neither drawn nor given a time. After that it defends as the notice below says, at a time of which it is told.",
      },
      text,
      {
        zh: `通知第${number}版，SHA-256：${sha256}`,
        en: `Version ${number} of the notice, SHA-256: ${sha256}`,
      },
    ],
  );
}

/** A society has not answered the notice yet. */
export function receiptReminder(about: About, dueAt: Instant): LetterWords {
  const { round, society, zone } = about;
  const by = shown(dueAt, zone);
  return letter(
    about,
    {
      zh: `答辩回执即将截止：${society.zh}`,
      en: `The receipt of the defence is due: ${society.en}`,
    },
    [
      {
        zh: `${society.zh}尚未答复“${round.zh}”的答辩通知。`,
        en: `${society.en} has not answered the notice of the defence of ${round.en} yet.`,
      },
      {
        zh: `截止时间：${by.zh}，以平台收到请求的时刻为准，逾期不再接收。`,
        en: `Deadline: ${by.en}. The instant of arrival counts; later ones are not taken.`,
      },
      {
        zh: "请填报人或审核人登录平台答复是否参加及答辩人；不参加的请说明理由。",
        en: "Your filler or approver says whether you attend and who presents; who does not attend gives the reason.",
      },
    ],
  );
}
