import { expect, it } from "vitest";
import { makeDeck } from "../../cli/demo/deck.ts";
import { inspected } from "../uploads/inspected.ts";

it("the slides of the demonstration are accepted, and those with a macro project are refused", async () => {
  const lines = ["三年规划", "第一年度方案"];
  expect(await inspected(makeDeck(lines), "pptx")).toBe("accepted");
  expect(await inspected(makeDeck(lines, { hasMacros: true }), "pptx")).toMatch(/^refused .*macro/);
});
