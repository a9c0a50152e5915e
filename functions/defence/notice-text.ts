import type { DefenceNoticeFields } from "../../shared/contract/defence-notice-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { type Instant, showBoth, type Zone } from "../../shared/kernel/time.ts";
import type { MaterialFormat } from "../../shared/programme/defence-preparation.ts";
import type { Contact } from "../../shared/programme/notice.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Window } from "../../shared/programme/timetable.ts";

/** What of a programme its notice of the defence says. */
type Printed = Pick<ProgrammeDefinition, "names" | "issuer" | "contacts" | "zone"> & {
  defence: Defence;
  window: Pick<Window, "fromAt" | "toAt">;
};

interface Due {
  receipt: Instant | null;
  material: Instant | null;
}

const at = (instant: Instant, zone: Zone): Words => ({
  zh: showBoth(instant, zone, "zh-CN"),
  en: showBoth(instant, zone, "en"),
});

const orders: Record<Defence["order"], Words> = {
  lot: { zh: "按抽签确定", en: "decided by lot" },
  register: { zh: "按名册顺序", en: "that of the register" },
};

const absences: Record<Defence["absence"], Words> = {
  "leaves-ranking": {
    zh: "未参加答辩的，不再参加排序。",
    en: "Who does not appear leaves the ranking.",
  },
  "scores-minimum": {
    zh: "未参加答辩的，答辩按最低分计。",
    en: "Who does not appear is given the lowest score for the defence.",
  },
};

const formats: Record<MaterialFormat, string> = { pptx: "PPTX", pdf: "PDF" };

/** Bytes as the reader's system counts them, down to whole MiB where there is one. */
const sizeOf = (bytes: number) =>
  bytes >= 1_048_576 ? `${Math.floor(bytes / 1_048_576)} MiB` : `${bytes} bytes`;

function whenAndWhere({ defence, window, zone }: Printed, { place, link }: DefenceNoticeFields): Words[] {
  const from = at(window.fromAt, zone);
  const to = at(window.toAt, zone);
  const { presentationMinutes: talk, questionMinutes: questions, panelSize } = defence;
  const order = orders[defence.order];
  return [
    {
      zh: `时间：${from.zh}至${to.zh}。答辩顺序${order.zh}，各学会的具体时间另行排定。`,
      en: `When: from ${from.en} to ${to.en}. The order is ${order.en}; the time of each society follows.`,
    },
    {
      zh: `地点：${place.zh}${link === null ? "" : `；视频会议：${link}`}`,
      en: `Where: ${place.en}${link === null ? "" : `; by video: ${link}`}`,
    },
    {
      zh: `时长：陈述${talk}分钟，答问${questions}分钟。评审组由${panelSize}名专家组成。`,
      en: `How long: ${talk} minutes to present, ${questions} for questions, before a panel of ${panelSize} experts.`,
    },
  ];
}

/** Who presents, and until when that is said; nothing where the programme asks for no receipt. */
function receiptLines({ defence: { preparation }, zone }: Printed, due: Due): Words[] {
  if (!preparation || due.receipt === null) return [];
  const { max, needsOfficeHolder } = preparation.presenters;
  const by = at(due.receipt, zone);
  return [
    {
      zh: `答辩人：不超过${max}人${needsOfficeHolder ? "，其中至少1名学会负责人" : ""}。`,
      en: `Who presents: at most ${max}${needsOfficeHolder ? ", at least one of them an office holder of the society" : ""}.`,
    },
    {
      zh: `回执：请在平台答复是否参加及答辩人姓名、职务、电话，截止时间${by.zh}，以平台收到请求的时刻为准。`,
      en: `Receipt: say on the platform whether you attend and who presents, with post and telephone, by ${by.en}; the instant of arrival counts.`,
    },
  ];
}

/** What may be shown, and until when; nothing where the programme takes no material. */
function materialLines({ defence, zone }: Printed, due: Due): Words[] {
  const material = defence.preparation?.material ?? null;
  if (material === null || due.material === null) return [];
  const by = at(due.material, zone);
  const isByDraw = defence.who === "all-eligible";
  const kinds = material.formats.map((one) => formats[one]);
  const size = sizeOf(material.maxBytes);
  return [
    {
      zh: `材料：${kinds.join("或")}一份，不超过${size}，在平台上传并确定，截止时间${by.zh}；期限届满${isByDraw ? "或抽签" : ""}后不再更改，仅供评审组使用。文件不得含宏、外部链接内容和密码。`,
      en: `Material: one ${kinds.join(" or ")} of at most ${size}, uploaded and named on the platform by ${by.en}. After that${isByDraw ? ", or the draw," : ""} it does not change. The panel alone sees it. It may hold no macros, nothing loaded from elsewhere, and no password.`,
    },
  ];
}

function contactLine({ office, phones, mail }: Contact): Words {
  const ways = [...phones, ...(mail === null ? [] : [mail])];
  return {
    zh: `联系：${[office.zh, ...ways].join("，")}`,
    en: `Questions: ${[office.en, ...ways].join(", ")}`,
  };
}

/**
 * 四、申报程序（三）: the notice of the defence in both languages, of the definition and of what an officer fills in. Same input,
 * same bytes.
 */
export function defenceNoticeText(programme: Printed, fields: DefenceNoticeFields, due: Due): Words {
  const { names, issuer, contacts, defence } = programme;
  const [contact] = contacts;
  const paragraphs: Words[] = [
    { zh: `关于“${names.zh}”答辩评审的通知`, en: `Notice of the oral defence of ${names.en}` },
    ...whenAndWhere(programme, fields),
    ...receiptLines(programme, due),
    ...materialLines(programme, due),
    absences[defence.absence],
    ...(fields.remarks === null ? [] : [fields.remarks]),
    ...(contact ? [contactLine(contact)] : []),
    issuer,
  ];
  return {
    zh: paragraphs.map(({ zh }) => zh).join("\n"),
    en: paragraphs.map(({ en }) => en).join("\n"),
  };
}

/** What the hash of a notice is of. */
export const hashedText = ({ zh, en }: Words): string => `${zh}\n---\n${en}\n`;
