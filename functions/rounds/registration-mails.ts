import type { Registration } from "../../shared/contract/registrations.ts";
import type { Words } from "../../shared/kernel/text.ts";

interface Mail {
  subject: Words;
  text: Words;
}

/** The letter with the code that proves an address; the code is in the text, not the subject, which phones show locked. */
export const proofMail = (code: string, minutes: number): Mail => ({
  subject: { zh: "【遴选平台】登记申请验证码", en: "[Linxuan] The code of your registration" },
  text: {
    zh: `登记申请的验证码是：${code}\n\n自申请之时起 ${minutes} 分钟内有效。授权书上传并检查完成后，输入验证码，申请即转交工作人员审核。\n\n如果不是您本人操作，请忽略本邮件。`,
    en: `The code of your registration is: ${code}\n\nIt is valid for ${minutes} minutes from your request. Type it when the letter is uploaded and inspected; an officer then decides.\n\nIf you did not ask for it, ignore this mail.`,
  },
});

type Decided = Pick<Registration, "state" | "reason" | "stated">;

/** What came of a request, with the officer's reason and what to do next. */
export function decisionMail({ state, reason, stated }: Decided): Mail {
  if (state === "APPROVED")
    return {
      subject: { zh: "【遴选平台】登记申请已批准", en: "[Linxuan] Your registration is approved" },
      text: {
        zh: `${stated} 的登记申请已批准，名册已登记填报人和审核人。\n审核意见：${reason}\n\n请以本邮箱登录：输入邮箱地址获取验证码，无须密码。由填报人填写，由审核人提交。`,
        en: `The registration of ${stated} is approved; the register names your filler and approver.\nReason: ${reason}\n\nSign in with this mail address: ask for a code and type it; there is no password. The filler writes, the approver submits.`,
      },
    };
  return {
    subject: { zh: "【遴选平台】登记申请未获批准", en: "[Linxuan] Your registration is refused" },
    text: {
      zh: `${stated} 的登记申请未获批准。\n审核意见：${reason}\n\n请按审核意见更正后重新申请；有疑问的，请拨打申报通知中的项目办公室电话。`,
      en: `The registration of ${stated} is refused.\nReason: ${reason}\n\nMend what it says and ask again, or call the programme office at the number of the call for applications.`,
    },
  };
}
