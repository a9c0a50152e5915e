import { describe, expect, it } from "vitest";
import { Uscc, usccCheckCharacter, usccFault } from "../../shared/kernel/uscc.ts";
import fc from "../chance.ts";

const alphabet = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];

describe("a unified social credit code", () => {
  it("is refused with a wrong check character", () => {
    expect(usccFault("91350100M000100Y4Z")).toBe("shape");
    expect(usccFault("91350100M000100Y44")).toBe("check-digit");
  });

  it("is refused in a wrong shape: length, letters that the standard leaves out, small letters, half a pair", () => {
    for (const code of [
      "",
      "91350100M000100Y4",
      "91350100M000100Y433",
      "9135O100M000100Y43",
      "91350100m000100y43",
      "91350100M000100Y4😀",
    ]) {
      expect(usccFault(code), code).toBe("shape");
    }
  });

  it("is accepted when its check character is right", () => {
    expect(usccFault("91350100M000100Y43")).toBeNull();
    expect(Uscc.safeParse("91350100M000100Y43").success).toBe(true);
    expect(Uscc.safeParse("91350100M000100Y44").success).toBe(false);
  });

  it("notices every single mistyped character", () => {
    const seventeen = fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(seventeen, fc.nat(16), fc.constantFrom(...alphabet), (characters, at, typed) => {
        const first = characters.join("");
        const code = first + usccCheckCharacter(first);
        expect(usccFault(code)).toBeNull();
        const wrong = code.slice(0, at) + typed + code.slice(at + 1);
        expect(usccFault(wrong)).toBe(wrong === code ? null : "check-digit");
      }),
    );
  });
});
