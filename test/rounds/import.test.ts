import { describe, expect, it } from "vitest";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { givenRow, importing } from "./given.ts";

describe("an import with faults", () => {
  it("lists every bad row at once, in a dry run as in earnest, and takes nothing over", async () => {
    const sound = givenRow();
    const other = givenRow();
    const csv = formatRegister([sound, other, givenRow({ code: other.code })])
      .replace(
        sound.uscc,
        sound.uscc.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      )
      .replace(other.approver.mail, other.filler.mail);
    const dry = await importing(csv, { isDryRun: true });
    const earnest = await importing(csv);
    expect([dry.status, earnest.status, earnest.body.code]).toEqual([200, 400, "invalid-register"]);
    for (const { body } of [dry, earnest]) {
      expect(body.faults.map(({ line, code }: { line: number; code: string }) => `${line} ${code}`)).toEqual([
        "2 uscc-check-digit",
        "3 filler-is-approver",
        "4 duplicate-code",
      ]);
    }
    expect(await societies.getMany([{ code: sound.code }, { code: other.code }])).toEqual([]);
  });

  it("cannot give a society what the register holds for another that the file does not name", async () => {
    const held = givenRow();
    await importing([held]);
    const { names, uscc, filler, approver } = held;
    const taken = givenRow({ names: { ...names, en: "Another" }, uscc, filler: approver, approver: filler });
    const refused = await importing([taken]);
    expect(
      refused.body.faults.map(
        ({ column, code, en }: { column: string; code: string; en: string }) =>
          `${column} ${code} ${en.includes(held.code)}`,
      ),
    ).toEqual([
      "uscc taken-uscc true",
      "name_zh taken-name true",
      "filler_mail taken-mail true",
      "approver_mail taken-mail true",
    ]);
  });

  it("in the file's own heading says which column is meant by nobody", async () => {
    const csv = formatRegister([givenRow()]).replace("uscc", "uscc_old");
    const { body } = await importing(csv);
    expect(body.faults.map(({ code }: { code: string }) => code)).toEqual([
      "column-unknown",
      "column-missing",
    ]);
  });
});

describe("an import without faults", () => {
  it("takes over 210 societies and tells of each once", async () => {
    const rows = Array.from({ length: 210 }, () => givenRow());
    const unique = [...new Map(rows.map((row) => [row.code, row])).values()];
    const { body } = await importing(unique);
    expect(body).toMatchObject({ rows: unique.length, societies: unique.length, isDryRun: false });
    const held = await societies.getMany(unique.map(({ code }) => ({ code })));
    expect(held).toHaveLength(unique.length);
    const told = await Promise.all(unique.map(({ code }) => factsOf(societyRecorded, code)));
    expect(told.map(({ length }) => length)).toEqual(unique.map(() => 1));
  });

  it("in a dry run says what would change beside what is wrong, and changes nothing", async () => {
    const [held, stays, fresh, wrong] = [givenRow(), givenRow(), givenRow(), givenRow()];
    await importing([held, stays]);
    const changed = { ...held, isRecommended: false, facts: { ...held.facts, supplier: null } };
    const csv = formatRegister([changed, stays, fresh, wrong]).replace(wrong.uscc, "12345");
    const { status, body } = await importing(csv, { isDryRun: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({ rows: 3, societies: 2, added: 1, changed: 1, unchanged: 1, isDryRun: true });
    expect(body.changes).toEqual([
      { code: held.code, nameZh: held.names.zh, what: "changed", columns: ["recommended"] },
      { code: fresh.code, nameZh: fresh.names.zh, what: "new", columns: [] },
    ]);
    expect(body.faults).toMatchObject([
      {
        line: 5,
        column: "uscc",
        code: "uscc-shape",
        zh: expect.stringMatching(/18 位/),
        en: expect.stringMatching(/18/),
      },
    ]);
    expect(await societies.get({ code: fresh.code })).toBeUndefined();
    expect(await societies.get({ code: held.code })).toMatchObject({ isRecommended: true, version: 1 });
    expect(await factsOf(societyRecorded, held.code)).toHaveLength(1);
  });

  it("writes a new version of what changed, and tells of nothing else", async () => {
    const [first, second] = [givenRow(), givenRow()];
    await importing([first, second]);
    const changed = { ...first, isRecommended: false };
    const { body } = await importing([changed, second]);
    expect(body.societies).toBe(1);
    expect(await societies.get({ code: first.code })).toMatchObject({ isRecommended: false, version: 2 });
    expect((await factsOf(societyRecorded, first.code)).map(({ version }) => version)).toEqual([1, 2]);
    expect(await factsOf(societyRecorded, second.code)).toHaveLength(1);
  });

  it("sent again with its key after a newer one gives the first answer and brings nothing old back", async () => {
    const rows = Array.from({ length: 60 }, () => givenRow());
    const unique = [...new Map(rows.map((row) => [row.code, row])).values()];
    const { token } = await signedIn("officer");
    const headers = onceKey();
    const first = await importing(unique, { token, headers });
    await importing(
      unique.map((row) => ({ ...row, isRecommended: false })),
      { token },
    );
    const again = await importing(unique, { token, headers });
    expect(again.body).toEqual(first.body);
    const held = await societies.getMany(unique.map(({ code }) => ({ code })));
    expect(held.filter(({ isRecommended }) => isRecommended)).toEqual([]);
  });

  it("is not the affair of a supervisor or a society", async () => {
    for (const role of ["supervisor", "filler", "expert"] as const) {
      const { token } = await signedIn(role);
      expect((await importing([givenRow()], { token })).status).toBe(403);
    }
  });
});
