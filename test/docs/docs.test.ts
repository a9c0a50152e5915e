import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { madePages } from "../../.ci/docs/all.ts";

const pages = Object.entries(await madePages());

describe("a page that is made from the code", () => {
  it.each(pages)("says what the code says: docs/%s (else: npm run docs)", async (file, text) => {
    expect(await readFile(new URL(`../../docs/${file}`, import.meta.url), "utf8")).toBe(text);
  });
});
