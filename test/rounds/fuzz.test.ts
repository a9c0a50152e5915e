import { unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { parseRegister } from "../../functions/rounds/register.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import fc from "../chance.ts";
import { applied, mutations } from "../uploads/mutations.ts";
import { givenRow } from "./given.ts";

const seed = 20210709;
const csv = formatRegister([givenRow(), givenRow(), givenRow()]);

let workbook: Uint8Array;
beforeAll(async () => {
  const rows = csv
    .replace(/^\ufeff/, "")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map((value) => ({ value, type: String })));
  workbook = new Uint8Array(await writeXlsxFile(rows).toBuffer());
});

/** Rows, or faults of which each names a line and says in both languages what is wrong. */
function isAnswered(bytes: Uint8Array): void {
  const parsed = parseRegister(bytes);
  if (!("faults" in parsed)) return;
  expect(parsed.faults.length).toBeGreaterThan(0);
  for (const fault of parsed.faults) {
    expect(fault).toMatchObject({ line: expect.any(Number), code: expect.stringMatching(/^[a-z0-9-]+$/) });
    expect([fault.zh, fault.en].every((words) => words.length > 0)).toBe(true);
  }
}

describe("whatever chance makes of a register, its import is answered", () => {
  it("as CSV", () => {
    const bytes = Buffer.from(csv);
    fc.assert(
      fc.property(mutations, (changes) => isAnswered(applied(bytes, changes))),
      { seed, numRuns: 500, endOnFailure: true },
    );
  });

  it("as a workbook", () => {
    fc.assert(
      fc.property(mutations, (changes) => isAnswered(applied(workbook, changes))),
      { seed, numRuns: 300, endOnFailure: true },
    );
  });

  it("as a workbook whose parts are changed inside a sound archive", () => {
    const parts = unzipSync(workbook);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(parts)), mutations, (name, changes) => {
        isAnswered(zipSync({ ...parts, [name]: applied(parts[name] ?? new Uint8Array(), changes) }));
      }),
      { seed, numRuns: 300, endOnFailure: true },
    );
  });
});
