import type { Language } from "./text.ts";

const digits = "零壹贰叁肆伍陆柒捌玖";
const placesInGroup = ["", "拾", "佰", "仟"];

/** Groups of four digits up to 万亿: 16 digits of yuan are more than a safe integer of fen can hold. */
function yuanInWords(yuan: number): string {
  let words = "";
  let isGap = false;
  const text = String(yuan);
  for (let at = 0; at < text.length; at += 1) {
    const place = text.length - 1 - at;
    const digit = Number(text[at]);
    if (digit === 0) isGap = true;
    else {
      words += `${isGap && words !== "" ? "零" : ""}${digits[digit]}${placesInGroup[place % 4]}`;
      isGap = false;
    }
    const isGroupUsed = Number(text.slice(Math.max(0, at - 3), at + 1)) > 0;
    if (place === 4 && isGroupUsed) words += "万";
    // 亿 is said once, of all above it: 壹万贰仟亿.
    else if (place === 12) words += "万";
    else if (place === 8) words += "亿";
  }
  return words;
}

/**
 * An amount in the capital numerals of Chinese vouchers: `人民币壹仟零伍元叁角整`.
 * 《支付结算办法》附一: zeros between digits are read once; an amount that ends at yuan or jiao closes with 整, one that
 * ends at fen does not; a missing jiao before fen is read as 零.
 * @param amountFen whole fen, not negative
 * @throws RangeError for anything else
 */
export function chineseAmount(amountFen: number): string {
  if (!Number.isSafeInteger(amountFen) || amountFen < 0)
    throw new RangeError(`not an amount in fen: ${amountFen}`);
  if (amountFen === 0) return "人民币零元整";
  const yuan = Math.floor(amountFen / 100);
  const jiao = Math.floor(amountFen / 10) % 10;
  const fen = amountFen % 10;
  const whole = yuan > 0 ? `${yuanInWords(yuan)}元` : "";
  const tenths = jiao > 0 ? `${digits[jiao]}角` : yuan > 0 && fen > 0 ? "零" : "";
  return `人民币${whole}${tenths}${fen > 0 ? `${digits[fen]}分` : "整"}`;
}

/** Whole fen as yuan with two decimals and thousands: `1,234,567.89`. */
export function showYuan(amountFen: number): string {
  const whole = String(Math.floor(Math.abs(amountFen) / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  const cents = String(Math.abs(amountFen) % 100).padStart(2, "0");
  return `${amountFen < 0 ? "-" : ""}${whole}.${cents}`;
}

const unitNames = {
  yuan: { "zh-CN": "元", en: "CNY" },
  "ten-thousand-yuan": { "zh-CN": "万元", en: "CNY 10,000" },
} as const satisfies Record<string, Record<Language, string>>;

export const amountUnits = ["yuan", "ten-thousand-yuan"] as const satisfies (keyof typeof unitNames)[];
export type AmountUnit = (typeof amountUnits)[number];

/** What the column of amounts is headed with. */
export const unitName = (unit: AmountUnit, language: Language): string => unitNames[unit][language];

/**
 * Whole fen in the unit that a programme shows. Ten thousands keep two decimals as people write them and show up to six
 * where two would hide fen: a printed figure never differs from the recorded one.
 */
export function showAmount(amountFen: number, unit: AmountUnit): string {
  if (unit === "yuan") return showYuan(amountFen);
  const text = String(Math.abs(amountFen)).padStart(7, "0");
  const whole = text.slice(0, -6).replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = text.slice(-6).replace(/0{1,4}$/, "");
  return `${amountFen < 0 ? "-" : ""}${whole}.${decimals}`;
}
