import { describe, expect, it } from "vitest";
import { hmacSha1 } from "../../functions/identity/step-hashes.ts";
import { stepAt, stepOfCode, toBase32, totpOf } from "../../functions/identity/totp.ts";
import { Instant } from "../../shared/kernel/time.ts";

/** RFC 6238, appendix B: the ASCII secret of SHA-1, and the last six of its eight digits. */
const secret = toBase32(Buffer.from("12345678901234567890"));

describe("a time-based code", () => {
  it.each([
    ["1970-01-01T00:00:59.000Z", "287082"],
    ["2005-03-18T01:58:29.000Z", "081804"],
    ["2005-03-18T01:58:31.000Z", "050471"],
    ["2009-02-13T23:31:30.000Z", "005924"],
    ["2033-05-18T03:33:20.000Z", "279037"],
    ["2603-10-11T11:33:20.000Z", "353130"],
  ])("is the one of RFC 6238 at %s", (at, code) => {
    expect(totpOf(secret, stepAt(Instant.parse(at)), hmacSha1)).toBe(code);
  });

  it("is written as RFC 4648 has it", () => {
    expect(secret).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(toBase32(Buffer.from("foob"))).toBe("MZXW6YQ");
  });

  it("counts one step to either side, and none that was used or lies before it", () => {
    const now = Instant.parse("2021-11-08T01:00:00.000Z");
    const step = stepAt(now);
    const tried = (at: number, lastStep: number | null) =>
      stepOfCode({ secret, lastStep }, { code: totpOf(secret, at, hmacSha1), now, hmac: hmacSha1 });
    expect([-2, -1, 0, 1, 2].map((off) => tried(step + off, null) !== undefined)).toEqual([
      ...[false, true, true, true, false],
    ]);
    expect([-1, 0, 1].map((off) => tried(step + off, step) !== undefined)).toEqual([false, false, true]);
    expect(stepOfCode({ secret, lastStep: null }, { code: "12345678", now, hmac: hmacSha1 })).toBeUndefined();
  });
});
