import { describe, expect, it } from "vitest";
import { makeForm } from "../../functions/applications/form.ts";
import { carried } from "../../functions/applications/form-text.ts";
import { readForm } from "../../functions/applications/read-form.ts";
import type { SectionContent } from "../../shared/contract/draft.ts";
import { FormReading } from "../../shared/contract/form-reading.ts";
import { budgetTotalFen } from "../../shared/programme/budget-totals.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import fc from "../chance.ts";
import { applied, mutations } from "../uploads/mutations.ts";
import { edited, retyped, rewritten, savedByWord, savedByWps } from "./given-word.ts";

type Written = Record<string, SectionContent>;
type Route = "recommended" | "self-nominated" | "open";

const applicationId = "app_01FM0000000000000000000000";
const formOf = (definition: ProgrammeDefinition, sections: Written, route: Route) =>
  makeForm({
    definition,
    application: {
      ...{ id: applicationId, societyName: "中国测试学会", societyCode: "A-01" },
      ...{ uscc: "91350100M000100Y43", route, version: 2 },
    },
    sections,
    checkCode: "0a1b2c3d".padEnd(64, "0"),
  });

const line = {
  ...{ subject: "meeting", item: "学术年会", unitPriceFen: 55_000, quantity: 120, times: 2 },
  ...{ basis: "550元/人天×120人×2天", amountFen: 13_200_000 },
};
const sections: Written = {
  profile: { parts: { president: "理事长甲", address: "北京市海淀区学院南路86号" } },
  strengths: { parts: { text: "本会成立于1956年。\n现有会员一万人。" } },
  "plan-organisational-cohesion": { parts: { goal: "三年内会员增长两成。", path: "分三步。" } },
  budget: {
    parts: { notes: "按实际需要测算。" },
    lines: [line, { ...line, item: "理事会", quantity: 3, amountFen: 330_000 }],
  },
};

const read = (docx: Uint8Array, route: Route = "recommended") =>
  readForm(docx, { definition: cast2021, route });
const section = (reading: FormReading, key: string) => reading.sections.find((one) => one.key === key);
const part = (reading: FormReading, at: string) => {
  const [key = "", name = ""] = at.split(".");
  const found = section(reading, key)?.parts.find((one) => one.key === name);
  return found && (found.text ?? `not found: ${found.because}`);
};
const form = await formOf(cast2021, sections, "recommended");

/** What a reading says of a draft, as the form carries it. */
function asDraft(reading: FormReading) {
  return Object.fromEntries(
    reading.sections.map(({ key, parts, lines }) => [
      key,
      {
        parts: Object.fromEntries(parts.map((one) => [one.key, one.text])),
        lines: lines?.map((one) =>
          Object.fromEntries(Object.entries(one).map(([name, { value }]) => [name, value])),
        ),
      },
    ]),
  );
}

