import type * as z from "zod";
import type { Annex, Contact, PublicNotice, Reminder, Undertaking } from "../notice.ts";

/** 四、申报程序（四）: results are shown on the issuer's site. Period and objections follow its sibling notices of 2020-2021. */
export const publicNotice: z.input<typeof PublicNotice> = {
  workingDays: 5,
  minimumWorkingDays: 5,
  counting: { kind: "yes" },
  endsAt: "end-of-day",
  place: { name: { zh: "中国科协官网", en: "The website of CAST" }, url: "http://www.cast.org.cn" },
  feedbackLetter: "figures",
  objection: {
    named: true,
    written: true,
    needsContact: true,
    needsEvidence: true,
    otherwise: "kept-as-lead",
    handling: {
      statementWorkingDays: 3,
      conclusionWorkingDays: 15,
      basis: {
        assumption: {
          zh: "通知未规定异议处理期限。本方案：被异议单位收到通知后3个工作日内陈述，受理后15个工作日内作出结论，均自次日起算；查实弄虚作假的陈述期限相同。",
          en: "The notice sets no time for objections. In this definition the target states its case within three working days and the conclusion follows within fifteen of the acceptance, both from the day after; a society accused of falsity has the same time to be heard.",
        },
      },
    },
    documents: {
      formats: ["pdf", "docx", "png", "jpeg"],
      maxBytes: 20_971_520,
      most: 10,
      basis: {
        assumption: {
          zh: "通知未规定异议材料的形式。本方案：异议人在公示期满前、被异议单位在陈述期限内，可各提交10份以内的PDF、Word（DOCX）或图片，每份不超过20MB。",
          en: "The notice is silent on papers of an objection. In this definition who objects sends in up to ten files until the notice period ends, and the target up to ten with its statement: PDF, Word (DOCX) or pictures of at most 20 MB each.",
        },
      },
    },
    basis: {
      assumption: {
        zh: "通知未规定异议办法。参照中国科协同类公示：须实名、书面，附联系方式和证明材料；匿名或逾期的作为线索留存。",
        en: "The notice is silent on objections. As in sibling notices they are made by name and in writing, with contact and evidence; anonymous or late ones are kept as leads.",
      },
    },
  },
  basis: {
    clause: "四、申报程序（四）",
    quote: "评审结果将在中国科协官网（http://www.cast.org.cn）公示。",
    reading: {
      zh: "公示5个工作日，发布当日为工作日的计入，至最后一日24时止，参照中国科协2020—2021年同类公示。",
      en: "Five working days, the day of publication counted when it is a working day, to the end of the last, as in notices of 2020 and 2021.",
    },
  },
};

export const reminders: z.input<typeof Reminder>[] = [
  { id: "closes-72", of: "closes", hoursBefore: 72 },
  { id: "closes-24", of: "closes", hoursBefore: 24 },
  { id: "closes-3", of: "closes", hoursBefore: 3 },
  { id: "review-ends-48", of: "review-ends", hoursBefore: 48 },
  { id: "defence-receipt-24", of: "defence-receipt-due", hoursBefore: 24 },
  { id: "objection-due-72", of: "objection-due", hoursBefore: 72 },
  { id: "supplier-due-240", of: "supplier-due", hoursBefore: 240 },
  { id: "supplier-due-72", of: "supplier-due", hoursBefore: 72 },
];

/** 五、申报要求（二）: "内容要客观真实，不得弄虚作假。" The words of the undertaking and what follows are ours. */
export const undertaking: z.input<typeof Undertaking> = {
  version: 1,
  text: {
    zh: "本单位郑重承诺：所提交的申报材料内容客观真实，Word版、盖章PDF版与纸质版内容一致，无弄虚作假；经费预算符合《中国科协财政项目管理办法（修订）》的有关规定。",
    en: "We solemnly undertake that what we submit is objective and true, that the Word form, the stamped PDF and the paper copies say the same, that nothing in it is falsified, and that the budget keeps to CAST's Measures for the Administration of Fiscal Projects (revised).",
  },
  consequence: {
    zh: "经查实存在弄虚作假的，取消申报或入选资格，并记入本单位申报记录，作为今后申报资格审查的依据。",
    en: "Where falsification is established, the application or the award is revoked and the fact is recorded for the eligibility of later applications.",
  },
  basis: {
    clause: "五、申报要求（二）",
    quote: "内容要客观真实，不得弄虚作假。",
    reading: {
      zh: "通知未规定承诺书文字和违反的后果，此处为本方案所定。",
      en: "The notice gives neither the words of an undertaking nor a consequence; both are this definition's own.",
    },
  },
};

export const contacts: z.input<typeof Contact>[] = [
  {
    id: "programme",
    subject: { zh: "项目申报", en: "The programme and applications" },
    office: {
      zh: "中国科协学会服务中心改革服务处",
      en: "Reform Services Division, Society Service Centre of CAST",
    },
    people: ["王冠", "张玮琳"],
    phones: ["010-62194054", "010-62103183"],
    mail: "SJYL@cast.org.cn",
    basis: { clause: "六、联系方式", quote: "中国科协学会服务中心改革服务处" },
  },
  {
    id: "finance-platform",
    subject: {
      zh: "智慧计财服务平台项目申报技术咨询",
      en: "Technical questions on the finance service platform",
    },
    office: { zh: "智慧计财服务平台", en: "CAST finance service platform" },
    people: ["周秀红"],
    phones: ["010-80698617"],
    mail: null,
    basis: { clause: "六、联系方式", quote: "智慧计财服务平台项目申报技术咨询" },
  },
];

export const annexes: z.input<typeof Annex>[] = [
  {
    id: "annex-1",
    number: 1,
    purpose: "recommended-list",
    name: { zh: "申报学会建议名单", en: "Recommended list of societies" },
    fileName: "1.申报学会建议名单.docx",
    text: "not-held",
    basis: { clause: "附件1", quote: "1.申报学会建议名单.docx" },
  },
  {
    id: "annex-2",
    number: 2,
    purpose: "form-template",
    name: { zh: "中国特色一流学会建设项目申报书（模板）", en: "Application form (template)" },
    fileName: "2.中国特色一流学会建设项目申报书（模板）.docx",
    text: "not-held",
    basis: { clause: "附件2", quote: "2.中国特色一流学会建设项目申报书（模板）.docx" },
  },
  {
    id: "annex-3",
    number: 3,
    purpose: "supplier-guide",
    name: { zh: "供应商账号注册流程", en: "How to register a supplier account" },
    fileName: "3.供应商账号注册流程.docx",
    text: "not-held",
    basis: { clause: "附件3", quote: "3.供应商账号注册流程.docx" },
  },
];
