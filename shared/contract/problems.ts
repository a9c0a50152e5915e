import type { Words } from "../kernel/text.ts";

/** What a reader is told: what happened, and what to do next. */
export interface ProblemText {
  status: number;
  title: Words;
  next: Words;
}

const text = (status: number, zh: [string, string], en: [string, string]): ProblemText => ({
  status,
  title: { zh: zh[0], en: en[0] },
  next: { zh: zh[1], en: en[1] },
});

/**
 * Every problem code with its HTTP status and words (RFC 9457). A code is a contract: it is never renamed, and its
 * meaning never changes.
 */
export const problems = {
  "malformed-json": text(
    400,
    ["请求不是有效的 JSON", "请检查请求内容后重试。"],
    ["The body is not valid JSON", "Check the body and try again."],
  ),
  "invalid-request": text(
    400,
    ["填写内容不符合要求", "请按 faults 中列出的每一项更正后重试。"],
    ["The request does not fit the contract", "Correct each entry of faults and try again."],
  ),
  "missing-idempotency-key": text(
    400,
    ["缺少 Idempotency-Key 请求头", "请为每次操作生成一个唯一的键，重试时使用同一个键。"],
    ["Idempotency-Key is missing", "Send one unique key per act; repeat it when you retry."],
  ),
  "invalid-definition": text(
    400,
    ["项目定义有误", "请按 faults 中列出的每一处更正后重新提交。"],
    ["The programme definition has faults", "Correct every entry of faults and send it again."],
  ),
  "invalid-register": text(
    400,
    ["名册中有错误的行", "请按 faults 中列出的每一行更正后重新导入；本次没有导入任何内容。"],
    [
      "Rows of the register are wrong",
      "Correct every row listed in faults and import again; nothing was imported.",
    ],
  ),
  unauthenticated: text(
    401,
    ["尚未登录或登录已过期", "请重新登录后再试，已保存的内容不会丢失。"],
    ["Not signed in, or the session has ended", "Sign in again; what was saved is kept."],
  ),
  "code-refused": text(
    401,
    ["验证码不正确或已失效", "请核对邮件中的最新验证码，或重新获取；收不到邮件的，请致电项目办公室。"],
    [
      "The code is wrong or no longer valid",
      "Check the newest mail or ask for a new code; if no mail comes, call the programme office.",
    ],
  ),
  forbidden: text(
    403,
    ["您没有执行此操作的权限", "如需权限，请联系本单位管理员或项目办公室。"],
    ["You may not do this", "Ask your administrator or the programme office for the right."],
  ),
  "origin-refused": text(
    403,
    ["请求来源不受信任", "请从本平台页面重新操作。"],
    ["The request came from another site", "Act from the portal's own pages."],
  ),
  "conflict-of-interest": text(
    403,
    ["因利益冲突已回避", "该申报与您存在回避关系，如有疑问请联系项目办公室。"],
    ["Barred by a conflict of interest", "Ask the programme office if you think this is wrong."],
  ),
  "second-person-required": text(
    403,
    ["须由另一人办理", "请由第二位有权人员完成此步骤。"],
    ["A second person must do this", "Let another person with the right take this step."],
  ),
  "not-found": text(
    404,
    ["未找到所请求的内容", "请检查链接或从列表中重新进入。"],
    ["Nothing found here", "Check the address or open it from the list."],
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
  "version-conflict": text(
    409,
    ["内容已被他人修改", "请载入最新内容，核对后再次保存；您的输入不会被覆盖他人的修改。"],
    ["Somebody changed this meanwhile", "Load the newest version, compare and save again."],
  ),
  "already-exists": text(
    409,
    ["该记录已存在", "请直接使用已有记录。"],
    ["It exists already", "Use the one that exists."],
  ),
  "application-exists": text(
    409,
    ["本单位已有一份申报", "每个学会每轮只能有一份申报，请打开已有申报继续办理。"],
    ["Your society has an application already", "One per society and round: open the existing one."],
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
  "not-offered": text(
    409,
    ["本项目不办理此类例外", "请查看项目定义中关于截止时间调整的规定。"],
    ["The programme does not offer this", "See what its definition says of moving a deadline."],
  ),
  "wrong-state": text(
    409,
    ["当前状态不允许此操作", "请刷新页面查看当前状态和可执行的操作。"],
    ["Not possible in the present state", "Reload to see the state and what is possible."],
  ),
  "deadline-passed": text(
    409,
    ["已过截止时间", "申报截止时间以平台收到请求的时刻为准；如有特殊情况请联系项目办公室。"],
    [
      "The deadline has passed",
      "The instant of arrival counts; contact the programme office if something prevented you.",
    ],
  ),
  "not-open-yet": text(
    409,
    ["尚未到开始时间", "请在开始时间之后再办理。"],
    ["It is not open yet", "Come back after the opening instant."],
  ),
  "round-not-open": text(
    409,
    ["本轮申报未开放", "请查看申报通知中的时间安排。"],
    ["The round is not open", "See the timetable of the call."],
  ),
  "not-invited": text(
    409,
    ["本单位不在建议名单中，需自荐", "请填写自荐理由后再提交。"],
    ["Not on the recommended list", "Give the reasons for a self-nomination."],
  ),
  incomplete: text(
    409,
    ["申报材料不完整", "请按 missing 中列出的各项补充后再提交。"],
    ["The application is incomplete", "Complete each entry of missing, then submit."],
  ),
  "file-refused": text(
    409,
    ["文件未通过检查", "请按所列原因重新制作并上传文件。"],
    ["A file was refused by the inspection", "Make the file again as the reason says and upload it."],
  ),
  "channel-not-offered": text(
    409,
    ["本项目不接收邮件报送", "请学会在平台填报和提交；来件可按一般公文处理。"],
    [
      "This programme takes nothing by e-mail",
      "The society applies in the portal; treat the mail as any other letter.",
    ],
  ),
  "arrival-unfounded": text(
    409,
    [
      "所述到达时刻与邮件不符",
      "请按 receivedAt 所示的服务器收信时刻填写；确有不同的，说明理由；到达时刻不能晚于现在。",
    ],
    [
      "The instant of arrival is not the mail's",
      "State the server's instant as receivedAt shows it, or give the reason for another; it can't lie in the future.",
    ],
  ),
  "mailed-file-stands": text(
    409,
    [
      "截止后不能更换邮件中已收到的文件",
      "以邮件所附并通过检查的文件为准；请补全填报内容后确认提交。只有未通过检查或邮件中缺少的文件可以补传。",
    ],
    [
      "After the deadline a file that the mail brought is not replaced",
      "The mail's own file stands; complete the draft and confirm. Only a file that inspection refused, or that the mail lacked, may still come.",
    ],
  ),
  "file-not-scanned": text(
    409,
    ["文件尚未通过病毒扫描", "本项目规定未扫描的文件不交评审专家，请联系工作人员。"],
    [
      "The file was not scanned for malware",
      "This programme hands no unscanned file to its experts; ask the programme office.",
    ],
  ),
  "file-not-landed": text(
    409,
    ["文件尚未上传完成", "请等待上传完成或重新上传后再提交。"],
    ["A file has not arrived yet", "Wait for the upload to finish or upload again, then submit."],
  ),
  "paper-other-version": text(
    409,
    [
      "纸质材料不是现行提交版本",
      "请对照 sets 中所印版本；请学会下载现行申报书重新打印、签字盖章并寄送，该份暂不登记。",
    ],
    [
      "This copy is not of the submission that stands",
      "See in sets which version was printed; the society prints the present form, signs, seals and sends it. Nothing was booked.",
    ],
  ),
  "set-already-booked": text(
    409,
    ["该份纸质材料已登记", "请核对 sets 中的份号；如先前登记有误，请说明理由后更正原登记。"],
    [
      "This set is booked in already",
      "Compare the numbers in sets; if the earlier booking is wrong, correct it with a reason.",
    ],
  ),
  "parts-missing": text(
    409,
    ["文件分片不完整", "请重新上传 missing 中列出的分片，然后再次完成上传。"],
    ["Parts of the file are missing", "Upload the parts listed in missing again, then complete once more."],
  ),
  "no-safe-copy": text(
    409,
    [
      "该文件无法生成去除脚本与附件的副本，不提供原件下载",
      "工作人员可另行申请查看原件；评审专家请联系项目办公室。",
    ],
    [
      "No copy without scripts and attachments can be made of this file, and the original is not handed out",
      "Staff may ask for the original; experts, please contact the programme office.",
    ],
  ),
  "no-such-page": text(
    409,
    ["页码超出文件页数", "请按 pages 所示的页数核对 beyond 中的页码后重新记录。"],
    ["The file has no such page", "Compare the pages in beyond with the count in pages and record again."],
  ),
  "undertaking-required": text(
    409,
    ["须接受真实性承诺", "请阅读并勾选当前版本的承诺书。"],
    ["The undertaking must be accepted", "Read and accept the present version of the undertaking."],
  ),
  "returns-used-up": text(
    409,
    ["退回次数已用完", "本申报已达到规定的退回次数上限。"],
    ["No further return is allowed", "The definition's number of returns is used up."],
  ),
  "not-listed": text(
    409,
    [
      "该处不在退回意见所列范围内，不能修改",
      "请只修改 open 中列出的部分和文件；其他内容须保持提交时的原样。如需扩大范围，请联系项目办公室。",
    ],
    [
      "The return does not list this, so it may not be changed",
      "Change only the sections and files in open; everything else stays as submitted. Ask the office if more must change.",
    ],
  ),
  "not-assigned": text(
    409,
    ["该申报未分配给您", "请从您的任务列表进入。"],
    ["This application is not assigned to you", "Open it from your own list."],
  ),
  "load-exceeded": text(
    409,
    ["该专家的评审数量已达上限", "请选择其他专家。"],
    ["The expert has no room left", "Choose another expert."],
  ),
  "score-out-of-bounds": text(
    409,
    ["评分不符合评分标准", "请按 faults 中的范围和步长更正。"],
    ["Scores are outside the criteria's bounds", "Correct each entry of faults."],
  ),
  "reviews-locked": text(
    409,
    ["评分已锁定", "锁定后的更正须经双人签字，请联系项目办公室。"],
    ["Scores are locked", "A correction after the lock needs two signatures: contact the programme office."],
  ),
  "reviews-open": text(
    409,
    ["评审尚未截止", "请在评审截止后再汇总。"],
    ["Reviewing has not ended", "Propose after the reviews are locked."],
  ),
  "reviews-missing": text(
    409,
    ["评审份数不足", "请按 missing 中列出的申报补齐评审。"],
    ["Reviews are missing", "Complete the reviews of the applications listed in missing."],
  ),
  "examination-open": text(
    409,
    ["资格审查尚未全部完成", "请先对 missing 中列出的申报作出审查结论。"],
    ["Eligibility is not determined for all", "Determine each application listed in missing first."],
  ),
  "evidence-required": text(
    409,
    ["事实依据不足", "请先补充所列事实，缺少资料不能视为通过。"],
    ["Facts are missing", "Record the facts listed first; missing is never a pass."],
  ),
  "calendar-unloaded": text(
    409,
    ["该年度的节假日安排尚未发布", "请在国务院公布该年节假日安排并载入后再办理。"],
    [
      "The calendar of that year is not loaded",
      "Wait until the State Council's calendar for the year is loaded.",
    ],
  ),
  "notice-open": text(
    409,
    ["公示期尚未结束", "请在公示期结束后再公布结果。"],
    ["The notice period has not ended", "Announce after the end of the period."],
  ),
  "too-large": text(
    413,
    ["内容过大", "请缩短内容或改用文件上传。"],
    ["Too large", "Shorten it or upload it as a file."],
  ),
  "file-too-large": text(
    413,
    ["文件超过规定大小", "请压缩扫描分辨率或拆分附件，使文件不超过 maxBytes 所示大小后再上传。"],
    [
      "The file is larger than allowed",
      "Scan at a lower resolution or split it, so that it stays below maxBytes.",
    ],
  ),
  "idempotency-mismatch": text(
    422,
    ["同一个键不能用于不同的内容", "请为新的操作使用新的 Idempotency-Key。"],
    ["The key was used with another body", "Use a new Idempotency-Key for a new act."],
  ),
  "too-many-requests": text(
    429,
    ["操作过于频繁", "请稍候片刻再试。"],
    ["Too many requests", "Wait a moment and try again."],
  ),
  "internal-error": text(
    500,
    ["系统出现错误", "请稍后用同样的内容重试；如仍失败，请将 instance 编号告知项目办公室。"],
    [
      "Something failed on our side",
      "Try again with the same content; if it persists give the office the instance.",
    ],
  ),
  unavailable: text(
    503,
    ["系统暂时繁忙", "请稍后用同一个 Idempotency-Key 重试，不会重复办理。"],
    ["Temporarily unavailable", "Retry with the same Idempotency-Key; nothing is done twice."],
  ),
} as const satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof problems;

/** What any route may answer, so that no route repeats it. */
export const commonProblems = [
  "malformed-json",
  "invalid-request",
  "unauthenticated",
  "forbidden",
  "origin-refused",
  "too-large",
  "too-many-requests",
  "internal-error",
  "unavailable",
] as const satisfies readonly ProblemCode[];

/** The codes that an idempotent route adds. */
export const idempotencyProblems = [
  "missing-idempotency-key",
  "idempotency-mismatch",
] as const satisfies readonly ProblemCode[];

/** A refusal on its way to the reader. Nothing was changed when it is thrown. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly facts: Record<string, unknown>;

  constructor(code: ProblemCode, facts: Record<string, unknown> = {}) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.facts = facts;
  }
}

/** Did another write come between reading and writing? */
export const isLostRace = (cause: unknown): boolean =>
  cause instanceof Problem && cause.code === "version-conflict";
