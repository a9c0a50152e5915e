import { beforeAll, describe, expect, it } from "vitest";
import { handler as onNotice } from "../../functions/notifications/on-notice.ts";
import { letters } from "../../functions/notifications/records.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Notice } from "../../shared/contract/notices.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import {
  applicationReturned,
  applicationSubmitted,
  applicationWithdrawn,
  correctionOpened,
} from "../../shared/events/applications.ts";
import {
  appealAnswered,
  eligibilityDetermined,
  eligibilityReinstated,
} from "../../shared/events/eligibility.ts";
import type { EventContract } from "../../shared/events/kit.ts";
import { mailJoined, mailKept } from "../../shared/events/mails.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { DecisionId, MailId, NoticeId, newId, Sha256 } from "../../shared/kernel/ids.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { appeals } from "../../shared/store/published/appeals.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { reinstatements } from "../../shared/store/published/reinstatements.ts";
import { openRound } from "../applications/given.ts";
import { givenPerson } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { factOf, tell } from "../told.ts";
import { givenApplication, hear, ledger } from "./given.ts";

const at = "2021-11-11T15:59:59.512Z";
const hash = (digit: string) => Sha256.parse(digit.repeat(64));

let round: Round;
beforeAll(async () => {
  await ownTable();
  round = await openRound();
});

/** An event about an application. */
const told = <E extends EventContract>(
  contract: E,
  of: Awaited<ReturnType<typeof givenApplication>>["of"],
  more: object,
) =>
  factOf(contract, { aggregateId: of.applicationId, version: 3, at, payload: { ...of, ...more } as never });

/** The letters of one event's cause, by person. */
async function owedTo(personId: string) {
  return (await ledger(round)).filter((letter) => letter.personId === personId);
}

describe("a mail that an officer recorded", () => {
  const recorded = (contract: typeof mailJoined | typeof mailKept, of: Of) => {
    const mailId = MailId.parse(newId("mail", Date.parse(at), Math.random));
    const payload = {
      ...of,
      ...{ mailId, mailHash: hash("d"), arrivedAt: Instant.parse("2021-11-11T14:30:05.000Z") },
      confirmByAt: Instant.parse("2021-11-17T15:59:59.999Z"),
    };
    return factOf(contract, { aggregateId: mailId, version: 3, at, payload });
  };
  type Of = Awaited<ReturnType<typeof givenApplication>>["of"];

  it("is told to the society's two people: when it arrived, its hash, and by when to confirm", async () => {
    const { of, filler, approver } = await givenApplication(round);
    const event = recorded(mailJoined, of);
    for (let n = 0; n < 2; n++) await hear(event);
    for (const { id } of [filler, approver]) {
      const letters = await owedTo(id);
      expect(letters.map(({ template }) => template)).toEqual(["mail-recorded"]);
      for (const words of [
        "22:30:05",
        hash("d"),
        "确认期限：北京时间2021年11月17日（星期三）23:59:59",
        "否认",
      ])
        expect(letters[0]?.text.zh).toContain(words);
    }
  });

  it("and is a record only says that the society's own application stands", async () => {
    const { of, approver } = await givenApplication(round, { state: "SUBMITTED" });
    await hear(recorded(mailKept, of));
    const [letter] = await owedTo(approver.id);
    expect(letter?.template).toBe("mail-kept");
    expect(letter?.text.en).toContain("That one stands");
  });
});

