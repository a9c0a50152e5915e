import type * as z from "zod";
import type { Channels } from "../channels.ts";

/** 四、申报程序（一）: the mailbox of the notice, and what is brought to the office, beside this portal. */
export const channels: z.input<typeof Channels> = {
  mail: {
    address: "SJYL@cast.org.cn",
    arrivalBy: "received-header",
    maxBytes: 52_428_800,
    confirmWorkingDays: 3,
    basis: {
      clause: "四、申报程序（一）",
      quote: "发送至项目申报邮箱（SJYL@cast.org.cn）",
      reading: {
        zh: "邮件由工作人员登记原件，以收信服务器记录的收到时刻计，由学会在登记后3个工作日内确认（不晚于评审开始）；确认期限和50 MiB上限为本方案所定。学会已自行填报的，以其填报为准，邮件仅作记录。",
        en: "An officer records the original mail; the instant at which the receiving server had it counts, and the society confirms within three working days of the recording, before the review at the latest. That term and the limit of 50 MiB are this definition's own. Where a society has an application of its own here, that one stands and the mail is a record only.",
      },
    },
  },
  handedOver: {
    media: ["usb", "disc"],
    confirmWorkingDays: 3,
    basis: {
      assumption: {
        zh: "通知只列邮件和纸质两种报送方式。学会携U盘或光盘到收件处递交的，由接收人员登记递交人、时间和文件，经另一名工作人员复核后登记；以接收时刻判断是否在截止前，学会在登记后3个工作日内确认（不晚于评审开始）。学会已自行填报的，以其填报为准。",
        en: "The notice names e-mail and paper only. Where a society brings a stick or a disc to the office, the officer who takes it notes who brought it, when, and its files, and a second officer confirms that. The instant of taking it counts, and the society confirms within three working days of the recording, before the review at the latest. Where it has an application of its own here, that one stands.",
      },
    },
  },
};
