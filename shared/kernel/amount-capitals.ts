import { chineseAmount } from "./amount.ts";

const digits = "零壹贰叁肆伍陆柒捌玖";
const placeValues: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n };

/** Traditional forms, which the rules accept beside the printed ones. */
const traditional: Record<string, string> = {
  貳: "贰",
  參: "叁",
  叄: "叁",
  陸: "陆",
  萬: "万",
  億: "亿",
  圓: "元",
  圆: "元",
  幣: "币",
};

/** What the signs add up to, however they are arranged; whether they may be arranged so is another question. */
function yuanOf(words: string): bigint {
  let [above, group, section, digit] = [0n, 0n, 0n, 0n];
  for (const sign of words) {
    const place = placeValues[sign];
    if (place !== undefined) [section, digit] = [section + digit * place, 0n];
    else if (sign === "万") [group, section, digit] = [group + (section + digit) * 10_000n, 0n, 0n];
    else if (sign === "亿")
      [above, group, section, digit] = [above + (group + section + digit) * 100_000_000n, 0n, 0n, 0n];
    else digit = BigInt(digits.indexOf(sign));
  }
  return above + group + section + digit;
}

/** Every way in which the rules let an amount be written, without the 人民币 before it. */
function spellingsOf(amountFen: number): Set<string> {
  const words = chineseAmount(amountFen).replace("人民币", "");
  const yuan = Math.floor(amountFen / 100);
  const either: ((body: string) => string)[] = [
    (body) => (yuan > 0 && yuan % 10 === 0 ? body.replace(/元(?=.角)/, "元零") : body),
    (body) => body.replace(/亿零(?=.仟)/, "亿"),
    (body) => body.replace(/万零(?=.仟)/, "万"),
    (body) => body.replace(/整$/, "正"),
    (body) => body.replace(/角整$/, "角"),
  ];
  let all = [words];
  for (const changed of either) all = all.flatMap((body) => [body, changed(body)]);
  return new Set(all);
}

/**
 * An amount in capital numerals, in whole fen; null for anything that is not one.
 * 《正确填写票据和结算凭证的基本规定》 一至三: 人民币 may be printed before it; 正 stands for 整, which may be left out after 角;
 * the 零 between 万 and 仟, and between 元 and 角, may be written or not where the place before is zero; traditional
 * forms are accepted, 一二三, 另 and 〇 are not.
 */
export function readChineseAmount(text: string): number | null {
  const words = [...text.trim()]
    .map((sign) => traditional[sign] ?? sign)
    .join("")
    .replace(/^人民币/, "");
  const read =
    /^(?:([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?(?:([壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?[整正]?$/.exec(
      words,
    );
  if (!read) return null;
  const [, yuan = "", jiao = "零", fen = "零"] = read;
  const amount = yuanOf(yuan) * 100n + BigInt(digits.indexOf(jiao) * 10 + digits.indexOf(fen));
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  return spellingsOf(Number(amount)).has(words) ? Number(amount) : null;
}
