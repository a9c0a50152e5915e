import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { writeRanking } from "../../cli/demo/ranking-xlsx.ts";
import { decide } from "../../functions/selection/decide.ts";
import { tableOfWorkbook } from "../../shared/files/workbook.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { both, sha256, snapshotOf } from "../selection/given-snapshot.ts";

const mark = {
  who: "officer.one@linxuan.example",
  at: Instant.parse("2021-12-20T02:00:00.000Z"),
  purpose: "上会审议 <for the meeting>",
};

test("the ranking says in its first row and in its properties who took it out, when and what for", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ranking-"));
  try {
    const path = join(folder, "ranking.xlsx");
    const snapshot = snapshotOf([both("100", "90", "80"), both("70", "70", "70")]);
    await writeRanking(path, { decision: decide(snapshot, sha256), snapshot, tierChanges: [], mark });
    const bytes = new Uint8Array(await readFile(path));
    const rows = tableOfWorkbook(bytes);
    if (!Array.isArray(rows)) throw new Error("the workbook can't be read");
    expect(rows[0]?.record.join("")).toBe(`导出 Export · ${mark.who} · ${mark.at} · ${mark.purpose}`);
    expect(rows[1]?.record).toContain("学会名称");
    expect(rows.length).toBe(4);
    const parts = unzipSync(bytes);
    const core = strFromU8(parts["docProps/core.xml"] ?? new Uint8Array());
    expect(core).toContain(`<dc:creator>${mark.who}</dc:creator>`);
    expect(core).toContain(`${mark.at}</dcterms:created>`);
    expect(core).toContain("上会审议 &lt;for the meeting&gt;");
    for (const name of ["[Content_Types].xml", "_rels/.rels"])
      expect(strFromU8(parts[name] ?? new Uint8Array())).toContain("docProps/core.xml");
  } finally {
    await rm(folder, { recursive: true });
  }
});
