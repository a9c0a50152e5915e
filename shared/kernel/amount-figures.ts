import type { AmountUnit } from "./amount.ts";

/** Why a text is no amount. "unit-differs": it names another unit than the one stated, so one of the two is wrong. */
export type AmountFault = "not-an-amount" | "negative" | "too-many-decimals" | "too-large" | "unit-differs";

/** Places behind the point down to the fen. */
const decimalsOf = { yuan: 2, "ten-thousand-yuan": 6 } as const satisfies Record<AmountUnit, number>;

const spoken: Record<string, AmountUnit> = {
  元: "yuan",
  圆: "yuan",
  万: "ten-thousand-yuan",
  万元: "ten-thousand-yuan",
  万圆: "ten-thousand-yuan",
};

// Only the full-width forms: compatibility mapping would make 102 of 10².
const narrowed = (text: string) =>
  text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll("￥", "¥")
    .replace(/[\u2212\u2012-\u2014]/g, "-");

/**
 * An amount as people write it, in whole fen: `1,234.5`, `１２．５`, `￥300`, `12.5 万元`. `unit` is what its column states.
 * Nothing is guessed: a comma stands before three digits, and places below the fen are refused even where they are zeros.
 */
export function readAmount(text: string, unit: AmountUnit): { fen: number } | { fault: AmountFault } {
  const [, sign, figures = "", named] =
    /^(-?)(?:¥|CNY|RMB|人民币)?\s*(-?[\d.,]+)\s*(\D*)$/i.exec(narrowed(text).trim()) ?? [];
  if (named === undefined || (named !== "" && !Object.hasOwn(spoken, named)))
    return { fault: "not-an-amount" };
  const isNegative = sign === "-" || figures.startsWith("-");
  const [, whole, decimals = ""] =
    /^((?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*))(?:\.(\d+))?$/.exec(figures.replace(/^-/, "")) ?? [];
  if (whole === undefined) return { fault: "not-an-amount" };
  if (isNegative) return { fault: "negative" };
  if (named !== "" && spoken[named] !== unit) return { fault: "unit-differs" };
  const places = decimalsOf[unit];
  if (decimals.length > places) return { fault: "too-many-decimals" };
  const fen = BigInt(whole.replaceAll(",", "") + decimals.padEnd(places, "0"));
  return fen > BigInt(Number.MAX_SAFE_INTEGER) ? { fault: "too-large" } : { fen: Number(fen) };
}
