import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cast2021 } from "../../shared/programme/cast-2021.ts";

/** The issuer's text as a string of signs: layout, and the width of its punctuation, differ from copy to copy. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/[\s,:;()<>。、]/g, "");

const hashOf = (text: string) => createHash("sha256").update(plain(text)).digest("hex");

/** A passage of the notice put together again from the definition. The hashes are of the notice of 2021-11-02 itself. */
describe("the definition of 2021 has the notice's own words", () => {
  test("一、建设内容: four capabilities and sixteen indicators with their descriptions, in order", () => {
    const passage = cast2021.capabilities.flatMap(({ name, description, indicators }, at) => [
      `(${"一二三四"[at]})${name.zh}${description.zh}`,
      ...indicators.map((one, index) => `${index + 1}.${one.name.zh}。${one.description.zh}`),
    ]);
    expect(hashOf(passage.join(""))).toBe("01622232f0bdce4e3b8b992b988a66c02d4f2f29602dd8ea78436841215456bc");
  });

  test("二、建设方式: how many, for how long, and what each tier is to reach by 2023", () => {
    const [method] = cast2021.statements.filter(({ id }) => id === "method");
    const tiers = cast2021.tiers.map(
      ({ places, selects, expects }) => `——遴选${places}个${selects.zh}进行支持，${expects.zh}`,
    );
    expect(hashOf([method?.text.zh, ...tiers].join(""))).toBe(
      "ee3348e7b20e808797a2efc35d407084f2cdb57e327aeb56cf25da18d0a3003a",
    );
  });

  test("三、申报资格: the two ways in and the four grounds that take the right to apply away", () => {
    const quoted = [...cast2021.entryRoutes, ...cast2021.disqualifiers].map(({ basis }) =>
      "quote" in basis ? basis.quote : "",
    );
    expect(hashOf(quoted.join("|"))).toBe("4ccf59e3ef0595882e13062a6e31e20658e8c6a19f69b43b2da02ba389788bcb");
  });

  test("五、申报要求: what every society is asked", () => {
    const asked = cast2021.statements.filter(({ id }) => id === "organisation" || id === "materials");
    const { budget } = cast2021;
    const last = budget && "quote" in budget.basis ? budget.basis.quote : "";
    expect(hashOf([...asked.map(({ text }) => text.zh), last].join(""))).toBe(
      "c1fc0ab7599a38f1d2d74ca7c19ad5bf05cbb9e7260f50fb197868ee891d5909",
    );
  });
});