describe("a form that comes back", () => {
  it.each([
    ["as it was made", (docx: Uint8Array) => docx],
    ["from Word, with styles by number", savedByWord],
    ["from WPS, without styles, in single letters", savedByWps],
  ])("%s says what the draft says", (_, saved) => {
    const reading = read(saved(form));
    expect(FormReading.parse(reading)).toEqual(reading);
    expect(reading).toMatchObject({ outcome: "read", strays: [] });
    expect(reading.origin).toEqual({
      ...{ applicationId, template: "annex-2", definition: "cast-2021 v1" },
      ...{ submission: "2", checkCode: "0a1b2c3d" },
    });
    expect(part(reading, "profile.president")).toBe("理事长甲");
    expect(part(reading, "profile.introduction")).toBe("");
    expect(part(reading, "strengths.text")).toBe("本会成立于1956年。\n现有会员一万人。");
    expect(part(reading, "budget.notes")).toBe("按实际需要测算。");
    expect(section(reading, "budget")?.totalFen).toBe(13_530_000);
    expect(
      section(reading, "budget")?.lines?.map(({ item, quantity }) => [item.value, quantity.value]),
    ).toEqual([
      ["学术年会", 120],
      ["理事会", 3],
    ]);
  });

  it("with another sentence says the other sentence", () => {
    expect(
      part(
        read(retyped(form, "三年内会员增长两成。", "三年内会员翻一番。")),
        "plan-organisational-cohesion.goal",
      ),
    ).toBe("三年内会员翻一番。");
  });

  it("with tracked changes reads as if they were accepted", () => {
    const tracked = edited(form, (xml) =>
      xml.replace(
        /<w:r>((?:(?!<w:r>).)*?)<w:t xml:space="preserve">分三步。<\/w:t><\/w:r>/,
        '<w:del w:id="1"><w:r><w:delText>分三步。</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>分</w:t></w:r><w:r><w:t>四步。</w:t></w:r></w:ins>',
      ),
    );
    expect(part(read(tracked), "plan-organisational-cohesion.path")).toBe("分四步。");
    const joined = edited(form, (xml) => {
      const at = xml.lastIndexOf("<w:pPr>", xml.indexOf("本会成立于1956年。"));
      return `${xml.slice(0, at)}<w:pPr><w:rPr><w:del w:id="3"/></w:rPr>${xml.slice(at + "<w:pPr>".length)}`;
    });
    expect(part(read(joined), "strengths.text")).toBe("本会成立于1956年。现有会员一万人。");
  });

  it("with labels in full width and chapters numbered anew is found all the same", () => {
    const widened = edited(form, (xml) =>
      xml
        .replace("理事长（会长）", "理事长 (会长)")
        .replace("二、工作基础", "2. 工作基础")
        .replace("金额 (万元)", "金额（万元）"),
    );
    expect(part(read(widened), "profile.president")).toBe("理事长甲");
    expect(part(read(widened), "strengths.text")).toContain("1956");
    expect(section(read(widened), "budget")?.lines).toHaveLength(2);
  });
});

describe("what is not there is not found, and never empty", () => {
  it("a row that was taken out", () => {
    const cut = edited(form, (xml) => {
      const at = xml.indexOf("理事长甲");
      return xml.slice(0, xml.lastIndexOf("<w:tr>", at)) + xml.slice(xml.indexOf("</w:tr>", at) + 7);
    });
    expect(part(read(cut), "profile.president")).toBe("not found: missing");
    expect(part(read(cut), "profile.address")).toContain("海淀区");
  });

  it("a chapter whose heading is gone, and the one before it, which may hold its text", () => {
    const headless = edited(form, (xml) => xml.replace("三、三年工作规划：组织凝聚力", ""));
    expect(part(read(headless), "plan-organisational-cohesion.goal")).toBe("not found: missing");
    expect(part(read(headless), "strengths.text")).toBe("not found: ambiguous");
    expect(part(read(headless), "profile.president")).toBe("理事长甲");
  });

  it("a text with a heading of another chapter in it, once the styles are gone", async () => {
    const tricky = { ...sections, strengths: { parts: { text: "见下文：\n第一年度建设方案\n如上。" } } };
    const made = await formOf(cast2021, tricky, "recommended");
    expect(part(read(made), "strengths.text")).toBe("见下文：\n第一年度建设方案\n如上。");
    expect(part(read(savedByWps(made)), "strengths.text")).toBe("not found: ambiguous");
    expect(part(read(savedByWps(made)), "first-year.work")).toBe("not found: ambiguous");
  });

  it("a part into which a picture was put", () => {
    const drawn = edited(form, (xml) =>
      xml.replace("现有会员一万人。</w:t>", "现有会员一万人。</w:t><w:drawing/>"),
    );
    expect(part(read(drawn), "strengths.text")).toBe("not found: not-text");
  });

  it("a budget without one of its columns, and a figure that is none", () => {
    const lame = edited(form, (xml) => xml.replace("测算依据", "说明"));
    expect(section(read(lame), "budget")).toMatchObject({ lines: null, linesBecause: "not-text" });
    const worded = edited(form, (xml) => xml.replace(">120<", ">一百二十<"));
    expect(section(read(worded), "budget")?.lines?.[0]?.quantity).toEqual({ text: "一百二十", value: null });
  });

  it("text beside the parts is shown apart", () => {
    const beside = edited(form, (xml) => xml.replace(">理事长（会长）<", ">顾问<"));
    expect(read(beside).strays).toEqual([{ section: "profile", text: "顾问 理事长甲" }]);
  });

  it("anything of another document, or of none", () => {
    const other = rewritten(form, (xml, name) =>
      name === "word/document.xml"
        ? '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>信</w:t></w:r></w:p></w:body></w:document>'
        : xml,
    );
    expect(read(other)).toMatchObject({ outcome: "not-the-form", sections: [] });
    expect(read(new Uint8Array([1, 2, 3])).outcome).toBe("not-readable");
    expect(
      readForm(form, { definition: cast2021, route: "recommended" }, { ...limits, partBytes: 1000 }).outcome,
    ).toBe("not-readable");
  });
});

