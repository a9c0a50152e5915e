import { type ProblemText, text } from "./problem-text.ts";

/** An application from its draft to its papers. */
export const intakeProblems = {
  "application-exists": text(
    409,
    ["本单位已有一份申报", "每个学会每轮只能有一份申报，请打开已有申报继续办理。"],
    ["Your society has an application already", "One per society and round: open the existing one."],
  ),
  "joint-application-not-taken": text(
    409,
    [
      "本项目不接收联合申报",
      "请由一个学会单独申报，去掉 partners 中所列的单位后重新开始；合作内容可写入申报书的规划和方案。",
    ],
    [
      "This programme takes no joint applications",
      "One society applies alone: leave out the partners and begin again; what others contribute may be told in the plans.",
    ],
  ),
  "partners-named-in-draft": text(
    409,
    [
      "联合申报单位在草稿中提出",
      "请先不带 partners 开始填写，再在草稿中逐个提出联合申报单位，写明其承担的任务。",
    ],
    [
      "Partners are named in the draft",
      "Begin without partners; then name each in the draft, with what it contributes.",
    ],
  ),
  "partner-unknown": text(
    409,
    ["名册中没有该单位", "请核对学会编码或统一社会信用代码；确未在册的，请该单位先向项目办公室登记。"],
    [
      "The register has no such society",
      "Check the society's code or its USCC; if it is not registered, it asks the programme office first.",
    ],
  ),
  "partner-is-lead": text(
    409,
    ["牵头单位不能同时是联合申报单位", "请填写其他单位的学会编码或统一社会信用代码。"],
    ["The lead is no partner of itself", "Name another society by its code or USCC."],
  ),
  "partner-bound": text(
    409,
    [
      "该单位已受本轮另一份申报约束",
      "按项目定义，它不能再参加。由其审核人先退出另一份联合申报，或撤回本单位的申报，再行办理；牵头单位也可另选单位。",
    ],
    [
      "The society is bound by another application of the round",
      "The definition allows no more. Its approver first takes back the other agreement, or withdraws its own application; or another society is named.",
    ],
  ),
  "too-many-partners": text(
    409,
    ["联合申报单位已达上限", "请先移除一个单位；上限见 max。"],
    ["No further partner is allowed", "Remove one first; max says how many are allowed."],
  ),
  "partners-changed": text(
    409,
    ["联合申报单位或其答复已有变化", "请重新查看联合申报单位的最新情况，再作决定。"],
    ["A partner, or its answer, has changed meanwhile", "Read the partners again, then decide anew."],
  ),
  "partners-released": text(
    409,
    [
      "撤回时联合申报单位已解除约束，不能直接恢复",
      "请由填报人重新开始填写（原内容保留），重新征求各单位同意后提交。",
    ],
    [
      "The partners were released by the withdrawal: it can't simply be undone",
      "The filler opens the draft again, with all that was written; the partners are asked anew, then it is submitted.",
    ],
  ),
  "branch-not-applicant": text(
    409,
    [
      "分支机构、代表机构不能申报",
      "分会、专业委员会、工作委员会、办事处等不具有法人资格，请由所属学会申报；名册有误的，请联系项目办公室更正。",
    ],
    [
      "A branch or representative office can't apply",
      "It is no legal person: its society applies. If the register is wrong, ask the programme office to correct it.",
    ],
  ),
  "not-offered": text(
    409,
    ["本项目不办理此类例外", "请查看项目定义中关于截止时间调整的规定。"],
    ["The programme does not offer this", "See what its definition says of moving a deadline."],
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
    ["本项目不接收此种方式的报送", "请学会在平台填报和提交；来件可按一般公文处理。"],
    [
      "This programme takes nothing that comes this way",
      "The society applies in the portal; treat what came as any other letter.",
    ],
  ),
  "arrival-unfounded": text(
    409,
    [
      "所述到达时刻与记录不符",
      "请按 receivedAt 所示的服务器收信时刻或接收时刻填写；确有不同的，说明理由；到达时刻不能晚于现在。",
    ],
    [
      "The instant of arrival is not the recorded one",
      "State the instant of the server or of the hand-over as receivedAt shows it, or give the reason for another; it can't lie in the future.",
    ],
  ),
  "mailed-file-stands": text(
    409,
    [
      "截止后不能更换已收到的文件",
      "以邮件所附或当面递交并通过检查的文件为准；请补全填报内容后确认提交。只有未通过检查或其中缺少的文件可以补传。",
    ],
    [
      "After the deadline a file that came by e-mail or on a medium is not replaced",
      "That file stands; complete the draft and confirm. Only a file that inspection refused, or that was lacking, may still come.",
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
  "calendar-unloaded": text(
    409,
    ["该年度的节假日安排尚未发布", "请在国务院公布该年节假日安排并载入后再办理。"],
    [
      "The calendar of that year is not loaded",
      "Wait until the State Council's calendar for the year is loaded.",
    ],
  ),
  "file-too-large": text(
    413,
    ["文件超过规定大小", "请压缩扫描分辨率或拆分附件，使文件不超过 maxBytes 所示大小后再上传。"],
    [
      "The file is larger than allowed",
      "Scan at a lower resolution or split it, so that it stays below maxBytes.",
    ],
  ),
} as const satisfies Record<string, ProblemText>;
