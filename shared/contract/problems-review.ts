import { type ProblemText, text } from "./problem-text.ts";

/** From the examination to the notice. */
export const reviewProblems = {
  "invalid-expert-file": text(
    400,
    ["专家名单中有错误的行", "请按 faults 中列出的每一行更正后重新导入；本次没有导入任何内容。"],
    [
      "Rows of the experts' file are wrong",
      "Correct every row listed in faults and import again; nothing was imported.",
    ],
  ),
  "invalid-link-file": text(
    400,
    ["学会关系表中有错误的行", "请按 faults 中列出的每一行更正后重新导入；本次没有导入任何内容。"],
    [
      "Rows of the table of societies' ties are wrong",
      "Correct every row listed in faults and import again; nothing was imported.",
    ],
  ),
  "conflict-on-record": text(
    409,
    [
      "登记的学会关系使该专家须回避",
      "请按 grounds 中的事由和来源核对并选择其他专家；登记有误的，请先更正或撤销该项登记。",
    ],
    [
      "What is on record of the society bars this expert",
      "See grounds for why and by which source, and take another expert; a record that is wrong is corrected or withdrawn first.",
    ],
  ),
  "conflict-undecided": text(
    409,
    [
      "该专家与学会的登记关系疑似匹配，尚未核实",
      "请核实 matches 中的每一项：确认属实，或说明理由予以排除；核实前不能分配。",
    ],
    [
      "The expert may be somebody on record of the society",
      "Find out about each of matches, and confirm it or dismiss it with a reason; nobody is assigned before.",
    ],
  ),
  "expert-not-accepted": text(
    409,
    ["该专家尚未接受本轮邀请", "本轮只分配已接受邀请的专家：请先邀请并等待答复，或选择其他专家。"],
    [
      "The expert has not accepted the invitation to this round",
      "Only who accepted is assigned: invite and wait for the answer, or take another expert.",
    ],
  ),
  "expert-not-kept": text(
    409,
    ["该专家不同意参加其他轮次的评审", "请选择其他专家；是否同意只能由专家本人在答复邀请时说明。"],
    [
      "The expert does not consent to judging in another round",
      "Take another expert; the consent is the expert's own to give, with the answer to an invitation.",
    ],
  ),
  "identity-unknown": text(
    409,
    ["该专家的单位或专业领域不明", "请补充单位和领域后重新导入，或核实身份后说明理由予以确认。"],
    [
      "The expert's institution or field is not known",
      "Import them, or find out who it is and clear the expert with the reason.",
    ],
  ),
  "conflict-of-interest": text(
    403,
    ["因利益冲突已回避", "该申报与您存在回避关系，如有疑问请联系项目办公室。"],
    ["Barred by a conflict of interest", "Ask the programme office if you think this is wrong."],
  ),
  "not-assigned": text(
    409,
    ["该申报未分配给您", "请从您的任务列表进入。"],
    ["This application is not assigned to you", "Open it from your own list."],
  ),
  "was-involved": text(
    409,
    ["您参与过该申报的审查、评审、遴选决定，或与当事单位有关", "请由未参与且与当事单位无关的工作人员办理。"],
    [
      "You took part in what is disputed, or belong to one of the societies",
      "An officer who took no part and belongs to neither society does this.",
    ],
  ),
  "objection-open": text(
    409,
    ["存在尚未处理完毕的异议或弄虚作假核查", "处理完毕后即可公布；其他单位的结果不受影响。"],
    [
      "An objection or a falsity proceeding on it is open",
      "Announce it when that is over; the other awards are not held up.",
    ],
  ),
  "no-free-place": text(
    409,
    ["该档次名额已满", "请选择与该档次的一个申报互换；任何档次不得超过规定名额。"],
    [
      "The tier has no free place",
      "Exchange with an application of that tier: no tier has more than its places.",
    ],
  ),
  "statement-open": text(
    409,
    ["当事单位的陈述期限未满", "请在收到陈述或 statementBy 所示期限届满后办理。"],
    [
      "The society may still state its case",
      "Go on when its statement is there, or after the instant that statementBy names.",
    ],
  ),
  "academic-judgement": text(
    409,
    [
      "对学术判断的异议不予受理",
      "异议须针对程序或事实；专家对学术水平的评判不属于异议范围。请写明哪一程序或事实有误后重新提出。",
    ],
    [
      "Objections to academic judgement are not accepted",
      "An objection is about procedure or facts; what experts judge of merit is none. Say which step or fact is wrong and lodge it again.",
    ],
  ),
  "load-exceeded": text(
    409,
    ["该专家的评审数量已达上限", "请选择其他专家。"],
    ["The expert has no room left", "Choose another expert."],
  ),
  "institution-twice": text(
    409,
    ["该申报已有同一单位的专家", "每项申报同一单位至多一位专家，请选择其他专家。"],
    [
      "An expert of the same institution judges this application",
      "At most one expert of an institution judges it: choose another expert.",
    ],
  ),
  "assignment-mode": text(
    409,
    [
      "本轮的专家以另一种方式产生",
      "方式以 mode 为准。由抽取产生的：请先抽取，退出的由备选依次递补，备选用尽后方可指定；按方案分配的不抽取。",
    ],
    [
      "The experts of this round are found in another way",
      "See mode. Where they are drawn: draw, call reserves in their order for who drops out, and name somebody yourself only when none is left; where a plan assigns them nothing is drawn.",
    ],
  ),
  "supervisor-absent": text(
    409,
    ["监督人员尚未确认到场", "请监督人员核对种子与名单的哈希并确认后再抽取。"],
    [
      "No supervisor has confirmed to be there",
      "Draw when a supervisor has seen the hashes of seed and pool and confirmed it.",
    ],
  ),
  "sheet-stands": text(
    409,
    ["该专家已提交评分", "已提交的评分不能随解除任务而失效；如须剔除，请按剔除评分的程序由两人办理。"],
    [
      "The expert has submitted scores",
      "Scores do not vanish with a release; two officers can leave one out instead.",
    ],
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
  "decision-proposed": text(
    409,
    ["已拟定支持名单，评分不再变动", "请向项目办公室说明，由其在异议期内处理。"],
    [
      "The list is proposed: no score moves any more",
      "Tell the programme office; what is wrong is dealt with in the objection period.",
    ],
  ),
  "attendance-missing": text(
    409,
    [
      "该申报的答辩签到尚未确认，或您未登记为到会",
      "答辩评分只接收已登记并确认到会的专家；评分可先存为草稿，请联系项目办公室核对签到后再提交。",
    ],
    [
      "The attendance of this defence is not confirmed, or does not name you as present",
      "Only who is recorded as present scores a defence. Keep a draft, have the office check the record, then submit.",
    ],
  ),
  "attendance-open": text(
    409,
    ["部分答辩的签到或缺席尚未登记并确认", "请登记 missing 中各申报的答辩签到或缺席，并由另一人确认。"],
    [
      "The attendance of some defences is not recorded and confirmed",
      "Record who was present at each defence in missing, or that its society was absent, and have a second person confirm it.",
    ],
  ),
  "quorum-missing": text(
    409,
    ["到会专家未达规定人数", "请另行组织答辩并重新登记，或更正 applicationId 所示申报的到会专家。"],
    [
      "Too few experts were present",
      "Hold the defence again and record that, or correct who was present at the one that applicationId names.",
    ],
  ),
  "rescheduling-used": text(
    409,
    ["该申报已另行安排过答辩", "不再另行安排；仍未到会的，登记为缺席。"],
    [
      "The society had its other date already",
      "There is no further one: record who stays away again as absent.",
    ],
  ),
  "reviews-missing": text(
    409,
    ["评审份数不足", "请按 missing 中列出的申报补齐评审。"],
    ["Reviews are missing", "Complete the reviews of the applications listed in missing."],
  ),
  "panel-even": text(
    409,
    [
      "有申报的有效评分为双数",
      "本项目规定评审组为单数。请核对 missing 中的申报：由两人说明理由剔除一份评分后再拟定。",
    ],
    [
      "Applications have an even number of scores that count",
      "The programme wants an odd panel. Look at the applications in missing: two officers leave one score out, with the reason, and propose then.",
    ],
  ),
  "deliberation-missing": text(
    409,
    ["档次线附近难分先后的申报尚未合议", "请按 missing 中各档次线记录合议，并由另一人确认。"],
    [
      "Applications that scores can't tell apart were not deliberated",
      "Record a deliberation at each line in missing, and have a second officer confirm it.",
    ],
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
  "defence-not-laid": text(
    409,
    [
      "答辩日程排不下",
      "请按 shortage 所列申报及其障碍调整场次、专家或时间后重新拟定；not-assigned 指该专家未分配到该申报，不能为其打分。",
    ],
    [
      "The timetable of the defence can't be laid so",
      "Change sessions, panels or times by what shortage names for each application, and propose again; an expert who is not-assigned to an application can't score it.",
    ],
  ),
  "defence-notice-short": text(
    409,
    ["通知答辩的时间不足规定的工作日", "请改排 applications 所列申报，或写明临时变动的理由后重新拟定。"],
    [
      "Some would be told too shortly before their defence",
      "Move the applications listed in applications, or propose again with the reason why it can't be earlier.",
    ],
  ),
  "notice-open": text(
    409,
    ["公示期尚未结束", "请在公示期结束后再公布结果。"],
    ["The notice period has not ended", "Announce after the end of the period."],
  ),
} as const satisfies Record<string, ProblemText>;
