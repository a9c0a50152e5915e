import type { Words } from "../../shared/kernel/text.ts";

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** A table; a row has a cell for each column. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(columns), `|${" --- |".repeat(columns.length)}`, ...rows.map(line)].join("\n");
}

export const code = (text: string) => `\`${text}\``;
export const codes = (some: readonly string[]) => (some.length === 0 ? "-" : some.map(code).join(", "));

/** Both languages in one line, Chinese first. */
export const both = ({ zh, en }: Words) => `${zh} / ${en}`;

/** A page that is made from the code, and says so. */
export const page = (title: string, what: string, parts: readonly string[]) =>
  `${[`# ${title}`, `<!-- Made from the code by \`npm run docs\`; a test compares it. -->`, what, ...parts].join("\n\n")}\n`;
