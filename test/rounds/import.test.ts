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
    for (const { status, body } of [dry, earnest]) {
      expect(status).toBe(400);
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
      refused.body.faults.map(({ column, code, en }: { column: string; code: string; en: string }) => [
        column,
        code,
        en.includes(held.code),
      ]),
    ).toEqual([
      ["name_zh", "taken-name", true],
      ["uscc", "taken-uscc", true],
      ["filler_mail", "taken-mail", true],
      ["approver_mail", "taken-mail", true],
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

  it("in a dry run says what would change and changes nothing", async () => {
    const row = givenRow();
    const { body } = await importing([row], { isDryRun: true });
    expect(body).toMatchObject({ rows: 1, societies: 1, isDryRun: true });
    expect(await societies.get({ code: row.code })).toBeUndefined();
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

  it("keeps of each fact where it comes from, who imported it from which file, and when", async () => {
    const row = givenRow();
    const officer = await signedIn("officer");
    const { body } = await importing([row], { token: officer.token });
    expect(await societies.get({ code: row.code })).toMatchObject({
      facts: row.facts,
      importFile: "register.csv",
      importHash: body.fileHash,
      importedBy: officer.personId,
    });
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
