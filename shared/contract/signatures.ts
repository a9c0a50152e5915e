import * as z from "zod";
import { type Language, type Words, wordsIn } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";

/** What was compared. `differs` is a fact about bytes and no judgement; `not-checkable`: not here. */
const Compared = z.enum(["matches", "differs", "not-checkable"]);

/** A digital signature as it stands in a PDF, and what could be compared. Whose it really is can't be said here. */
export const DigitalSignature = z.object({
  /** The name of its form field. */
  field: z.string().max(200).nullable(),
  /** SubFilter as written, such as `adbe.pkcs7.detached`. */
  kind: z.string().max(100).nullable(),
  /** The program that made it, by the entry Filter. */
  handler: z.string().max(100).nullable(),
  /** The subject's common name in the signer's certificate. */
  signer: z.string().max(200).nullable(),
  /** As the signature itself says. */
  signedAt: Instant.nullable(),
  /** What it was made over: all of the file, an earlier version of it, or something that leaves out other parts too. */
  coverage: z.enum(["whole-file", "earlier-version", "other-parts", "not-checkable"]),
  /** Bytes that were added behind what it covers. */
  appendedBytes: z.int().nonnegative().nullable(),
  /** The covered bytes against the digest in the signature. */
  content: Compared,
  /** The signature's own value against the key in its certificate. */
  value: Compared,
  /** No list of trusted authorities is kept here. */
  certificate: z.literal("not-checkable"),
});
export type DigitalSignature = z.infer<typeof DigitalSignature>;

const says = (zh: string, en: string): Words => ({ zh, en });

const contentWords = {
  matches: says("签名所覆盖的内容与签名时一致。", "The covered content is what was signed."),
  differs: says("签名所覆盖的内容与签名时不一致。", "The covered content is not what was signed."),
  "not-checkable": says(
    "签名所覆盖的内容：此处无法核对。",
    "Whether the covered content is what was signed: not checkable here.",
  ),
};

const valueWords = {
  matches: says("签名值与所附证书的公钥相符。", "Its value fits the key in its certificate."),
  differs: says("签名值与所附证书的公钥不相符。", "Its value does not fit the key in its certificate."),
  "not-checkable": says("签名值：此处无法核对。", "Its value: not checkable here."),
};

function coverageWords({ coverage, appendedBytes }: DigitalSignature): Words {
  if (coverage === "whole-file") return says("签名覆盖整个文件。", "It covers the whole file.");
  if (coverage === "earlier-version")
    return says(
      `签名之后文件又追加了 ${appendedBytes} 字节。`,
      `The file was changed after signing: ${appendedBytes} bytes were appended.`,
    );
  if (coverage === "other-parts")
    return says("签名只覆盖文件的一部分。", "It covers only some parts of the file.");
  return says("签名的覆盖范围：此处无法核对。", "What it covers: not checkable here.");
}

/** What is said of a signature, one sentence for each fact. */
export function wordsOfSignature(one: DigitalSignature, language: Language): string[] {
  const { signer, kind, signedAt } = one;
  const named: Words = says(
    `含有一个数字签名，证书所载签名人：${signer ?? "未能读出"}；类型：${kind ?? "未注明"}；签名自称的时间：${signedAt ?? "未注明"}。`,
    `It holds a digital signature; signer named in the certificate: ${signer ?? "not readable"}; kind: ${kind ?? "not said"}; time that it states: ${signedAt ?? "not said"}.`,
  );
  const chain = says(
    "证书是否由可信机构签发：此处无法核对。",
    "Whether a trusted authority issued the certificate: not checkable here.",
  );
  return [named, coverageWords(one), contentWords[one.content], valueWords[one.value], chain].map((words) =>
    wordsIn(words, language),
  );
}
