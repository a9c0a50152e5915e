import type * as z from "zod";
import type { Documents } from "../documents.ts";

/** 四、申报程序（一）: the Word form, its stamped PDF, and fifteen signed and sealed copies on paper. */
export const documents: z.input<typeof Documents> = {
  required: [
    {
      kind: "form",
      format: "docx",
      name: { zh: "申报书（Word版）", en: "Application form (Word)" },
      help: {
        zh: "请下载已预填的申报书，补充后上传；不得含宏、加密或外部链接内容。",
        en: "Download the form filled in from your draft, complete it and upload it; no macros, encryption or linked content.",
      },
      required: true,
      maxBytes: 20_971_520,
      stamped: false,
      twinOf: null,
      template: "annex-2",
      basis: {
        clause: "四、申报程序（一）",
        quote: "将电子版申报材料（附件2）word版和盖章PDF版发送至项目申报邮箱",
        reading: {
          zh: "可在本系统上传，也可发送至项目申报邮箱；文件大小上限20 MiB为本方案所定。",
          en: "Uploaded here or sent to the mailbox; the limit of 20 MiB is this definition's own.",
        },
      },
    },
    {
      kind: "stamped",
      format: "pdf",
      name: { zh: "申报书（盖章PDF版）", en: "Application form (stamped PDF)" },
      help: {
        zh: "与Word版内容一致并加盖学会公章的PDF，可为扫描件；不得加密或含脚本。",
        en: "A PDF of the same content bearing the society's seal; a scan will do; no encryption or scripts.",
      },
      required: true,
      maxBytes: 52_428_800,
      stamped: true,
      twinOf: "form",
      template: null,
      basis: {
        clause: "四、申报程序（一）",
        quote: "将电子版申报材料（附件2）word版和盖章PDF版发送至项目申报邮箱",
        reading: {
          zh: "可在本系统上传，也可发送至项目申报邮箱；文件大小上限50 MiB为本方案所定。",
          en: "Uploaded here or sent to the mailbox; the limit of 50 MiB is this definition's own.",
        },
      },
    },
  ],
  paper: {
    count: 15,
    signed: true,
    sealed: true,
    address: {
      zh: "中国科协学会服务中心改革服务处（北京市海淀区学院南路86号西511室）",
      en: "Reform Services Division, Society Service Centre of CAST (Room West 511, 86 Xueyuan South Road, Haidian District, Beijing)",
    },
    room: { zh: "西511室", en: "Room West 511" },
    contact: "programme",
    deadline: {
      at: "2021-11-11T15:59:59.999Z",
      zone: "Asia/Shanghai",
      namedOn: "2021-11-11",
      includesNamedDay: true,
      lastMoment: "end-of-day",
      basis: {
        clause: "四、申报程序（一）",
        quote: "2021年11月11日前",
        reading: {
          zh: "通知未为纸质材料另定日期，本方案按同一日期理解，含11月11日当日。",
          en: "The notice sets no other date for paper; this definition takes the same date, the 11th included.",
        },
      },
    },
    countsBy: "dispatch",
    blocks: "nothing",
    shortage: {
      toldAfterDays: 7,
      basis: {
        assumption: {
          zh: "通知未规定份数不足的处理。本方案在纸质材料截止7日后告知短缺，请学会补寄；短缺不影响评审。",
          en: "The notice is silent on too few copies. Here a shortage is told seven days after the deadline, the society sends the rest, and the review goes on.",
        },
      },
    },
    basis: {
      clause: "四、申报程序（一）",
      quote:
        "签字盖章的纸质版申报材料一式15份，报送至中国科协学会服务中心改革服务处（北京市海淀区学院南路86号西511室）。",
      reading: {
        zh: "纸质材料以寄出日期为准，单独登记，不影响电子申报的效力。",
        en: "Paper counts by the date of dispatch, is recorded apart, and does not affect the electronic application.",
      },
    },
  },
  agreement: {
    governs: "stamped",
    difference: "warns",
    basis: {
      assumption: {
        zh: "通知要求同时报送Word版和盖章PDF版，未说明两版或与填报内容不一致时以何者为准。本方案以盖章PDF版为准，填报内容须与其一致；差异提示学会和工作人员，由工作人员退回修改，不因自动比对而拒绝提交。",
        en: "The notice asks for the Word form and the stamped PDF and does not say which counts where they, or the draft, differ. Here the stamped PDF does, and the draft must be made to agree: differences are shown to the society and to officers, who return it for that; no comparison by a program refuses a submission.",
      },
    },
  },
  receiptDecides: {
    by: "electronic",
    basis: {
      assumption: {
        zh: "通知未说明以电子版还是纸质版的收到时间为准。本方案以电子申报到达系统的时刻为准。",
        en: "The notice does not say whether electronic or paper receipt decides. Here the instant at which the electronic application arrives does.",
      },
    },
  },
};
