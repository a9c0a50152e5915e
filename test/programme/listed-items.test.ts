import { describe, expect, test } from "vitest";
import { type ReturnItem, ReturnPlace } from "../../shared/contract/return-items.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import {
  isUnderReturn,
  openedBy,
  openedOf,
  placeFaults,
  unlistedChanges,
  unlistedFiles,
} from "../../shared/programme/listed-items.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const item = (place: Partial<ReturnPlace> | null): ReturnItem => ({
  item: "某项",
  reason: "需补正",
  place: place && { section: null, part: null, document: null, page: null, ...place },
});
const acts = (...names: string[]) => ({ stamps: names.map((act) => ({ act })) });

describe("the items of a return", () => {
  test("each say where they are, in places that the definition knows", () => {
    const wrong = [
      item(null),
      item({ section: "profil" }),
      item({ section: "profile", part: "nickname" }),
      item({ document: "photo", page: 2 }),
      item({ section: "profile", part: "president" }),
    ];
    expect(placeFaults(cast2021, wrong).map(({ path, code }) => [path, code])).toEqual([
      ["items[0].place", "no-place"],
      ["items[1].place.section", "unknown-section"],
      ["items[2].place.part", "unknown-part"],
      ["items[3].place.document", "unknown-document"],
    ]);
  });

  test("need no place where the programme leaves everything open", () => {
    expect(placeFaults(sciencePrize, [item(null)])).toEqual([]);
  });

  test.each([
    {},
    { part: "president" },
    { page: 3 },
    { section: "profile", page: 3 },
    { document: "stamped", part: "president" },
  ])("%j is no place", (place) => {
    expect(ReturnPlace.safeParse(place).success).toBe(false);
  });
});

describe("what a return opens", () => {
  test("a part of a section opens that part, and the forms that are made of the content", () => {
    expect(openedBy(cast2021, [item({ section: "profile", part: "president" })])).toEqual({
      sections: [{ key: "profile", parts: ["president"] }],
      documents: ["form", "stamped"],
    });
  });

  test("a section as a whole outweighs one of its parts", () => {
    const items = [item({ section: "profile", part: "president" }), item({ section: "profile" })];
    expect(openedBy(cast2021, items).sections).toEqual([{ key: "profile", parts: null }]);
  });

  test("the Word form opens its stamped twin, which is made of it; the stamped one opens itself alone", () => {
    expect(openedBy(cast2021, [item({ document: "form" })])).toEqual({
      sections: [],
      documents: ["form", "stamped"],
    });
    expect(openedBy(cast2021, [item({ document: "stamped", page: 3 })])).toEqual({
      sections: [],
      documents: ["stamped"],
    });
  });

  test("an item about the budget opens its lines and totals too, and no other section", () => {
    const opened = openedBy(cast2021, [item({ section: "budget", part: "notes" })]);
    const before = { parts: { notes: "旧" } };
    const after = {
      parts: { notes: "新" },
      lines: [],
      stated: { unit: "yuan" as const, total: "1" },
    };
    expect(unlistedChanges(opened, "budget", { before, after })).toEqual([]);
    expect(unlistedChanges(opened, "profile", { before, after })).toEqual(["profile"]);
  });

  test("an item of the past that names no place opens nothing", () => {
    expect(openedBy(cast2021, [item(null)])).toEqual({ sections: [], documents: [] });
  });

  test("a part that is not named may neither be changed, nor emptied, nor added", () => {
    const opened = openedBy(cast2021, [item({ section: "profile", part: "president" })]);
    const before = { parts: { president: "甲", mission: "宗旨", gone: "在" } };
    const after = { parts: { president: "乙", mission: "宗旨", added: "新" } };
    expect(unlistedChanges(opened, "profile", { before, after })).toEqual(["profile.gone", "profile.added"]);
  });

  test("files that are not open stay those that were submitted: none other, none fewer, none more", () => {
    const opened = openedBy(cast2021, [item({ document: "stamped" })]);
    const before = [
      { kind: "form", uploadId: "u1" },
      { kind: "stamped", uploadId: "u2" },
    ];
    const stamped = { kind: "stamped", uploadId: "u3" };
    const form = { kind: "form", uploadId: "u1" };
    const changed = (...after: { kind: string; uploadId: string }[]) =>
      unlistedFiles(opened, { before, after });
    expect(changed(form, stamped)).toEqual([]);
    expect(changed({ kind: "form", uploadId: "u9" }, stamped)).toEqual(["form"]);
    expect(changed(stamped)).toEqual(["form"]);
    expect(changed(form, stamped, { kind: "extra", uploadId: "u4" })).toEqual(["extra"]);
  });
});

describe("the list holds", () => {
  test("from the return until the next submission, whatever comes between", () => {
    expect(isUnderReturn(acts("open", "submit"))).toBe(false);
    expect(isUnderReturn(acts("open", "submit", "return"))).toBe(true);
    expect(isUnderReturn(acts("open", "submit", "return", "withdraw", "reopen"))).toBe(true);
    expect(isUnderReturn(acts("open", "submit", "return", "expire", "readmit"))).toBe(true);
    expect(isUnderReturn(acts("open", "submit", "return", "submit"))).toBe(false);
    expect(isUnderReturn(acts("open"))).toBe(false);
  });

  test("only where the definition says so", () => {
    const returned = {
      ...acts("open", "submit", "return"),
      returnReasons: [item({ document: "stamped" })],
    };
    expect(openedOf(cast2021, returned)).toEqual({ sections: [], documents: ["stamped"] });
    expect(openedOf(sciencePrize, returned)).toBeNull();
  });
});