describe("a form that is made to be slow", () => {
  const many = (xml: string, times = 500_000) => xml.repeat(times);
  it.each<[string, (xml: string) => string, string | undefined]>([
    ["of blank paragraphs", (xml) => xml.replace("<w:body>", `<w:body>${many("<w:p/>")}`), undefined],
    [
      "of line breaks",
      (xml) => xml.replace("一万人。</w:t>", `一万人。</w:t>${many("<w:br/>")}<w:t>x</w:t>`),
      "not found: too-long",
    ],
    [
      "of rows",
      (xml) => xml.replace("</w:tr>", `</w:tr>${many("<w:tr><w:tc><w:p/></w:tc></w:tr>", 100_000)}`),
      "本会成立于1956年。\n现有会员一万人。",
    ],
  ])("%s is read in seconds, or not at all", (_, change, found) => {
    const docx = edited(form, change);
    const begun = performance.now();
    expect(part(read(docx), "strengths.text")).toBe(found);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

describe("what Word keeps in a file and does not show", () => {
  const put = (xml: string) =>
    part(
      read(edited(form, (all) => all.replace("分三步。</w:t></w:r>", `分三步。</w:t></w:r>${xml}`))),
      "plan-organisational-cohesion.path",
    );

  it.each([
    ["text that was moved away", '<w:moveFrom w:id="9"><w:r><w:t>旧</w:t></w:r></w:moveFrom>', "分三步。"],
    ["the instruction of a field", "<w:r><w:instrText>DATE</w:instrText></w:r>", "分三步。"],
    [
      "what older readers are shown",
      "<w:r><w:AlternateContent><w:Fallback><w:t>旧</w:t></w:Fallback></w:AlternateContent></w:r>",
      "分三步。",
    ],
    ["the stops of a tab", '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>', "分三步。"],
    [
      "a text box",
      "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>",
      "not found: not-text",
    ],
    ["a footnote", '<w:r><w:footnoteReference w:id="2"/></w:r>', "not found: not-text"],
    ["a break of a line", "<w:r><w:br/><w:t>再说。</w:t></w:r>", "分三步。\n再说。"],
  ])("%s", (_, xml, found) => {
    expect(put(xml)).toBe(found);
  });

  it("a row that was deleted with changes tracked is gone, and one in a content control is there", () => {
    const cut = edited(form, (xml) => {
      const at = xml.lastIndexOf("<w:tr>", xml.indexOf("理事长甲"));
      return `${xml.slice(0, at)}<w:tr><w:trPr><w:del w:id="4"/></w:trPr>${xml.slice(at + "<w:tr>".length)}`;
    });
    expect(part(read(cut), "profile.president")).toBe("not found: missing");
    expect(part(read(cut), "profile.address")).toContain("海淀区");
  });
});

const limits = { inflatedBytes: 1e8, partBytes: 1e7, entries: 1000, depth: 256 };

/** Any text, with what trips a form up among it: breaks of lines, entities, blanks, halves of pairs. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom(
        "\n",
        "\r\n",
        "\t",
        "\u3000",
        "&amp;",
        "<w:t>",
        "合计",
        "：",
        "１２",
        "\u0007",
        "\ud800",
        "　",
      ),
    ),
    { maxLength: 8 },
  )
  .map((texts) => texts.join(""));

const anyLine = fc
  .record({
    subject: fc.constantFrom(...(cast2021.budget?.subjects.map(({ code }) => code) ?? [])),
    item: fc.string({ unit: "grapheme", maxLength: 40 }),
    unitPriceFen: fc.nat(1_000_000_000),
    quantity: fc.integer({ min: 1, max: 1_000_000 }),
    times: fc.integer({ min: 1, max: 10_000 }),
    basis: anyText,
  })
  .chain((one) => fc.nat(1_000_000_000_000).map((amountFen) => ({ ...one, amountFen })));

const anyDraft = (definition: ProgrammeDefinition): fc.Arbitrary<Written> =>
  fc.record(
    Object.fromEntries(
      definition.sections.map(({ key, kind, parts }) => [
        key,
        fc.record({
          parts: fc.record(
            Object.fromEntries(
              parts.map((one) => [
                one.key,
                one.options ? fc.constantFrom("", ...one.options.map(({ value }) => value)) : anyText,
              ]),
            ),
          ),
          ...(kind === "budget" && { lines: fc.array(anyLine, { maxLength: 5 }) }),
        }),
      ]),
    ),
  ) as fc.Arbitrary<Written>;

const isOfIndicator = ({ sections }: ProgrammeDefinition, key: string, name: string) =>
  sections.some(
    (one) => one.key === key && one.parts.some((part) => part.key === name && part.indicator !== null),
  );

describe("any draft", () => {
  it.each([
    [cast2021, "self-nominated"],
    [sciencePrize, "open"],
  ] as const)("of a programme comes back from its form as it was (%#)", async (definition, route) => {
    await fc.assert(
      fc.asyncProperty(anyDraft(definition), fc.boolean(), async (draft, isByWps) => {
        const made = await formOf(definition, draft, route);
        const reading = readForm(isByWps ? savedByWps(made) : made, { definition, route });
        const wanted = Object.entries(draft).map(([key, { parts, lines }]) => [
          key,
          {
            parts: Object.fromEntries(
              Object.entries(parts).map(([name, text]) => [
                name,
                // What is said of a single indicator is printed only where something is.
                carried(text) === "" && isOfIndicator(definition, key, name) ? null : carried(text),
              ]),
            ),
            lines: lines?.map((one) => ({ ...one, item: carried(one.item), basis: carried(one.basis) })),
          },
        ]);
        expect(asDraft(reading)).toEqual(Object.fromEntries(wanted));
        for (const { totalFen, key } of reading.sections) {
          const { lines } = draft[key] ?? {};
          if (lines) expect(totalFen).toBe(budgetTotalFen(lines));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("that somebody or something mutilated is read without a crash", () => {
    fc.assert(
      fc.property(mutations, fc.nat(), fc.nat(60), (changes, from, length) => {
        FormReading.parse(read(applied(form, changes)));
        const broken = edited(form, (xml) => {
          const at = from % xml.length;
          return xml.slice(0, at) + xml.slice(at + length);
        });
        FormReading.parse(read(broken));
        const tags = edited(form, (xml) => {
          const all = xml.match(/<[^>]+>|[^<]+/g) ?? [];
          return all.toSpliced(from % all.length, 1).join("");
        });
        FormReading.parse(read(tags));
      }),
      { numRuns: 60 },
    );
  });
});
