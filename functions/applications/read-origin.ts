import type { FormReading } from "../../shared/contract/form-reading.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { labelOf } from "./form-text.ts";
import { formWords } from "./form-words.ts";
import type { WordFile } from "./word-file.ts";

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Where a form says it comes from: its cover, and the foot of its pages. */
export function readOrigin(
  { blocks, feet }: WordFile,
  definition: ProgrammeDefinition,
): FormReading["origin"] {
  const language = definition.locale;
  const foot = feet.join("\n").normalize("NFKC");
  const said = (word: keyof typeof formWords, value: string) =>
    new RegExp(`${escaped(wordsIn(formWords[word], language))}\\s*(${value})`).exec(foot)?.[1] ?? null;
  const number = labelOf(wordsIn(formWords.number, language));
  const cells = blocks
    .flatMap((block) => (block.kind === "table" ? block.rows : []))
    .filter((row) => labelOf(row[0] ?? "") === number);
  return {
    applicationId: /^app_[0-9A-Z]{26}$/.exec((cells[0]?.[1] ?? "").trim())?.[0] ?? null,
    template: said("template", "[a-z0-9-]{1,60}"),
    definition: said("definition", "[a-z0-9-]{1,60} ?v\\d{1,6}"),
    submission: said("version", "\\d{1,9}"),
    checkCode: said("check", "[0-9a-f]{8}"),
  };
}