describe("a submission", () => {
  const submitted = (
    of: Awaited<ReturnType<typeof givenApplication>>["of"],
    number = "CAST-2021/A-01/1",
  ) => ({
    ...factOf(applicationSubmitted, {
      aggregateId: of.applicationId,
      version: 2,
      at,
      payload: {
        ...of,
        receiptNumber: number,
        arrivedAt: Instant.parse(at),
        sha256: hash("a"),
        files: [
          { kind: "form", sha256: hash("b") },
          { kind: "stamped", sha256: hash("c") },
        ],
      },
    }),
    correlationId: "the-request",
  });

  it("owes each of the society's two people a receipt, and nobody else a letter", async () => {
    const { of, filler, approver } = await givenApplication(round, { state: "SUBMITTED" });
    await givenApplication(round);
    const before = (await ledger(round)).length;
    await hear(submitted(of));
    const all = await ledger(round);
    expect(all).toHaveLength(before + 2);
    for (const { id } of [filler, approver])
      expect(await owedTo(id)).toMatchObject([
        { template: "receipt", state: "OWED", attempts: 0, correlationId: "the-request" },
      ]);
  });

  it("has its number, the instant of arrival to the millisecond and every hash in the receipt", async () => {
    const { of, filler } = await givenApplication(round, { state: "SUBMITTED" });
    await hear(submitted(of));
    const [letter] = await owedTo(filler.id);
    expect(letter?.subject.zh).toBe("【遴选平台】申报已提交：中国测绘学会");
    for (const words of [
      "回执编号：CAST-2021/A-01/1",
      "北京时间2021年11月11日（星期四）23:59:59.512（UTC 2021-11-11 15:59:59.512）",
      `申报内容\nSHA-256: ${hash("a")}`,
      `申报书（Word版）\nSHA-256: ${hash("b")}`,
      `申报书（盖章PDF版）\nSHA-256: ${hash("c")}`,
    ])
      expect(letter?.text.zh).toContain(words);
    expect(letter?.text.en).toContain(
      "Thursday, 2021-11-11 23:59:59.512 Beijing time (UTC 2021-11-11 15:59:59.512)",
    );
    expect(letter?.text.en).toContain(`Application form (stamped PDF)\nSHA-256: ${hash("c")}`);
  });

  it("says what still has to come on paper, how often, where and by when", async () => {
    const { of, filler } = await givenApplication(round, { state: "SUBMITTED" });
    await hear(submitted(of));
    const [letter] = await owedTo(filler.id);
    expect(letter?.text.zh).toContain(
      "请将签字盖章的纸质材料一式15份报送至：中国科协学会服务中心改革服务处（北京市海淀区学院南路86号西511室）。以寄出日期为准，不晚于北京时间2021年11月11日（星期四）23:59:59",
    );
    expect(letter?.text.en).toContain("15 signed and sealed copies on paper");
  });

  it("owes one letter a person however often its event comes", async () => {
    const { of, filler } = await givenApplication(round, { state: "SUBMITTED" });
    const event = submitted(of);
    for (let n = 0; n < 3; n++) await hear(event);
    expect(await owedTo(filler.id)).toHaveLength(1);
  });

  it("owes its receipt also when a later one came first", async () => {
    const { of, filler } = await givenApplication(round, { state: "SUBMITTED" });
    await hear(submitted(of, "CAST-2021/A-01/2"));
    await hear(submitted(of, "CAST-2021/A-01/1"));
    const texts = (await owedTo(filler.id)).map(({ text }) => text.zh).join();
    expect(texts).toContain("CAST-2021/A-01/1");
    expect(texts).toContain("CAST-2021/A-01/2");
  });

  it("owes nothing to somebody whose roles were taken", async () => {
    const { of, application } = await givenApplication(round, { state: "SUBMITTED" });
    const former = await givenPerson({ roles: [], societyCode: application.societyCode });
    await hear(submitted(of));
    expect(await owedTo(former.id)).toEqual([]);
  });

  it("of an application that is unknown ends in the dead-letter queue, and so does an event that fits no contract", async () => {
    const { of } = await givenApplication(round);
    const unknown = {
      ...of,
      applicationId: of.applicationId.replace(/.{4}$/, "0000") as typeof of.applicationId,
    };
    await expect(hear(submitted(unknown))).rejects.toThrow("is unknown");
    const broken = { ...submitted(of), payload: { of: "nothing" } };
    await expect(hear(broken)).rejects.toThrow();
  });
});

