import { describe, expect, it } from "vitest";
import { readSocieties } from "../../cli/demo/societies.ts";
import { branchEnding } from "../../shared/kernel/branch.ts";

describe("a branch is known by its name", () => {
  it.each([
    ["中国测试学会青年分会", "分会"],
    ["中国测试学会粉末专业委员会", "专业委员会"],
    ["中国测试学会科普工作委员会 ", "工作委员会"],
    ["中国测试学会青年奖专项基金管理委员会", "专项基金管理委员会"],
    ["中国测试学会上海代表处", "代表处"],
    ["中国测试学会华东办事处", "办事处"],
    ["中国测试学会西南联络处", "联络处"],
    ["中国测试学会青年分会（筹）", "分会"],
    ["中国测试学会青年分会(筹)", "分会"],
  ])("%s", (name, ending) => {
    expect(branchEnding(name)).toBe(ending);
  });

  it("and no national society is taken for one, nor whoever has such a word within", () => {
    for (const { name_zh } of readSocieties())
      expect([name_zh, branchEnding(name_zh)]).toEqual([name_zh, null]);
    for (const name of ["中国分会管理研究会", "中国专业委员会联合会", ""])
      expect(branchEnding(name)).toBeNull();
  });
});
