import { describe, expect, it } from "vitest";
import { addressed } from "../../functions/notifications/addressed.ts";
import {
  type About,
  type LetterWords,
  letter,
  shown,
  type Template,
} from "../../functions/notifications/letters.ts";
import { absenceLetter } from "../../functions/notifications/letters-absence.ts";
import {
  callBackLetter,
  delegationLetter,
  invitationLetter,
  replacementLetter,
  secondWayLetter,
} from "../../functions/notifications/letters-access.ts";
import {
  deadlineMovedLetter,
  latePassRefusedLetter,
} from "../../functions/notifications/letters-deadline.ts";
import { defenceSessionsLetter, defenceSlotLetter } from "../../functions/notifications/letters-defence.ts";
import {
  defenceNoticeLetter,
  receiptReminder,
} from "../../functions/notifications/letters-defence-notice.ts";
import { appealAnsweredLetter, reinstatedLetter } from "../../functions/notifications/letters-eligibility.ts";
import { feedbackLetter } from "../../functions/notifications/letters-feedback.ts";
import { mailKeptLetter, mailRecordedLetter } from "../../functions/notifications/letters-mail.ts";
import {
  objectionAskedLetter,
  objectionDecidedLetter,
  revocationAskedLetter,
  revocationDecidedLetter,
} from "../../functions/notifications/letters-objection.ts";
import {
  objectionOverdueLetter,
  objectionReminder,
} from "../../functions/notifications/letters-objection-due.ts";
import {
  bookedLetter,
  correctedLetter,
  decidedLetter,
  numbersInWords,
  shortLetter,
} from "../../functions/notifications/letters-paper.ts";
import {
  partnerAnsweredLetter,
  partnerAskedLetter,
  partnerRemovedLetter,
} from "../../functions/notifications/letters-partner.ts";
import {
  announcedLetter,
  awardUnconditionalLetter,
  proposedLetter,
} from "../../functions/notifications/letters-result.ts";
import {
  assignedLetter,
  determinedLetter,
  expertInvitationLetter,
  reviewReminder,
} from "../../functions/notifications/letters-review.ts";
import {
  closingReminder,
  correctionLetter,
  receiptLetter,
  returnedLetter,
  withdrawnLetter,
} from "../../functions/notifications/letters-submission.ts";
import { supplierDecidedLetter, supplierReminder } from "../../functions/notifications/letters-supplier.ts";
import { DefenceSlot } from "../../shared/contract/defence-record.ts";
import { NoticeId, ObjectionId, Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const [contact] = cast2021.contacts;
if (!contact) throw new Error("the preset names nobody to ask");
const about: About = {
  round: cast2021.names,
  zone: cast2021.zone,
  society: { zh: "中国煤炭学会", en: "China Coal Society" },
  contact,
};
const until = Instant.parse("2021-11-16T15:59:59.999Z");
const tier = { zh: "第一档", en: "Tier 1" };
const place = cast2021.publicNotice.place;
const notice = {
  id: NoticeId.parse("ntc_01FKYGY8M0V0YC0RB69XXEJXFC"),
  firstOn: LocalDate.parse("2021-12-13"),
  lastOn: LocalDate.parse("2021-12-17"),
  endsAt: until,
  place,
};
const receipt = {
  number: "CAST-2021/A-01/1",
  arrivedAt: until,
  channel: "portal" as const,
  confirmedAt: null,
  sha256: "a".repeat(64),
  files: [],
};
const terms = {
  title: { zh: "中国煤炭学会：测试项目", en: "China Coal Society: a test" },
  leadNames: about.society,
  names: { zh: "中国测绘学会", en: "Chinese Society for Geodesy" },
  role: "负责科普",
  shareFen: 123_456,
};
const word = { zh: "申报书", en: "Form" };
const reasons = [
  { what: { zh: "含有宏", en: "It holds macros" }, cure: { zh: "请删除。", en: "Remove them." } },
];

const asked = cast2021.supplierRegistration;
if (!asked) throw new Error("the call of 2021 asks for registration");
const { paper } = cast2021.documents;
if (paper === null) throw new Error("the call of 2021 asks for paper");
const dueOnPaper = { ...paper, deadline: { ...paper.deadline, at: until } };
const copied = {
  due: 15,
  received: [1, 2, 3, 7],
  late: [7],
  missing: [4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15],
};

const defended = DefenceSlot.parse({
  ...{ applicationId: `app_${"0".repeat(26)}`, societyCode: "A-01", sessionKey: "am", changedIn: 1 },
  ...{ place: { kind: "room", name: "第一会议室" }, fromAt: until, toAt: until },
});

const objected = {
  id: ObjectionId.parse(`obj_${"0".repeat(26)}`),
  societyCode: SocietyCode.parse("A-01"),
};

/** One letter of every kind, and what its reader has to know by when. */
const every: Record<Template, LetterWords> = {
  receipt: receiptLetter(about, receipt, cast2021.documents.paper),
  "mail-recorded": mailRecordedLetter(about, {
    channel: "mail",
    arrivedAt: until,
    confirmBy: until,
    sha256: "b".repeat(64),
  }),
  "mail-kept": mailKeptLetter(about, {
    channel: "handed-over",
    arrivedAt: until,
    confirmBy: until,
    sha256: "b".repeat(64),
  }),
  withdrawn: withdrawnLetter(about),
  "partner-asked": partnerAskedLetter(about, terms, until),
  "partner-agreed": partnerAnsweredLetter(about, terms, { hasAgreed: true, reason: null }),
  "partner-declined": partnerAnsweredLetter(about, terms, { hasAgreed: false, reason: "年度安排已定" }),
  "partner-removed": partnerRemovedLetter(about, terms, true),
  returned: returnedLetter(about, {
    items: [{ item: word, reason: "缺章", where: word, cure: word }],
    until,
    isListedOnly: true,
  }),
  correction: correctionLetter(about, { file: word, reasons, until }),
  "deadline-moved": deadlineMovedLetter(about, {
    closesAt: until,
    category: "platform-failure",
    isSubmitted: false,
  }),
  "late-pass-refused": latePassRefusedLetter(about),
  "supplier-decided": supplierDecidedLetter(about, { isConfirmed: false, asked }),
  "reminder-supplier": supplierReminder(about, { asked, at: until }),
  "paper-booked": bookedLetter(about, { ...copied, booked: [7] }, dueOnPaper),
  "paper-corrected": correctedLetter(about, { ...copied, corrected: [7] }, dueOnPaper),
  "paper-short": shortLetter(about, copied, dueOnPaper),
  "paper-decided": decidedLetter(about, { ...copied, outcome: "barred" }),
  "objection-asked": objectionAskedLetter(about, { question: "请说明。", statementBy: until }),
  "objection-decided": objectionDecidedLetter(about, {
    ...{ outcome: "upheld", effect: "removed", reason: "经核查属实。" },
  }),
  "revocation-asked": revocationAskedLetter(about, { grounds: "证明不实。", statementBy: until }),
  "revocation-decided": revocationDecidedLetter(about, { isRevoked: true, reason: "经核查属实。" }),
  determined: determinedLetter(about, {
    isCleared: false,
    reason: "年检不合格",
    findings: [],
    appealBy: until,
  }),
  "appeal-answered": appealAnsweredLetter(about, { isUpheld: true, fact: word, reason: "已核对换届文件" }),
  reinstated: reinstatedLetter(about, "事实已更正"),
  "defence-notice": defenceNoticeLetter(about, {
    text: { zh: "关于答辩评审的通知", en: "Notice of the defence" },
    sha256: Sha256.parse("c".repeat(64)),
    number: 1,
    receiptDueAt: until,
  }),
  "reminder-defence": receiptReminder(about, until),
  "expert-invitation": expertInvitationLetter(about, { fromAt: until, toAt: until }),
  assigned: assignedLetter(about, [{ societyNames: about.society }], { opensAt: until, locksAt: until }),
  "defence-slot": defenceSlotLetter(about, [{ society: word, slot: defended, became: "moved" }], {
    presentationMinutes: 8,
    questionMinutes: 7,
  }),
  "defence-sessions": defenceSessionsLetter(about, [{ ...defended, isChair: true }], {
    roundId: "rnd_1",
    hasLeft: true,
  }),
  "defence-absence": absenceLetter(about, "absent", {
    ...{ heldAt: until, locksAt: until, reason: "未到会", absence: "leaves-ranking" },
  }),
  proposed: proposedLetter(about, tier, notice),
  announced: announcedLetter(about, tier, { place, supplier: cast2021.supplierRegistration }),
  "award-unconditional": awardUnconditionalLetter(about, asked),
  "reminder-closes": closingReminder(about, until),
  "reminder-review": reviewReminder(about, 3, until),
  invitation: invitationLetter(about, { opensAt: until, closesAt: until }),
  "call-back-code": callBackLetter({ at: until, id: "cbk_01FKYGY8M0V0YC0RB69XXEJXFC" }),
  "second-way": secondWayLetter("totp-on", until),
  feedback: feedbackLetter(about, { composite: "80.00", lines: [{ tier, lowest: "90.00" }] }),
  "reminder-objection": objectionReminder(about, objected, until),
  "objection-overdue": objectionOverdueLetter(about, objected, until),
  "contact-replaced": replacementLetter("came", { at: until, societyCode: "A-01", role: "filler" }),
  delegation: delegationLetter({
    ...{ societyCode: "A-01", role: "approver", at: until },
    span: { from: until, until },
  }),
};
/** About one's own account: no round whose contact they could name. */
const ofNoRound = [
  every["call-back-code"].text,
  every["second-way"].text,
  every["contact-replaced"].text,
  every.delegation.text,
];
const dated: Template[] = [
  "reminder-objection",
  "objection-overdue",
  "reminder-supplier",
  "defence-notice",
  "reminder-defence",
  "deadline-moved",
  "receipt",
  "returned",
  "correction",
  "partner-asked",
  "paper-booked",
  "paper-corrected",
  "paper-short",
  "determined",
  "expert-invitation",
  "assigned",
  "defence-slot",
  "defence-sessions",
  "defence-absence",
  "proposed",
  "reminder-closes",
  "reminder-review",
  "invitation",
  "call-back-code",
  "second-way",
];

describe.each(Object.entries(every))("the letter %s", (_, { subject, text }) => {
  it("is whole in both languages", () => {
    for (const words of [subject.zh, subject.en, text.zh, text.en])
      expect(words).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
    expect(subject.zh).toMatch(/^【遴选平台】/);
    expect(subject.en).toMatch(/^\[Linxuan\] /);
    expect(text.en.split("\n\n")).toHaveLength(text.zh.split("\n\n").length);
  });

  it("has the same figures in both", () => {
    const figures = (words: string) =>
      words.match(/\d{2}:\d{2}:\d{2}(\.\d{3})?|\b[0-9a-f]{64}\b|UTC \S+/g) ?? [];
    expect(figures(text.en)).toEqual(figures(text.zh));
  });

  it("says whom to ask", () => {
    if (ofNoRound.includes(text)) {
      expect(text.zh).toContain("申报通知中的项目办公室电话");
      expect(text.en).toContain("call the programme office");
      return;
    }
    expect(text.zh).toContain(
      "中国科协学会服务中心改革服务处，电话：010-62194054、010-62103183，邮箱：SJYL@cast.org.cn",
    );
    expect(text.en).toContain("phone 010-62194054, 010-62103183, SJYL@cast.org.cn");
  });
});

describe("a letter about copies on paper", () => {
  it("says how many of how many are there, and which are missing or late", () => {
    for (const template of ["paper-booked", "paper-corrected", "paper-short", "paper-decided"] as const) {
      expect(every[template].text.zh).toContain("应收15份，已收4份，尚缺第4–6、8–15份，逾期第7份。");
      expect(every[template].text.en).toContain(
        "4 of 15 copies have been received; missing: no. 4–6, 8–15; late: no. 7.",
      );
    }
    expect(numbersInWords([1])).toEqual({ zh: "1", en: "1" });
  });

  it("asks for nothing more once all are there", () => {
    const all = { due: 2, received: [1, 2], late: [], missing: [], booked: [2] };
    const { text } = bookedLetter(about, all, dueOnPaper);
    expect(text.zh).toContain("应收2份，已收2份。");
    expect(text.zh).not.toContain("寄至");
  });

  it("says what a shortage means, as the programme sets it", () => {
    const meaning = (blocks: typeof paper.blocks) => shortLetter(about, copied, { ...paper, blocks }).text.zh;
    expect(meaning("nothing")).toContain("不影响评审");
    expect(meaning("defence")).toContain("不得参加答辩");
    expect(meaning("award")).toContain("不予立项");
    expect(meaning("officer-decides")).toContain("由工作人员决定");
  });
});

describe("a letter with a date", () => {
  it.each(dated)("prints it with its weekday and its zone: %s", (template) => {
    expect(every[template].text.zh).toMatch(
      /北京时间2021年11月16日（星期二）23:59:59(\.999)?（UTC 2021-11-16 15:59:59/,
    );
    expect(every[template].text.en).toMatch(
      /Tuesday, 2021-11-16 23:59:59(\.999)? Beijing time \(UTC 2021-11-16/,
    );
  });

  it("keeps the name of a zone that has no other", () => {
    expect(shown(until, "Europe/London")).toEqual({
      zh: "2021年11月16日（星期二）15:59:59 Europe/London（UTC 2021-11-16 15:59:59）",
      en: "Tuesday, 2021-11-16 15:59:59 Europe/London (UTC 2021-11-16 15:59:59)",
    });
  });
});

describe("a rejection of a joint application", () => {
  it("says of each ground whose it is, and nothing of what is only shown", () => {
    const finding = (zh: string, isShownOnly: boolean) => ({
      ...{
        disqualifier: "penalties",
        ruleVersion: 1,
        outcome: "fail" as const,
        fact: { zh: "受到处罚", en: "Fined" },
      },
      ...{ source: "信用平台", on: "2021-10-01", basis: { clause: "三", quote: "处罚" }, notes: [] },
      society: { societyCode: SocietyCode.parse("B-02"), names: { zh, en: "A partner" } },
      ...(isShownOnly && { isShownOnly: true as const }),
    });
    const findings = [finding("乙学会", false), finding("丙学会", true)];
    const { text } = determinedLetter(about, {
      isCleared: false,
      reason: "经核实",
      findings,
      appealBy: null,
    });
    expect(text.zh).toContain("1. 乙学会：三（处罚）：受到处罚");
    expect(text.en).toContain("1. A partner: ");
    expect(text.zh).not.toContain("丙学会");
  });
});

describe("a receipt", () => {
  it("asks for no paper where the programme takes none, and none that would be late", () => {
    expect(receiptLetter(about, receipt, sciencePrize.documents.paper).text.zh).not.toContain("纸质");
    expect(every.receipt.text.zh).not.toContain("纸质");
    const before = Instant.parse("2021-11-11T14:00:00.000Z");
    const mailed = { ...receipt, arrivedAt: before, confirmedAt: until };
    expect(receiptLetter(about, mailed, cast2021.documents.paper).text.zh).not.toContain("一式15份");
    const inTime = { ...receipt, arrivedAt: Instant.parse("2021-11-11T15:59:59.999Z") };
    expect(receiptLetter(about, inTime, cast2021.documents.paper).text.zh).toContain("一式15份");
  });

  it("says how it came, where an officer recorded it", () => {
    const confirmed = { ...receipt, confirmedAt: until };
    const said = (channel: "mail" | "handed-over") =>
      receiptLetter(about, { ...confirmed, channel }, null).text.zh;
    expect(said("mail")).toContain("报送方式：电子邮件");
    expect(said("handed-over")).toContain("报送方式：当面递交U盘或光盘");
  });
});

describe("a receipt of what came by e-mail", () => {
  it("says when the mail arrived, which counts, and when the society confirmed it", () => {
    const arrivedAt = Instant.parse("2021-11-11T14:30:05.000Z");
    const { text } = receiptLetter(about, { ...receipt, arrivedAt, confirmedAt: until }, null);
    expect(text.zh).toMatch(/到达时间：[^。]*2021年11月11日[^。]*22:30:05/);
    expect(text.zh).toMatch(/学会确认时间：[^。]*2021年11月16日[^。]*23:59:59/);
    expect(text.en).toContain("recorded by an officer");
    expect(receiptLetter(about, receipt, null).text.zh).not.toContain("电子邮件");
  });
});

describe("a result", () => {
  it("says that a selection is on condition, and nothing of one to who is registered or was not selected", () => {
    const supplier = cast2021.supplierRegistration;
    const conditional = announcedLetter(about, tier, { place, supplier });
    expect(conditional.text.zh).toContain("附条件入选");
    expect(conditional.text.zh).toContain("所附条件：立项前须在智慧计财服务平台完成供应商注册");
    expect(conditional.text.en).toContain("on a condition");
    for (const words of [
      announcedLetter(about, tier, { place, supplier: null }),
      announcedLetter(about, null, { place, supplier }),
    ])
      expect(words.text.zh).not.toContain("条件");
  });

  it("asks nobody to register as a supplier where the programme does not", () => {
    const words = announcedLetter(about, tier, { place, supplier: sciencePrize.supplierRegistration });
    expect(words.text.zh).not.toContain("供应商");
  });
});

describe("a reminder to score", () => {
  it("counts one application as one", () => {
    expect(reviewReminder(about, 1, until).subject.en).toBe("[Linxuan] 1 application waits for your scores");
  });
});

describe("whom to ask", () => {
  it("is told without a phone where the programme names none", () => {
    const [office] = sciencePrize.contacts;
    if (!office) throw new Error("the preset names nobody to ask");
    const { text } = letter({ ...about, contact: office }, word, []);
    expect(text.zh).toBe("如有疑问，请联系清禾基金会（虚构），邮箱：prize@example.org。");
    expect(text.en).toBe("Questions: Qinghe Foundation (invented), prize@example.org.");
  });
});

describe("a letter to somebody", () => {
  it("greets them by name, leads to the portal and asks for no reply, in their language", () => {
    const portal = "https://linxuan.example";
    expect(addressed("正文。", { name: "欧阳修", language: "zh-CN", portal })).toBe(
      "欧阳修，您好：\n\n正文。\n\n请登录平台查看和办理：\nhttps://linxuan.example\n\n本邮件由系统发出，请勿直接回复。",
    );
    expect(addressed("Body.", { name: "Ouyang Xiu", language: "en", portal })).toMatch(
      /^Dear Ouyang Xiu,\n\nBody\.\n\nSign in to see and to act:\nhttps:\/\/linxuan\.example\n\n/,
    );
  });
});
