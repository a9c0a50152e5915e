import { describe, expect, it } from "vitest";
import { hasConsented, versionInForce } from "../../shared/consent/in-force.ts";
import { ConsentText } from "../../shared/consent/schema.ts";
import { shownText } from "../../shared/consent/text.ts";
import { consentTexts, textInForce } from "../../shared/consent/texts.ts";
import { Language } from "../../shared/kernel/text.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";

/** What was accepted is pinned: who changes a word writes a new version instead, and everybody is asked anew. */
const pinned: Record<number, Record<Language, string>> = {
  1: {
    "zh-CN": "ad75abe2daac2a53e835bf32b698828fd39c609ab52f94582d1dbde91ad01340",
    en: "1b129911d9f589f0b0ce88213956cee415a79b1cf63f2b85b0953993276b1bef",
  },
};

describe("the consent texts", () => {
  it("are never changed once they are in force", () => {
    const hashes = consentTexts.map((text) => [
      text.version,
      Object.fromEntries(Language.options.map((language) => [language, sha256Of(shownText(text, language))])),
    ]);
    expect(Object.fromEntries(hashes)).toEqual(pinned);
  });

  it("are numbered one after the other, and the newest is in force", () => {
    expect(consentTexts.map(({ version }) => version)).toEqual(consentTexts.map((_, at) => at + 1));
    expect(textInForce()).toBe(consentTexts.at(-1));
  });

  it("say in both languages whom to ask, as the notice does", () => {
    const contact = cast2021.contacts.find(({ id }) => id === "programme");
    for (const language of Language.options) {
      const text = shownText(textInForce(), language);
      for (const word of [...(contact?.phones ?? ["?"]), contact?.mail ?? "?"]) expect(text).toContain(word);
    }
  });

  it("say that neither identity-card nor bank data are collected, that one may withdraw, and what stays then", () => {
    const [zh, en] = [shownText(textInForce(), "zh-CN"), shownText(textInForce(), "en")];
    for (const word of ["不收集身份证件信息和银行账户、银行卡信息", "随时", "撤回前已经提交的材料"])
      expect(zh).toContain(word);
    for (const word of ["no identity-card data, no bank account or card", "withdraw", "what was submitted"])
      expect(en).toContain(word);
  });

  it("lack no passage, and none stands without its article or the word that it is an assumption", () => {
    const { passages, ...rest } = textInForce();
    const { withdrawal, ...others } = passages;
    const groundless = { ...withdrawal, ground: { articles: [] } };
    expect(ConsentText.safeParse({ ...rest, passages: others }).success).toBe(false);
    expect(ConsentText.safeParse({ ...rest, passages: { ...others, withdrawal: groundless } }).success).toBe(
      false,
    );
    const oneLanguage = { ...withdrawal, paragraphs: [{ zh: "可以撤回。", en: "" }] };
    expect(ConsentText.safeParse({ ...rest, passages: { ...others, withdrawal: oneLanguage } }).success).toBe(
      false,
    );
  });
});

describe("who has consented", () => {
  it("has accepted the text in force; an older one, or none, is not enough", () => {
    expect(hasConsented(versionInForce)).toBe(true);
    expect(hasConsented(versionInForce - 1)).toBe(false);
    expect(hasConsented(null)).toBe(false);
  });

  it("is also who accepted a newer one, while functions of two deployments serve side by side", () => {
    expect(hasConsented(versionInForce + 1)).toBe(true);
  });
});