describe("a return", () => {
  it("lists each item by its name with the officer's reason, where it is, what to do, and the last moment", async () => {
    const nowhere = { section: null, part: null, document: null, page: null };
    const returnReasons = [
      { item: "stamped", reason: "缺少公章", place: { ...nowhere, document: "stamped", page: 3 } },
      { item: "budget", reason: "合计与<分项>不符", place: { ...nowhere, section: "budget", part: "notes" } },
      { item: "其他事项", reason: "请说明", place: null },
    ];
    const { of, filler } = await givenApplication(round, { state: "RETURNED", returnReasons });
    const until = Instant.parse("2021-11-17T15:59:59.999Z");
    await hear(told(applicationReturned, of, { until, items: 3 }));
    const [letter] = await owedTo(filler.id);
    expect(letter?.subject).toEqual({
      zh: "【遴选平台】申报退回补正：中国测绘学会",
      en: "[Linxuan] Returned for correction: Chinese Society for Geodesy",
    });
    expect(letter?.text.zh).toContain(
      [
        "1. 申报书（盖章PDF版）：缺少公章",
        "   位置：文件“申报书（盖章PDF版）”第3页",
        "   办理：重新制作并上传“申报书（盖章PDF版）”",
        "2. 第一年度经费预算：合计与<分项>不符",
        "   位置：“第一年度经费预算”中的“预算说明”",
        "   办理：在平台修改“预算说明”，重新制作并上传“申报书（Word版）”、“申报书（盖章PDF版）”",
        "3. 其他事项：请说明",
      ].join("\n"),
    );
    expect(letter?.text.zh).toContain("只可修改以上所列内容和由其产生的文件");
    expect(letter?.text.zh).toContain("不晚于北京时间2021年11月17日（星期三）23:59:59");
    expect(letter?.text.en).toContain(
      "1. Application form (stamped PDF): 缺少公章\n   Where: file “Application form (stamped PDF)”, page 3\n",
    );
    expect(letter?.text.en).toContain("no later than Wednesday, 2021-11-17 23:59:59 Beijing time");
  });
});

describe("a file that inspection refused after the submission", () => {
  it("is named with what is wrong, the cure and the last moment; the application stands", async () => {
    const { of, filler } = await givenApplication(round, { state: "SUBMITTED" });
    const until = Instant.parse("2021-11-13T16:00:00.000Z");
    const reasons = ["macro", "external-link"];
    await hear(told(correctionOpened, of, { kind: "form", until, reasons }));
    const [letter] = await owedTo(filler.id);
    expect(letter?.text.zh).toContain("“申报书（Word版）”未通过文件检查。已提交的申报仍然有效");
    expect(letter?.text.zh).toContain(
      "1. 文件含有宏。请删除该内容后另存为 .docx（演示文稿为 .pptx）再上传。",
    );
    expect(letter?.text.zh).toContain("不晚于北京时间2021年11月14日（星期日）00:00:00");
    expect(letter?.text.en).toContain(
      "1. The file holds macros. Remove it, save as .docx (a presentation as .pptx) and upload again.",
    );
    expect(letter?.text.en).not.toContain("external-link");
  });
});

describe("a withdrawal", () => {
  it("is told to both people, so that the other one can object", async () => {
    const { of, filler, approver } = await givenApplication(round, { state: "WITHDRAWN" });
    await hear(told(applicationWithdrawn, of, {}));
    for (const { id } of [filler, approver])
      expect(await owedTo(id)).toMatchObject([{ template: "withdrawn" }]);
  });
});

