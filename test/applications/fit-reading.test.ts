import { expect, it } from "vitest";
import { fitted } from "../../functions/applications/fit-reading.ts";
import type { FormReading } from "../../shared/contract/form-reading.ts";

const section = (key: string, text: string) => ({
  key,
  parts: [{ key: "text", text, because: null }],
  lines: null,
  linesBecause: null,
  totalFen: null,
});
const reading: FormReading = {
  outcome: "read",
  origin: { applicationId: null, template: null, definition: null, submission: null, checkCode: null },
  sections: [section("a", "短"), section("b", "长".repeat(1000)), section("c", "中".repeat(100))],
  strays: [],
};

it("a reading that no row could hold leaves out its largest sections, and says that they are too long", () => {
  expect(fitted(reading)).toEqual(reading);
  expect(fitted(reading, 1000).sections.map(({ parts }) => parts[0]?.because)).toEqual([
    null,
    "too-long",
    null,
  ]);
});
