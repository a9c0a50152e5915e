import * as z from "zod";
import { Sha256 } from "../kernel/ids.ts";
import { type Language, type Words, wordsIn } from "../kernel/text.ts";

const says = (zh: string, en: string): Words => ({ zh, en });

/** What a copy for readers may lack, as they are told. */
const removedWords = {
  signatures: says(
    "数字签名（在副本中失去效力，请以原件为准）",
    "digital signatures (they hold for the original only)",
  ),
  scripts: says("脚本", "scripts"),
  actions: says("自动执行的动作", "actions that run by themselves"),
  attachments: says("附件", "attachments"),
  multimedia: says("多媒体", "multimedia"),
  "dynamic-form": says("动态表单", "the dynamic form"),
  macros: says("宏", "macros"),
  "external-links": says("指向外部内容的引用", "references to content elsewhere"),
  "embedded-objects": says("嵌入的对象和文件", "embedded objects and files"),
  metadata: says("文件属性", "properties of the file"),
} as const satisfies Record<string, Words>;

export type Removed = keyof typeof removedWords;
export const Removed = z.enum(Object.keys(removedWords) as [Removed, ...Removed[]]);

/** A copy for those who only read a file, made once by the inspection; the original stays as it is. */
export const SafeCopy = z.object({
  /** Among the documents, pinned. */
  key: z.string(),
  versionId: z.string(),
  bytes: z.int().positive(),
  sha256: Sha256,
  removed: z.array(Removed),
});
export type SafeCopy = z.infer<typeof SafeCopy>;

/** What a reader is told of the copy in hand. */
export function wordsOfCopy(removed: readonly Removed[], language: Language): string {
  const lost = removed.map((one) => wordsIn(removedWords[one], language));
  const words =
    lost.length > 0
      ? says(
          `这是供阅读的副本，已去除：${lost.join("、")}。原件连同其哈希值保持不变。`,
          `This is a copy for reading, without: ${lost.join(", ")}. The original stays unchanged under its hash.`,
        )
      : says(
          "这是供阅读的副本，没有需要去除的内容。原件连同其哈希值保持不变。",
          "This is a copy for reading; nothing had to be removed. The original stays unchanged under its hash.",
        );
  return wordsIn(words, language);
}
