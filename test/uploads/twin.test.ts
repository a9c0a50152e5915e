import { describe, expect, it } from "vitest";
import type { DocumentText } from "../../functions/uploads/inspection.ts";
import { compareTwins, twinRules } from "../../functions/uploads/twin.ts";
import { TwinComparison, type TwinFacts, twinFindings } from "../../shared/contract/twins.ts";
import fc from "../chance.ts";

const title = "中国特色一流学会建设项目申报书";
const facts: TwinFacts = {
  templateId: "annex-2",
  title,
  names: ["中国测绘学会", "中国测绘科学学会"],
  budgetTotalFen: 118_248_000,
};
const body = [
  title,
  "申报单位",
  "中国测绘学会",
  "一、学会基本情况",
  "本会现有个人会员 12,600 人，单位会员 310 家，设 26 个专业委员会；2020 年主办学术会议 48 次。",
  "二、建设目标与路径",
  "坚持党建引领业务，把社会公信力纳入理事会年度重点任务，由分管副理事长牵头、秘书处专人落实。",
  "完善国际影响力的制度体系，修订管理办法 19 项，做到有章可循、有据可查，满意度不低于 95.5%。",
  "三、第一年度经费预算",
  "合计",
  "118.248 万元 (1,182,480.00 元)",
  "合计大写",
  "人民币壹佰壹拾捌万贰仟肆佰捌拾元整",
  "申报单位（公章）：",
  "年    月    日",
];
const foot = "模板 annex-2  定义 cast-2021 v1  版本 1  校验码 0a1b2c3d";
const word = (paragraphs: readonly string[] = body): DocumentText => ({
  kind: "word",
  paragraphs: [...paragraphs],
  margins: [`${foot}  第  页 共  页`],
});

type Page = { text: string; kind: "text" | "scan" | "recognised" | "blank" };
const pdf = (...pages: (string | Page)[]): DocumentText => ({
  kind: "pdf",
  pages: pages.map((page) => (typeof page === "string" ? { text: page, kind: "text" } : page)),
});

/** Pages as a printer makes them: full-width figures, lines broken anywhere, a foot with a number on each page. */
function printed(paragraphs: readonly string[] = body, pageCount = 3): DocumentText {
  const lines = paragraphs.flatMap((text) => text.match(/.{1,17}/gu) ?? [""]);
  const perPage = Math.ceil(lines.length / pageCount);
  return pdf(
    ...Array.from({ length: pageCount }, (_, at) =>
      [...lines.slice(at * perPage, (at + 1) * perPage), `${foot} 第 ${at + 1} 页 共 ${pageCount} 页`].join(
        "\n",
      ),
    ),
  );
}
const changed = (from: string, to: string) => body.map((text) => text.replace(from, to));
const compared = (paragraphs: readonly string[], known: Partial<TwinFacts> = {}) =>
  compareTwins({ word: word(), pdf: printed(paragraphs) }, { ...facts, ...known });
const codes = ({ findings }: TwinComparison) =>
  findings.map(({ code, file }) => (file === null ? code : `${file}: ${code}`));

