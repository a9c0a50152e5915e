import type { SectionContent } from "../../shared/contract/draft.ts";
import type { Section, SectionPart } from "../../shared/programme/documents.ts";
import type { EntryRoute } from "../../shared/programme/eligibility.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { makeBudget, statedOf } from "./budget.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { type SentenceKind, sentences } from "./sentences.ts";
import type { PublicSociety } from "./societies.ts";

interface ContentInput {
  definition: ProgrammeDefinition;
  society: PublicSociety;
  route: EntryRoute["id"];
  seed: number;
}

/** Longer than this a text of a demonstration teaches nothing more; it keeps the files to a few pages. */
const longestText = 360;

/** What a society writes in every section that its route asks for; all of it invented. Same input, same texts. */
export function makeContent(input: ContentInput): Record<string, SectionContent> {
  const { definition, society, route, seed } = input;
  const asked = definition.sections.filter(
    ({ required }) => required === "always" || (required === "self-nominated" && route === "self-nominated"),
  );
  return Object.fromEntries(
    asked.map((section) => {
      const chance = chanceOf(seed, "content", society.code, section.key);
      const parts = writtenParts(input, section, chance);
      if (section.kind !== "budget") return [section.key, { parts }];
      const lines = makeBudget(definition.budget, chance);
      return [section.key, { parts, lines, stated: statedOf(lines, chance) }];
    }),
  );
}

function writtenParts({ definition, society }: ContentInput, section: Section, chance: Chance) {
  let left = section.maxCharacters;
  const capability = definition.capabilities.find(({ id }) => id === section.capability);
  const topics =
    capability?.indicators ?? (definition.capabilities.length > 0 ? definition.capabilities : [section]);
  // Of what may be said of each indicator besides, a society says something of one.
  const indicator = chance.pick([null, ...(capability?.indicators.map(({ id }) => id) ?? [])]);
  const written = section.parts.filter((part) => part.indicator === null || part.indicator === indicator);
  const entries = written.map((part): [string, string] => {
    if (part.options) return [part.key, chance.pick(part.options).value];
    const most = Math.min(part.maxCharacters, left);
    const text =
      part.maxCharacters <= 200
        ? [...particularOf(part, society, chance)].slice(0, most).join("")
        : composed({ part, society, topics: topics.map(({ name }) => name.zh), most }, chance);
    left -= [...text].length;
    return [part.key, text];
  });
  return Object.fromEntries(entries);
}

/** `数学` of `中国数学会`, `力学` of `中国力学学会`: what the society is about, as far as its name says. */
export function fieldOf({ name_zh }: PublicSociety): string {
  const core = name_zh.replace(/^(中国|中华|国际)/, "");
  const field = core.replace(/(学会|协会|研究会|联合会|促进会|基金会|会)$/, "");
  return field.length > 1 ? field : core.replace(/会$/, "");
}

const surnames = [..."赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"];
const givenNames = [
  "明远",
  "思齐",
  "文博",
  "若涵",
  "景行",
  "书琴",
  "立群",
  "清和",
  "望舒",
  "知行",
  "子衿",
  "怀瑾",
];

/** A name put together by chance; whoever bears it is not meant. */
export const inventedName = (chance: Chance): string => chance.pick(surnames) + chance.pick(givenNames);

/** Short particulars by what the field is for; anything that could reach a person is plainly invented. */
function particularOf({ key, name }: SectionPart, society: PublicSociety, chance: Chance): string {
  if (/mail/.test(key)) return `filler.${society.code.toLowerCase()}@society.example`;
  if (/phone|tel/.test(key)) return `010-0000${String(chance.whole(0, 9999)).padStart(4, "0")}`;
  if (/address/.test(key)) return `北京市演示区示例路${chance.whole(1, 200)}号（虚构）`;
  if (/president|secretary|contact|name|leader|nominee/.test(key)) return `${inventedName(chance)}（虚构）`;
  return `${society.name_zh}${name.zh}`;
}

interface Composed {
  part: SectionPart;
  society: PublicSociety;
  topics: readonly string[];
  most: number;
}

function kindOf(key: string): SentenceKind {
  const known = Object.keys(sentences) as SentenceKind[];
  return known.find((kind) => kind === key) ?? (key === "work" ? "path" : "general");
}

/** Sentences until the length drawn is reached; never beyond `most`, and every text has at least one whole sentence. */
function composed({ part, society, topics, most }: Composed, chance: Chance): string {
  const wanted = Math.min(most, chance.whole(90, longestText));
  const pool = sentences[kindOf(part.key)];
  let text = "";
  let round: string[] = [];
  for (let count = 0; [...text].length < wanted; count += 1) {
    if (round.length === 0) round = chance.shuffled(pool);
    const sentence = (round.pop() ?? "")
      .replaceAll("{field}", fieldOf(society))
      .replaceAll("{topic}", topics[count % topics.length] ?? part.name.zh)
      .replaceAll("{year}", String(chance.whole(2022, 2023)))
      .replaceAll("{n}", () => String(chance.whole(2, 30)))
      .replaceAll("{m}", () => String(chance.whole(8, 120) * 100));
    const isParagraph = count > 0 && count % 3 === 0;
    const longer = `${text}${isParagraph ? "\n" : ""}${count === 0 ? society.name_zh : ""}${sentence}`;
    if ([...longer].length > most) break;
    text = longer;
  }
  return text === "" ? [...`${society.name_zh}${part.name.zh}`].slice(0, most).join("") : text;
}
