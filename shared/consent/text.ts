import { type Language, type Words, wordsIn } from "../kernel/text.ts";
import type { ConsentText, Passage } from "./schema.ts";

const versionLine = (version: number): Words => ({ zh: `第 ${version} 版`, en: `Version ${version}` });

/** The whole text as somebody reads it: what is hashed and shown is this, to the byte (UTF-8, lines ended by \n). */
export function shownText({ title, version, passages }: ConsentText, language: Language): string {
  const say = (words: Words) => wordsIn(words, language);
  const passage = ({ heading, paragraphs }: Passage, at: number) =>
    [`${at + 1}. ${say(heading)}`, ...paragraphs.map(say)].join("\n");
  return [say(title), say(versionLine(version)), ...Object.values(passages).map(passage)].join("\n\n");
}