describe("a determination", () => {
  async function determined(decision: "cleared" | "rejected", given: Partial<Determination> = {}) {
    const made = await givenApplication(round, { state: "SUBMITTED" });
    const { of } = made;
    const determination: Determination = {
      ...of,
      applicationVersion: 2,
      findings: [],
      proposal: decision === "cleared" ? "pass" : "fail",
      state: decision === "cleared" ? "CLEARED" : "REJECTED",
      reason: "经审查符合申报条件",
      firstOfficer: "per_1",
      secondOfficer: null,
      foundAt: Instant.parse(at),
      determinedAt: Instant.parse(at),
      version: 2,
      ...given,
    };
    await transact([determinations.create(determination)]);
    await hear(told(eligibilityDetermined, of, { decision }));
    const [letter] = await owedTo(made.filler.id);
    return letter;
  }

  it("that clears says so, and that there is nothing to do now", async () => {
    const letter = await determined("cleared");
    expect(letter?.text.zh).toContain(
      "申报已通过资格审查。\n\n说明：经审查符合申报条件\n\n接下来进入专家评审",
    );
    expect(letter?.text.zh).not.toContain("复核");
    expect(letter?.text.en).toContain("has passed the eligibility examination");
  });

  it("that rejects gives each ground with its clause, fact and source, and the way to dispute it", async () => {
    const finding = {
      disqualifier: "annual-inspection",
      ruleVersion: 1,
      outcome: "fail" as const,
      fact: { zh: "2020年度年检结论为不合格", en: "The inspection of 2020 ended unqualified" },
      source: "民政部年检公告",
      on: "2021-09-30",
      basis: { clause: "三、申报资格 2", quote: "年检结论最近一次为“不合格”" },
      notes: [],
    };
    const passed = { ...finding, outcome: "pass" as const, fact: { zh: "无处罚", en: "No penalty" } };
    const letter = await determined("rejected", { reason: "年检不合格", findings: [passed, finding] });
    expect(letter?.text.zh).toContain(
      "依据：\n1. 三、申报资格 2（年检结论最近一次为“不合格”）：2020年度年检结论为不合格（来源：民政部年检公告，2021-09-30）",
    );
    expect(letter?.text.zh).toContain(
      "由审核人在平台提出申诉，不晚于北京时间2021年11月16日（星期二）23:59:59",
    );
    expect(letter?.text.zh).not.toContain("无处罚");
    expect(letter?.text.en).toContain(
      "may appeal on the platform no later than Tuesday, 2021-11-16 23:59:59",
    );
  });

  it("that no longer stands is not told: the next one will be", async () => {
    expect(await determined("rejected", { state: "FOUND", reason: null })).toBeUndefined();
  });
});

describe("what follows on a rejection", () => {
  const fact = { zh: "党的组织机构不健全", en: "The Party organisation is incomplete" };
  const when = Instant.parse(at);

  async function answered(state: "UPHELD" | "DISMISSED", decision: "upheld" | "dismissed") {
    const made = await givenApplication(round, { state: "SUBMITTED" });
    const disqualifier = "party-organisation";
    await transact([
      appeals.create({
        ...{ ...made.of, disqualifier, determinationVersion: 2, state, fact, grounds: "有误" },
        ...{ evidenceUploadId: null, lodgedAt: when, answerBy: when, answer: "台账未更新", answeredAt: when },
        ...{ involved: [], stamps: [], version: 2 },
      }),
    ]);
    await hear(told(appealAnswered, made.of, { disqualifierCode: disqualifier, decision }));
    return owedTo(made.approver.id);
  }

  it("the answer to an appeal names the fact, the outcome and the reason, to both people", async () => {
    const [upheld] = await answered("UPHELD", "upheld");
    expect(upheld?.text.zh).toContain("提出申诉：党的组织机构不健全\n\n答复：申诉成立。台账未更新");
    const [dismissed] = await answered("DISMISSED", "dismissed");
    expect(dismissed?.text.en).toContain("The appeal is dismissed. 台账未更新\n\nThe determination stands");
  });

  it("an answer that is not the last word any more is not told", async () => {
    expect(await answered("DISMISSED", "upheld")).toEqual([]);
  });

  it("a reinstatement is told with its reason, and that it is no clearance yet", async () => {
    const made = await givenApplication(round, { state: "SUBMITTED" });
    await transact([
      reinstatements.create({
        ...{ ...made.of, state: "CONFIRMED", determinationVersion: 2, reason: "事实已更正" },
        ...{ proposedBy: "per_1", decidedBy: "per_2", stamps: [], version: 2 },
      }),
    ]);
    await hear(told(eligibilityReinstated, made.of, {}));
    const [letter] = await owedTo(made.filler.id);
    expect(letter?.text.zh).toContain("恢复审查。\n\n说明：事实已更正\n\n这还不是“通过”的结论");
  });
});

