import { type Caller, newKey } from "./caller.ts";

/** Reads the consent text in force, in Chinese. */
export async function textRead({ identity }: Caller) {
  const { textVersion, texts } = await identity.getConsentText({});
  const read = texts.find(({ language }) => language === "zh-CN");
  if (!read) throw new Error("the consent text is not there in Chinese");
  return { textVersion, language: read.language, sha256: read.sha256 };
}

/** Reads the consent text and accepts it, as everybody does at their first sign-in. */
export async function acceptConsent(caller: Caller): Promise<void> {
  await caller.identity.acceptConsent({ key: newKey(), body: await textRead(caller) });
}