describe("a Word form and its PDF are alike", () => {
  const alike = { verdict: "alike", similarity: 1, findings: [], passages: [], omitted: 0 };

  it.each([1, 2, 3, 6])("however the text falls on %i pages", (pageCount) => {
    expect(compareTwins({ word: word(), pdf: printed(body, pageCount) }, facts)).toEqual(alike);
  });

  it("in other widths, with other punctuation and other white space", () => {
    const other = body.map((text) =>
      text
        .replaceAll("，", ", ")
        .replaceAll("（", "(")
        .replaceAll("；", ";")
        .replace("12,600", "１２６００")
        .replace("95.5%", "９５．５％")
        .replace("理事会", "理 事 会"),
    );
    expect(compared(other)).toEqual(alike);
  });

  it.each<[string, (text: string, at: number) => string]>([
    [
      "numbers that Word makes for a list",
      (text, at) => (at === 6 || at === 7 ? `（${at - 5}）${text}` : text),
    ],
    ["bullets whose font has letters for them", (text, at) => (at === 6 ? `l ${text}` : text)],
    ["the date of the seal", (text) => text.replace(/年 +月 +日/, "2021年7月9日")],
    ["the seal's own letters", (text, at) => (at === 14 ? `${text}\n中\n国\n测\n绘\n学\n会` : text)],
  ])("apart from %s", (_, change) => {
    const text = body.map(change);
    const onePage = pdf([...text, `${foot} 第 1 页 共 1 页`].join("\n"));
    expect(compareTwins({ word: word(), pdf: onePage }, facts)).toMatchObject({
      verdict: "alike",
      passages: [],
    });
  });

  it("with a seal over the foot of the page, whose letters a reader takes for its line", () => {
    const onePage = pdf([...body, `${foot} 第 1 页 共 1 页 中`, "国 测", "绘", "学", "会"].join("\n"));
    expect(compareTwins({ word: word(), pdf: onePage }, facts)).toMatchObject({
      verdict: "alike",
      passages: [],
    });
  });

  it("with a line that breaks behind a decimal point", () => {
    const broken = changed("95.5%", "95.\n5%");
    const onePage = pdf([...broken, `${foot} 第 1 页 共 1 页`].join("\n"));
    expect(compareTwins({ word: word(), pdf: onePage }, facts)).toEqual(alike);
  });

  it("under a former name of the society", () => {
    const former = changed("中国测绘学会", "中国测绘科学学会");
    expect(compareTwins({ word: word(former), pdf: printed(former) }, facts)).toEqual(alike);
  });

  it("where nothing is known that they should say", () => {
    const nothing = { templateId: null, title: null, names: [], budgetTotalFen: null };
    const texts = { word: word(["测绘科学研究"]), pdf: pdf("测绘科\n学研究") };
    expect(compareTwins(texts, nothing)).toEqual(alike);
  });

  it("for any text, broken into lines and pages anywhere", () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));
    const text = fc.string({ unit: han, minLength: 10, maxLength: 400 });
    const cut = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(text, cut, cut, (one, line, page) => {
        const lines = one.match(new RegExp(`.{1,${line}}`, "gu")) ?? [];
        const pages = Array.from({ length: Math.ceil(lines.length / page) }, (_, at) =>
          lines.slice(at * page, (at + 1) * page).join("\n"),
        );
        const nothing = { templateId: null, title: null, names: [], budgetTotalFen: null };
        const { verdict } = compareTwins({ word: word([one]), pdf: pdf(...pages) }, nothing);
        return verdict === "alike";
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

describe("a person is shown where they differ", () => {
  it.each<[string, string, string, string, string]>([
    ["a figure", "310 家", "810 家", "310", "810"],
    ["a figure with one more digit", "19 项", "190 项", "", "190"],
    ["a decimal point", "95.5%", "955%", "95.5%", "955%"],
    ["a percentage", "95.5%", "95.5", "95.5%", ""],
    ["one word", "秘书处", "办公室", "秘书处", "办公室"],
    ["a negation", "满意度不低于", "满意度低于", "满意度不低于", ""],
  ])("%s", (_, from, to, inWord, inPdf) => {
    const result = compared(changed(from, to));
    expect(result).toMatchObject({ verdict: "doubt", omitted: 0 });
    expect(codes(result)).toEqual(["text-differs"]);
    expect(result.passages).toHaveLength(1);
    expect(result.passages[0]?.word).toContain(inWord);
    expect(result.passages[0]?.pdf).toContain(inPdf);
    expect(result.similarity).toBeGreaterThan(0.9);
  });

  it("a paragraph that is missing, and one that was added, on its page", () => {
    const without = compared(body.filter((_, at) => at !== 6));
    expect(without.passages).toMatchObject([{ word: expect.stringContaining("坚持党建引领业务"), pdf: "" }]);
    const more = compared([...body, "另行约定：项目经费可以用于购置固定资产。"]);
    expect(more.passages).toMatchObject([
      { word: "", pdf: expect.stringContaining("可以用于购置固定"), page: 3 },
    ]);
  });

  it("no more places than anybody reads, each of a bounded length", () => {
    const sentences = Array.from(
      { length: 60 },
      (_, at) => `第${at}项任务由第${at * 7}工作组在${at * 13}日前完成并报告结果。`,
    );
    const other = sentences.map((text, at) => (at % 2 ? text.replace("完成", "撤销") : text));
    const known = { templateId: null, title: null, names: [], budgetTotalFen: null };
    const result = compareTwins({ word: word(sentences), pdf: pdf(other.join("\n")) }, known);
    expect(result.passages).toHaveLength(20);
    expect(result.omitted).toBe(10);
    const long = compareTwins({ word: word(["甲".repeat(5000)]), pdf: pdf("乙".repeat(5000)) }, known);
    expect(TwinComparison.parse(long).passages).toHaveLength(1);
  });

  it("any one character", () => {
    const at = fc.integer({ min: 0, max: 39 });
    const text = "为推动学会治理结构和治理方式现代化经研究决定组织开展中国特色一流学会建设项目申报工作";
    const known = { templateId: null, title: null, names: [], budgetTotalFen: null };
    fc.assert(
      fc.property(at, fc.constantFrom("改", "删", "三", "7"), (place, other) => {
        const letters = [...text];
        letters[place] = other;
        const result = compareTwins({ word: word([text]), pdf: pdf(letters.join("")) }, known);
        return result.verdict === "doubt" && result.passages.length === 1;
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

describe("what both should say is looked for in each", () => {
  it.each<[string, readonly string[], Partial<TwinFacts>, string[]]>([
    [
      "another template",
      body,
      { templateId: "annex-3" },
      ["word: template-missing", "pdf: template-missing"],
    ],
    ["a template whose id begins alike", body, { templateId: "annex" }, []],
    ["a longer id", body, { templateId: "annex-21" }, ["word: template-missing", "pdf: template-missing"]],
    ["another title in the PDF", changed("一流学会", "优秀学会"), {}, ["pdf: title-missing", "text-differs"]],
    [
      "another society in the PDF",
      changed("中国测绘学会", "中国航海学会"),
      {},
      ["pdf: name-missing", "text-differs"],
    ],
    [
      "another total in the PDF, in figures",
      changed("118.248 万元 (1,182,480.00 元)", "218.248 万元 (2,182,480.00 元)"),
      {},
      ["pdf: total-differs", "text-differs"],
    ],
    [
      "another total in the PDF, in words",
      changed("壹佰壹拾捌万", "贰佰壹拾捌万"),
      {},
      ["pdf: total-differs", "text-differs"],
    ],
    [
      "another recorded total",
      body,
      { budgetTotalFen: 118_248_001 },
      ["word: total-differs", "pdf: total-differs"],
    ],
  ])("%s", (_, inPdf, known, expected) => {
    expect(codes(compared(inPdf, known))).toEqual(expected);
  });

  it("a total that stands nowhere is missing, and what stands there is shown where it differs", () => {
    const without = body.filter((text) => !/合计|万元|人民币/.test(text));
    expect(codes(compareTwins({ word: word(without), pdf: printed(without) }, facts))).toEqual([
      "word: total-missing",
      "pdf: total-missing",
    ]);
    const { findings } = compared(body, { budgetTotalFen: 100 });
    expect(findings[0]).toEqual({
      code: "total-differs",
      file: "word",
      detail: "118.248 万元; 1,182,480.00 元; 壹佰壹拾捌万贰仟肆佰捌拾元整",
    });
  });

  it.each([
    ["合计 1182480 元", 118_248_000],
    ["合计：118.248万元", 118_248_000],
    ["总计（万元） 50", 50_000_000],
    ["合 计 50", 5000],
    ["大写：伍拾圆正", 5000],
  ])("%s is right", (text, budgetTotalFen) => {
    const known = { templateId: null, title: null, names: [], budgetTotalFen };
    expect(compareTwins({ word: word([text]), pdf: pdf(text) }, known)).toMatchObject({ findings: [] });
  });
});

describe("what can't be checked here is said, and not guessed", () => {
  const scan: Page = { text: "", kind: "scan" };
  const recognised: Page = { text: "完全不同的文字", kind: "recognised" };

  it.each([
    ["a scan", pdf(scan, scan)],
    ["a scan with a recognised text", pdf(recognised)],
    ["a PDF without a page", pdf()],
    ["a PDF that inspection could not read", null],
    ["a PDF whose letters have no meaning", pdf("\u{e001}\u{e002}\u{e003}abc".repeat(40))],
  ])("%s", (_, unreadable) => {
    expect(compareTwins({ word: word(), pdf: unreadable }, facts)).toEqual({
      verdict: "not-checkable",
      similarity: null,
      findings: [{ code: "not-checkable", file: "pdf", detail: null }],
      passages: [],
      omitted: 0,
    });
  });

  it("a Word form without text", () => {
    for (const none of [null, word([]), word([" "]), pdf("x")]) {
      const result = compareTwins({ word: none, pdf: printed() }, facts);
      expect(result).toMatchObject({ verdict: "not-checkable", similarity: null, passages: [] });
      expect(codes(result)).toEqual(["word: not-checkable"]);
    }
  });

  it("but a wrong total in the Word form is, whatever the PDF is", () => {
    const result = compareTwins({ word: word(), pdf: pdf(scan) }, { ...facts, budgetTotalFen: 1 });
    expect(result.verdict).toBe("doubt");
    expect(codes(result)).toEqual(["word: total-differs", "pdf: not-checkable"]);
  });

  it("single pages: what is missing may stand on them", () => {
    const texts = {
      word: word(),
      pdf: pdf(body.slice(0, 6).join("\n"), scan, recognised, body.slice(8, 10).join("\n")),
    };
    const result = compareTwins(texts, facts);
    expect(result).toMatchObject({
      verdict: "doubt",
      findings: [{ code: "partly-checkable", file: "pdf", detail: "2-3" }],
      passages: [],
      omitted: 0,
    });
    expect(result.similarity).toBeGreaterThan(0.95);
    const other = { word: word(), pdf: pdf(changed("310 家", "810 家").slice(0, 6).join("\n"), scan) };
    expect(codes(compareTwins(other, facts))).toEqual(["pdf: partly-checkable", "text-differs"]);
  });

  it("what is longer than any form", () => {
    const long = "申报".repeat(twinRules.letters / 2 + 1);
    expect(codes(compareTwins({ word: word([long, ...body]), pdf: printed() }, facts))).toEqual([
      "word: too-long",
    ]);
  });
});

it("every doubt says what it is and what to do, in both languages", () => {
  for (const { what, next } of Object.values(twinFindings)) {
    expect(what.zh + next.zh).toMatch(/\p{Script=Han}{4}/u);
    expect(`${what.en} ${next.en}`).toMatch(/^[A-Z][\x20-\x7e]+$/);
  }
});
