import type * as z from "zod";
import type { Channels } from "../channels.ts";

/** 四、申报程序（一）: the mailbox of the notice, beside this portal. */
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
};
