import { type ProblemText, text } from "./problem-text.ts";

/** Who somebody is, for whom they may act, and what is kept of them. */
export const peopleProblems = {
  unauthenticated: text(
    401,
    ["尚未登录或登录已过期", "请重新登录后再试，已保存的内容不会丢失。"],
    ["Not signed in, or the session has ended", "Sign in again; what was saved is kept."],
  ),
  "consent-required": text(
    403,
    [
      "请先阅读并同意个人信息告知与同意书",
      "请查看现行文本（GET /consent-text），由本人同意后再试；不同意的请退出登录，并请本单位另行指定人员。",
    ],
    [
      "Read and accept the consent text first",
      "Read the text in force (GET /consent-text) and accept it yourself, then try again; if you do not, sign out and ask your organisation to name somebody else.",
    ],
  ),
  "consent-text-changed": text(
    409,
    ["告知与同意书已更新", "您阅读的不是现行文本；请重新查看（GET /consent-text）后再决定是否同意。"],
    [
      "The consent text has changed",
      "What you read is not the text in force; read it again (GET /consent-text) and decide anew.",
    ],
  ),
  "code-refused": text(
    401,
    ["验证码不正确或已失效", "请核对邮件中的最新验证码，或重新获取；收不到邮件的，请致电项目办公室。"],
    [
      "The code is wrong or no longer valid",
      "Check the newest mail or ask for a new code; if no mail comes, call the programme office.",
    ],
  ),
  "second-person-required": text(
    403,
    ["须由另一人办理", "请由第二位有权人员完成此步骤。"],
    ["A second person must do this", "Let another person with the right take this step."],
  ),
  "app-code-refused": text(
    409,
    ["动态口令不正确", "请核对手机时间是否准确，等下一个口令出现后再输入；仍不正确的，请重新开始绑定。"],
    [
      "The app's code is wrong",
      "Check the phone's clock and type the next code; if that fails too, begin the enrolment again.",
    ],
  ),
  "phone-not-registered": text(
    409,
    [
      "所拨号码不是名册中登记的电话",
      "请回拨名册中该联系人的登记电话；未登记的，先由学会书面提供并导入名册。",
    ],
    [
      "The number called is not the registered one",
      "Call the contact's number in the register; where there is none, import it on the society's written word.",
    ],
  ),
  "uscc-taken": text(
    409,
    ["该统一社会信用代码已被使用", "名册中另有学会使用该代码。请核对代码证书；如是对方有误，请先更正对方。"],
    [
      "The USCC is in use",
      "Another society of the register has it. Check the certificate; if the other's is wrong, correct that one first.",
    ],
  ),
  "bank-data-not-taken": text(
    400,
    [
      "请勿填写银行账号、银行卡号或身份证号",
      "填写的内容像是银行卡号或身份证号。本平台不收集这些号码；请删除后只填写供应商账号名和注册确认信息。",
    ],
    [
      "No bank account, card or identity number is taken here",
      "What was entered looks like one. The platform collects none: take it out, and enter the account's name and the confirmation only.",
    ],
  ),
  "delegation-not-in-force": text(
    403,
    ["委托不在有效期内", "请在委托起止时间内登录；需延长的，请委托人重新委托。"],
    [
      "Your delegation is not in force",
      "Sign in between its beginning and its end; whoever lent you the role can lend it again.",
    ],
  ),
  "delegation-too-long": text(
    400,
    [
      "委托期限不符合要求",
      "委托须在三十天内开始，自开始起最长三十天，且结束时间晚于当前时间；更久的请办理更换联系人。",
    ],
    [
      "A delegation can't have these dates",
      "It begins within thirty days, lasts thirty days at most, and ends in the future; replace the contact for longer.",
    ],
  ),
  "identity-data-not-taken": text(
    400,
    ["请勿填写身份证号或银行卡号", "本平台不收集身份证和银行账户信息；请删去该号码后重新提交。"],
    [
      "No identity number or bank card is taken here",
      "The platform collects neither identity-card nor bank data: remove the number and send it again.",
    ],
  ),
  "society-unknown": text(
    409,
    [
      "名册中没有这个学会",
      "请核对编码和统一社会信用代码；确属新学会的，先导入名册再批准，否则请退回并说明理由。",
    ],
    [
      "The register has no such society",
      "Check code and USCC; import a new society into the register first, or refuse the request with a reason.",
    ],
  ),
  "society-has-contacts": text(
    409,
    ["名册中已有该学会的联系人", "人员变动请办理“更换联系人”；本申请请退回并说明理由。"],
    [
      "The register names people of this society already",
      "Use the replacement of a contact for a change of staff, and refuse this request with a reason.",
    ],
  ),
} as const satisfies Record<string, ProblemText>;
