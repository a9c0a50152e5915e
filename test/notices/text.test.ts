import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { type DecidedPlaces, listed, standing } from "../../functions/notices/list.ts";
import { noticePage, titleOf } from "../../functions/notices/text.ts";
import { ApplicationId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { isUnloaded, noticePeriod } from "../../shared/kernel/working-days.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const row = (code: string, names: Words, place: DecidedPlaces["ranking"][number]["place"]) => ({
  applicationId: ApplicationId.parse(`app_${code.replace("-", "").padStart(26, "0")}`),
  societyCode: SocietyCode.parse(code),
  names,
  place,
});

const ranking = [
  row("B-02", { zh: "乙学会", en: "Society B" }, { kind: "tier", tier: "1" }),
  row("A-01", { zh: "甲学会", en: "Society A" }, { kind: "tier", tier: "1" }),
  row("C-03", { zh: "丙<script>学会", en: 'C "&" co' }, { kind: "tier", tier: "3" }),
  row("D-04", { zh: "丁学会", en: "Society D" }, { kind: "reserve" }),
  row("E-05", { zh: "戊学会", en: "Society E" }, { kind: "none" }),
];

/** Nobody was removed. */
const list = standing({
  ...{ definition: cast2021, decided: { ranking }, removals: [], changes: [] },
  chosen: { applications: [] },
});

/** The page of a notice shown at an instant. */
function pageAt(publishedAt: string, definition: ProgrammeDefinition = cast2021): string {
  const { publicNotice, zone } = definition;
  const period = noticePeriod({
    publishedAt: Instant.parse(publishedAt),
    workingDays: publicNotice.workingDays,
    counting: publicNotice.counting,
    lastMoment: publicNotice.endsAt,
    zone,
  });
  if (isUnloaded(period)) throw new Error(`no calendar of ${period.unloaded}`);
  const shown = {
    ...period,
    title: titleOf(definition.names),
    tiers: listed(cast2021, { ranking }, list),
    zone,
    workingDays: publicNotice.workingDays,
    publishedAt: Instant.parse(publishedAt),
  };
  return noticePage(shown, definition);
}

describe("the list that the public reads", () => {
  test("names nobody without a place, and gives no rank away", () => {
    const tiers = listed(cast2021, { ranking }, list);
    expect(tiers.map(({ id, societies }) => [id, societies.map(({ names }) => names.zh)])).toEqual([
      ["1", ["甲学会", "乙学会"]],
      ["2", []],
      ["3", ["丙<script>学会"]],
    ]);
    const page = pageAt("2021-12-13T01:00:00.000Z");
    for (const hidden of ["丁学会", "戊学会", "Society D", "Society E"]) expect(page).not.toContain(hidden);
  });
});

describe("the page", () => {
  test("shows a name as it is written and runs nothing in it", () => {
    const page = pageAt("2021-12-13T01:00:00.000Z");
    expect(page).toContain("丙&lt;script&gt;学会");
    expect(page).toContain("C &quot;&amp;&quot; co");
    expect(page).not.toContain("<script");
  });

  test("is well formed between its tags, Chinese first", () => {
    const body = /<body>([\s\S]*)<\/body>/.exec(pageAt("2021-12-13T01:00:00.000Z"))?.[1] ?? "";
    const languages: string[] = [];
    const parser = new SaxesParser();
    parser.on(
      "opentag",
      ({ name, attributes }) => name === "section" && languages.push(String(attributes.lang)),
    );
    parser.on("error", (error) => {
      throw error;
    });
    parser.write(`<body>${body.replace("<hr>", "<hr/>")}</body>`).close();
    expect(languages).toEqual(["zh-CN", "en"]);
  });

  test("prints days and weekdays that are computed: five working days from a Monday end on its Friday", () => {
    const page = pageAt("2021-12-13T01:00:00.000Z");
    expect(page).toContain("公示期 5 个工作日：2021年12月13日（星期一）至2021年12月17日（星期五）");
    expect(page).toContain("from Monday, 2021-12-13 to Friday, 2021-12-17");
    expect(page).toContain("2021年12月17日（星期五）23:59:59 Asia/Shanghai（UTC 2021-12-17 15:59:59）");
  });

  test("counts a Sunday on which work is made up, as a notice of 2021 failed to do", () => {
    expect(pageAt("2021-09-24T01:00:00.000Z")).toContain("至2021年9月29日（星期三）");
  });

  test("asks of an objection what the programme asks and no more", () => {
    expect(pageAt("2021-12-13T01:00:00.000Z")).toContain("（书面、实名、注明联系方式、附相关证据材料）");
    const prize = pageAt("2024-04-22T01:00:00.000Z", sciencePrize);
    expect(prize).toContain("(in writing, by name, with contact details)");
    expect(prize).toContain("prize.example.org");
  });

  test("says to whom an objection goes, who shows the list and since which day", () => {
    const page = pageAt("2021-12-12T16:30:00.000Z");
    expect(page).toContain(
      "异议受理：中国科协学会服务中心改革服务处；联系人：王冠、张玮琳；电话：010-62194054、010-62103183；邮箱：SJYL@cast.org.cn",
    );
    expect(page).toContain("中国科协办公厅<br/>2021年12月13日（星期一）");
    const prize = pageAt("2024-04-22T01:00:00.000Z", sciencePrize);
    expect(prize).toContain("Objections go to: Qinghe Foundation (invented); mail: prize@example.org");
  });

  test("is the same bytes for the same list", () => {
    expect(pageAt("2021-12-13T01:00:00.000Z")).toBe(pageAt("2021-12-13T01:00:00.000Z"));
  });
});

test("a notice that would run into a year without a published calendar has no period", () => {
  const { publicNotice, zone } = cast2021;
  const period = noticePeriod({
    publishedAt: Instant.parse("2026-12-30T01:00:00.000Z"),
    workingDays: publicNotice.workingDays,
    counting: publicNotice.counting,
    lastMoment: publicNotice.endsAt,
    zone,
  });
  expect(period).toEqual({ unloaded: 2027 });
});
