import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { type FormInput, makeForm } from "../../functions/applications/form.ts";
import { chapterNumber } from "../../functions/applications/form-words.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const line = {
  subject: "meeting",
  item: "学术年会",
  unitPriceFen: 55_000,
  quantity: 120,
  times: 2,
  basis: "按三、四类会议，550元/人天×120人×2天",
  amountFen: 13_200_000,
};

const input: FormInput = {
  definition: cast2021,
  application: {
    id: "app_01FM0000000000000000000000",
    societyName: "中国数学会",
    societyCode: "A-01",
    uscc: "91350100M000100Y43",
    route: "recommended",
    version: 3,
  },
  sections: {
    profile: { parts: { president: "理事长甲", address: "北京市海淀区" } },
    "plan-organisational-cohesion": { parts: { goal: "第一段\n第二段", path: "<w:t>&amp;\u0007\ud800" } },
    budget: { parts: { notes: "按实际需要测算" }, lines: [line, { ...line, item: "理事会", amountFen: 5 }] },
  },
  checkCode: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809",
};

/** The parts of the package as text, by name. */
const partsOf = (docx: Uint8Array) =>
  new Map(Object.entries(unzipSync(docx)).map(([name, bytes]) => [name, strFromU8(bytes)]));

/** Every text of a part, in order, and proof that its XML is well formed. */
function textsOf(xml: string): string[] {
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on("text", (text) => texts.push(text));
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return texts.filter((text) => text.trim() !== "");
}

async function readForm(asked: FormInput) {
  const parts = partsOf(await makeForm(asked));
  const footerName = [...parts.keys()].find((name) => /^word\/footer\d*\.xml$/.test(name)) ?? "";
  return {
    parts,
    texts: textsOf(parts.get("word/document.xml") ?? ""),
    footer: textsOf(parts.get(footerName) ?? "").join(""),
  };
}

describe("the filled-in Word form", () => {
  it("stays well formed whatever was pasted into a section, and says so where nothing was written", async () => {
    const { texts } = await readForm(input);
    expect(texts).toContain("<w:t>&amp;\ufffd");
    expect(texts).toContain("（未填写）");
    const { texts: empty } = await readForm({ ...input, sections: {} });
    expect(empty).toContain("人民币零元整");
  });

  it("says who applies, and has the sections in the definition's order with their chapters", async () => {
    const { texts } = await readForm(input);
    expect(texts).toEqual(
      expect.arrayContaining(["中国特色一流学会建设项目", "中国数学会", "A-01", "列入建议名单"]),
    );
    const chapters = texts.filter((text) => /^[一二三四五六七八九十]+、/.test(text));
    expect(chapters).toEqual([
      "一、基本信息",
      "二、工作基础与优势特色",
      "三、三年工作规划：组织凝聚力",
      "四、三年工作规划：学术引领力",
      "五、三年工作规划：社会公信力",
      "六、三年工作规划：国际影响力",
      "七、第一年度建设方案",
      "八、第一年度经费预算",
      "九、承诺书",
    ]);
    expect(texts).toEqual(expect.arrayContaining(["理事长甲", "第一段", "第二段", "申报单位（公章）："]));
  });

  it("prints what is said of a single indicator only where something is", async () => {
    const parts = { goal: "目标", "values-goal": "弘扬科学家精神" };
    const sections = { ...input.sections, "plan-organisational-cohesion": { parts } };
    const { texts } = await readForm({ ...input, sections });
    const named = texts.filter((text) => text.endsWith("：建设目标") || text.endsWith("：建设路径"));
    expect(named).toEqual(["价值引领：建设目标"]);
    expect(texts).toContain("弘扬科学家精神");
  });

  it("shows an answer that is chosen from several by its name", async () => {
    const sections = { prize: { parts: { tier: "silver", "accepts-lower": "no" } } };
    const { texts } = await readForm({ ...input, definition: sciencePrize, sections });
    expect(texts).toEqual(
      expect.arrayContaining(["提名奖项", "银奖", "不接受"].map((t) => expect.stringContaining(t))),
    );
    expect(texts).not.toContain("silver");
  });

  it("prints the reasons of a self-nomination only for a society that nominates itself", async () => {
    const nominated = { ...input, application: { ...input.application, route: "self-nominated" as const } };
    expect((await readForm(nominated)).texts).toContain("二、自荐理由");
    expect((await readForm(input)).texts).not.toContain("二、自荐理由");
  });

  it("lists all sixteen indicators", async () => {
    const text = (await readForm(input)).texts.join("\n");
    const indicators = cast2021.capabilities.flatMap((capability) => capability.indicators);
    expect(indicators).toHaveLength(16);
    for (const { name, description } of indicators) expect(text).toContain(`${name.zh}：${description.zh}`);
  });

  it("shows each line of the budget with its basis, and the total in figures and in capitals", async () => {
    const { texts } = await readForm(input);
    expect(texts).toEqual(
      expect.arrayContaining([
        "会议费",
        "550.00",
        "13.20",
        "0.000005",
        line.basis,
        "13.200005 万元 (132,000.05 元)",
        "人民币壹拾叁万贰仟元零伍分",
      ]),
    );
  });

  it("names template, definition, version and check code on every page, and counts the pages", async () => {
    const { footer, parts } = await readForm(input);
    expect(footer).toContain("模板 annex-2  定义 cast-2021 v1  申报版本 3  校验码 1a2b3c4d");
    expect(footer).toMatch(/第 PAGE 页 共 NUMPAGES 页/);
    expect(parts.get("word/document.xml")).toContain('w:w="11906" w:h="16838"');
    expect(parts.get("word/document.xml")).toContain('w:eastAsia="宋体"');
  });

  it("is the same bytes for the same input", async () => {
    const first = await makeForm(input);
    expect(Buffer.from(await makeForm(input)).equals(first)).toBe(true);
    expect(Buffer.from(await makeForm({ ...input, checkCode: "00000000" })).equals(first)).toBe(false);
  });

  it("is made for another programme from its definition alone", async () => {
    const { texts, footer } = await readForm({ ...input, definition: sciencePrize, sections: {} });
    expect(texts).toContain(sciencePrize.names.zh);
    expect(footer).toContain(`定义 ${sciencePrize.id} v${sciencePrize.version}`);
  });
});

describe("the number of a chapter", () => {
  it("reads as people write it", () => {
    expect([1, 10, 11, 20, 21, 99].map((at) => chapterNumber(at, true))).toEqual([
      "一、",
      "十、",
      "十一、",
      "二十、",
      "二十一、",
      "九十九、",
    ]);
    expect(chapterNumber(3, false)).toBe("3. ");
  });
});
