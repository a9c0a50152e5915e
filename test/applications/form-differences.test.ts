import { describe, expect, it } from "vitest";
import { makeForm } from "../../functions/applications/form.ts";
import { differencesOf, takenOver } from "../../functions/applications/form-differences.ts";
import { readForm } from "../../functions/applications/read-form.ts";
import type { SectionContent } from "../../shared/contract/draft.ts";
import { Difference } from "../../shared/contract/form-reading.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import fc from "../chance.ts";
import { edited, retyped } from "./given-word.ts";

const definition = cast2021;
const line = (item: string, quantity: number) => ({
  ...{ subject: "meeting", standard: "class-3", item, unitPriceFen: 55_000, quantity, times: 1 },
  ...{ basis: `${item}：550元×${quantity}人`, amountFen: 55_000 * quantity },
});
type Written = { key: string; content: SectionContent; version: number }[];
const draft: Written = [
  { key: "profile", version: 3, content: { parts: { president: "理事长甲", address: "北京市" } } },
  { key: "strengths", version: 1, content: { parts: { text: "本会成立于1956年。" } } },
  {
    key: "budget",
    version: 2,
    content: {
      parts: { notes: "说明" },
      lines: [line("学术年会", 100), line("理事会", 40), line("青年论坛", 30)],
    },
  },
];
const formOf = (written: Written) =>
  makeForm({
    definition,
    application: {
      ...{ id: "app_01FM0000000000000000000000", societyName: "中国测试学会", societyCode: "A-01" },
      ...{ uscc: "91350100M000100Y43", route: "recommended", version: 1 },
    },
    sections: Object.fromEntries(written.map(({ key, content }) => [key, content])),
    checkCode: "0".repeat(64),
  });
const form = await formOf(draft);
const sidesOf = (docx: Uint8Array, written = draft) => ({
  ...{ definition, written, reading: readForm(docx, { definition, route: "recommended" }) },
});
const list = (docx: Uint8Array, written = draft) =>
  differencesOf(sidesOf(docx, written)).map((one) => {
    Difference.parse(one);
    return `${one.key} ${one.kind}${one.canTake ? "" : " (not to be taken)"}: ${one.draft} -> ${one.word ?? one.because}`;
  });
const rowWith = (xml: string, text: string) => {
  const at = xml.indexOf(text);
  return [xml.lastIndexOf("<w:tr>", at), xml.indexOf("</w:tr>", at) + 7] as const;
};

describe("the differences between a draft and its form", () => {
  it("are none while nobody changed either", () => {
    expect(list(form)).toEqual([]);
  });

  it("name the part, with both texts and the version that they were held against", () => {
    const [one, ...others] = differencesOf(sidesOf(retyped(form, "理事长甲", "理事长乙")));
    expect(others).toEqual([]);
    expect(one).toMatchObject({ key: "profile.president", draft: "理事长甲", word: "理事长乙", version: 3 });
    expect(one?.name.zh).toBe("基本信息：理事长（会长）");
  });

  it("tell a change of words from one of width", () => {
    const typed = (text: string) => differencesOf(sidesOf(retyped(form, "本会成立于1956年。", text)));
    expect(typed("本会成立于１９５６年。")).toMatchObject([{ isTypographic: true, canTake: true }]);
    expect(typed("本会成立于1957年。")).toMatchObject([{ isTypographic: false }]);
  });

  it("name what can't be found as such, and never as empty", () => {
    const cut = edited(form, (xml) => {
      const [from, to] = rowWith(xml, "理事长甲");
      return xml.slice(0, from) + xml.slice(to);
    });
    expect(list(cut)).toEqual(["profile.president not-found (not to be taken): 理事长甲 -> missing"]);
  });

  it("are of one field of one line of the budget, and the total is held against its own lines", () => {
    expect(list(retyped(form, ">40<", ">45<"))).toEqual(["budget.lines[1].quantity differs: 40 -> 45"]);
    expect(list(retyped(form, ">40<", ">四十<"))).toEqual([
      "budget.lines[1].quantity differs (not to be taken): 40 -> 四十",
    ]);
    expect(list(retyped(form, ">2.20<", ">2.50<"))).toEqual([
      "budget.lines[1].amountFen differs: 22,000.00 -> 25,000.00",
      "budget.total differs (not to be taken): 96,500.00 -> 93,500.00",
    ]);
  });

  it("show a row that was added or taken out as one, whatever stands after it", () => {
    const without = edited(form, (xml) => {
      const [from, to] = rowWith(xml, "学术年会");
      return xml.slice(0, from) + xml.slice(to);
    });
    expect(list(without)[0]).toMatch(/^budget.lines\[0\] only-in-draft: 会议费 \| 学术年会/);
    expect(list(without).slice(1)).toEqual([expect.stringMatching(/^budget.total/)]);
    const longer = edited(form, (xml) => {
      const [from, to] = rowWith(xml, "理事会：550元");
      return xml.slice(0, to) + xml.slice(from, to).replaceAll("理事会", "专题调研") + xml.slice(to);
    });
    expect(list(longer)[0]).toMatch(/^budget.lines\[\+2\] only-in-word: null -> 会议费 \| 专题调研/);
  });
});

describe("taking over", () => {
  it("one difference changes that and nothing else", () => {
    const sides = sidesOf(retyped(retyped(form, "理事长甲", "理事长乙"), "北京市", "上海市"));
    expect(takenOver(sides, "profile.president")).toEqual({
      section: "profile",
      content: { parts: { president: "理事长乙", address: "北京市" } },
    });
    const quantity = takenOver(sidesOf(retyped(form, ">40<", ">45<")), "budget.lines[1].quantity");
    expect(quantity?.content.lines?.[1]).toEqual({ ...line("理事会", 40), quantity: 45 });
  });

  it("is of nothing that does not differ, was not found, or can't be read", () => {
    expect(takenOver(sidesOf(form), "profile.president")).toBeUndefined();
    expect(takenOver(sidesOf(retyped(form, ">40<", ">四十<")), "budget.lines[1].quantity")).toBeUndefined();
    expect(takenOver(sidesOf(form), "elsewhere")).toBeUndefined();
  });

  it("of everything, one by one, ends in agreement", async () => {
    const anyLine = fc
      .record({
        item: fc.constantFrom("学术年会", "理事会", "论坛", "调研"),
        quantity: fc.integer({ min: 1, max: 60 }),
      })
      .map(({ item, quantity }) => line(item, quantity));
    const anyDraft = fc
      .record({
        president: fc.string({ maxLength: 10 }),
        text: fc.string({ unit: "grapheme", maxLength: 30 }),
        lines: fc.array(anyLine, { maxLength: 6 }),
      })
      .map(
        ({ president, text, lines }): Written => [
          { key: "profile", version: 1, content: { parts: { president } } },
          { key: "strengths", version: 1, content: { parts: { text } } },
          { key: "budget", version: 1, content: { parts: { notes: "" }, lines } },
        ],
      );
    await fc.assert(
      fc.asyncProperty(anyDraft, anyDraft, async (mine, theirs) => {
        const docx = await formOf(theirs);
        let held = mine;
        for (let left = 60; left > 0; left--) {
          const sides = sidesOf(docx, held);
          const [next] = differencesOf(sides);
          if (!next) return;
          const taken = takenOver(sides, next.key);
          expect(taken).toBeDefined();
          held = held.map((one) =>
            taken && one.key === taken.section ? { ...one, content: taken.content } : one,
          );
        }
        throw new Error("taking over does not end");
      }),
      { numRuns: 40 },
    );
  });
});
