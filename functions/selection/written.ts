/** Figures of the model are written with so many decimals: what lies behind them is the machine's, not the scores'. */
export const decimals = 4;

/** A figure of the model as decimal text, rounded to the nearest; nought has no sign. */
export const written = (value: number): string => value.toFixed(decimals).replace(/^-(0\.0+)$/, "$1");