describe("a notice and a result", () => {
  async function shown(stage: Round) {
    const first = await givenApplication(stage, { state: "SUBMITTED" });
    const second = await givenApplication(stage, { state: "SUBMITTED" });
    const draft = await givenApplication(stage, { state: "EXPIRED" });
    const notice: Notice = {
      id: NoticeId.parse(newId("notice", Date.parse(at), Math.random)),
      roundId: stage.id,
      decisionId: DecisionId.parse(newId("decision", Date.parse(at), Math.random)),
      decisionHash: hash("d"),
      title: { zh: "公示", en: "Notice" },
      tiers: [
        {
          id: "tier-1",
          name: { zh: "第一档", en: "Tier 1" },
          societies: [{ societyCode: first.application.societyCode, names: first.application.societyNames }],
        },
      ],
      zone: stage.zone,
      firstOn: LocalDate.parse("2021-12-13"),
      lastOn: LocalDate.parse("2021-12-17"),
      endsAt: Instant.parse("2021-12-17T15:59:59.999Z"),
      workingDays: 5,
      sha256: hash("e"),
      pageVersionId: "1",
      state: "PUBLISHED",
      publishedAt: Instant.parse("2021-12-13T01:00:00.000Z"),
      publishedBy: "per",
      ...{ announcedAt: null, supplement: null, awards: [], pending: [], version: 1 },
    };
    await transact([notices.create(notice)]);
    const of = {
      noticeId: notice.id,
      roundId: stage.id,
      decisionId: notice.decisionId,
      sha256: notice.sha256,
    };
    const about = { aggregateId: notice.id, at };
    const published = factOf(noticePublished, {
      ...about,
      version: 1,
      payload: { ...of, endsAt: notice.endsAt },
    });
    const announced = factOf(resultAnnounced, { ...about, version: 3, payload: of });
    const show = {
      published: () => tell(onNotice, published),
      announced: async () => {
        const award = { societyCode: first.application.societyCode, tier: "1", at: announced.at };
        await transact([
          notices.overwrite({
            ...notice,
            ...{ state: "ANNOUNCED", announcedAt: announced.at, version: 3 },
            awards: [{ ...award, noticeVersion: 3 }],
          }),
        ]);
        await tell(onNotice, announced);
      },
    };
    const to = async (personId: string) =>
      (await letters.all(`round#${stage.id}`)).filter((letter) => letter.personId === personId);
    return { first, second, draft, notice, show, to };
  }

  it("tell those on the proposed list where it is shown and until when, that it is no result yet, and nobody else", async () => {
    const stage = await openRound();
    const { first, second, notice, show, to } = await shown(stage);
    await show.published();
    const [letter] = await to(first.filler.id);
    expect(letter?.text.zh).toContain(
      "中国测绘学会已列入“中国特色一流学会建设项目”拟支持名单（第一档），现予公示。公示不是最终结果。",
    );
    expect(letter?.text.zh).toContain("公示期：2021年12月13日（星期一）至2021年12月17日（星期五）");
    expect(letter?.text.zh).toContain("http://www.cast.org.cn");
    expect(letter?.text.zh).toContain(notice.id);
    expect(await to(second.filler.id)).toEqual([]);
  });

  it("tell everybody who stood how it ended, and the selected what they still have to do", async () => {
    const stage = await openRound();
    const { first, second, draft, show, to } = await shown(stage);
    await show.announced();
    const [selected] = await to(first.filler.id);
    const [other] = await to(second.approver.id);
    expect(selected?.text.zh).toContain("入选“中国特色一流学会建设项目”（第一档）。");
    expect(selected?.text.zh).toContain("在智慧计财服务平台完成供应商注册");
    expect(other?.text.zh).toContain("未入选“中国特色一流学会建设项目”。");
    expect(other?.text.en).toContain("was not selected for");
    expect(other?.text.zh).not.toContain("供应商");
    expect(await to(draft.filler.id)).toEqual([]);
  });

  it("owe hundreds of letters in parts, each person one, also when the event comes again half-way", async () => {
    const stage = await openRound();
    const { show } = await shown(stage);
    for (let n = 0; n < 20; n++) await givenApplication(stage, { state: "SUBMITTED" });
    await Promise.allSettled([show.announced(), show.announced()]);
    await show.announced();
    const all = await letters.all(`round#${stage.id}`);
    expect(all).toHaveLength(44);
    expect(new Set(all.map(({ personId }) => personId)).size).toBe(44);
  });
});
