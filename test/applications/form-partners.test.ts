import { describe, expect, it } from "vitest";
import { makeForm } from "../../functions/applications/form.ts";
import { differencesOf } from "../../functions/applications/form-differences.ts";
import { type PartnerRow, partnerRows } from "../../functions/applications/form-partners.ts";
import { readForm } from "../../functions/applications/read-form.ts";
import { compareTwins } from "../../functions/uploads/twin.ts";
import { Difference, FormReading } from "../../shared/contract/form-reading.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { jointProgramme } from "./given-partners.ts";

const lead = {
  societyCode: SocietyCode.parse("A-01"),
  societyNames: { zh: "中国测试学会", en: "Society of Tests" },
  uscc: "91350100M000100Y43",
};
const partners = [
  {
    societyCode: SocietyCode.parse("B-02"),
    names: { zh: "中国伙伴学会", en: "Society of Partners" },
    uscc: "51100000500000001X",
    role: "负责科普活动\n和会员服务",
    shareFen: 12_345_67,
  },
];
const written = [{ key: "strengths", version: 1, content: { parts: { text: "本会成立于1956年。" } } }];
const formOf = (definition: ProgrammeDefinition, rows: readonly PartnerRow[]) =>
  makeForm({
    definition,
    application: {
      ...{ id: "app_01FM0000000000000000000000", societyName: lead.societyNames.zh, societyCode: "A-01" },
      ...{ uscc: lead.uscc, route: "recommended", version: 1 },
    },
    sections: Object.fromEntries(written.map(({ key, content }) => [key, content])),
    partners: rows,
    checkCode: "0".repeat(64),
  });

const definition = jointProgramme();
const rows = partnerRows(definition, lead, { partners, leadShareFen: 500 });
const reading = FormReading.parse(
  readForm(await formOf(definition, rows), { definition, route: "recommended" }),
);
const keysOf = (held: readonly PartnerRow[], read = reading) =>
  differencesOf({ definition, written, reading: read, partners: held })
    .filter(({ section }) => section === "partners")
    .map((one) => {
      Difference.parse(one);
      return `${one.key} ${one.kind}: ${one.draft} -> ${one.word}`;
    });

describe("the form of a joint application", () => {
  it("names lead and partners with code, USCC, contribution and share, and is read back whole", () => {
    expect(reading.partners).toEqual([
      { name: "中国测试学会", societyCode: "A-01", uscc: lead.uscc, role: "牵头", share: "5.00" },
      {
        name: "中国伙伴学会",
        societyCode: "B-02",
        uscc: "51100000500000001X",
        role: "负责科普活动\n和会员服务",
        share: "12,345.67",
      },
    ]);
    expect(keysOf(rows)).toEqual([]);
  });

  it("differs where the draft has another role, share or partner; nothing of it is taken over", () => {
    const changed = [{ ...partners[0], role: "负责国际交流", shareFen: 1 }] as typeof partners;
    expect(keysOf(partnerRows(definition, lead, { partners: changed, leadShareFen: 500 }))).toEqual([
      "partners.B-02.role differs: 负责国际交流 -> 负责科普活动\n和会员服务",
      "partners.B-02.share differs: 0.01 -> 12,345.67",
    ]);
    expect(keysOf([])).toHaveLength(2);
    const other = [{ ...partners[0], societyCode: SocietyCode.parse("C-03") }] as typeof partners;
    const swapped = keysOf(partnerRows(definition, lead, { partners: other, leadShareFen: 500 }));
    expect(swapped.map((one) => one.split(":")[0])).toEqual([
      "partners.C-03 only-in-draft",
      "partners.B-02 only-in-word",
    ]);
    const canTake = differencesOf({ definition, written, reading, partners: [] }).filter(
      (one) => one.section === "partners" && one.canTake,
    );
    expect(canTake).toEqual([]);
  });

  it("that lost its table is not taken for one without partners", async () => {
    const without = readForm(await formOf(definition, []), { definition, route: "recommended" });
    expect(without.partners).toBeNull();
    expect(keysOf(rows, without)).toEqual(["partners not-found: null -> null"]);
    expect(keysOf([], without)).toEqual([]);
  });

  it("has no such table where the programme takes none, and no share where none is stated", async () => {
    expect(partnerRows(cast2021, lead, { partners, leadShareFen: null })).toEqual([]);
    const plain = readForm(await formOf(cast2021, []), { definition: cast2021, route: "recommended" });
    expect(plain).not.toHaveProperty("partners");
    const shareless = jointProgramme({ sharesStated: false });
    const own = partnerRows(shareless, lead, { partners, leadShareFen: null });
    const read = readForm(await formOf(shareless, own), { definition: shareless, route: "recommended" });
    expect(read.partners?.map(({ share }) => share)).toEqual(["", ""]);
  });
});

describe("a Word form and its PDF", () => {
  it("are both looked through for the name of each partner that was submitted", () => {
    const body = ["中国特色一流学会建设项目申报书", "中国测试学会", "中国伙伴学会"];
    const facts = {
      templateId: null,
      title: null,
      names: ["中国测试学会"],
      budgetTotalFen: null,
      partners: ["中国伙伴学会"],
    };
    const twin = (word: readonly string[], pdf: readonly string[]) =>
      compareTwins(
        {
          word: { kind: "word", paragraphs: [...word], margins: [] },
          pdf: { kind: "pdf", pages: [{ text: pdf.join("\n"), kind: "text" }] },
        },
        facts,
      ).findings.filter(({ code }) => code === "partner-missing");
    expect(twin(body, body)).toEqual([]);
    expect(twin(body, body.slice(0, 2))).toEqual([
      { code: "partner-missing", file: "pdf", detail: "中国伙伴学会" },
    ]);
  });
});
