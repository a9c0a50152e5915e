import { existsSync, readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, root), "utf8");

/** A row of the clause list: what it names, cell by cell. */
export interface ClauseRow {
  /** `四、申报程序（一）·纸质材料`: the clause, and behind “·” which of its matters. */
  id: string;
  summary: string;
  routes: string[];
  /** `scoring.criteria[budget]`, or `functions/selection/decide.ts#decide`. */
  rules: string[];
  letters: string[];
  /** File, suites and test, outermost first. */
  tests: { file: string; titles: string[] }[];
  state: string;
}

export const clauseOf = ({ id }: ClauseRow): string => id.split("·")[0] ?? id;

const columns = 7;

/** The rows of a list; an error for a line of a table that has not the columns of one. */
export function clauseRows(markdown: string): ClauseRow[] {
  return markdown
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| (---|条款 \/)/.test(line))
    .map((line) => {
      const cells = line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim());
      const [id = "", summary = "", routes = "", rules = "", letters = "", tests = "", state = ""] = cells;
      if (cells.length !== columns || cells.includes(""))
        throw new Error(`no row of the list: ${line.slice(0, 80)}`);
      return {
        id,
        summary,
        routes: namesIn(routes),
        rules: namesIn(rules),
        letters: namesIn(letters),
        tests: tests === "—" ? [] : tests.split("<br>").map(testIn),
        state,
      };
    });
}

function namesIn(cell: string): string[] {
  if (cell === "—") return [];
  if (!/^`[^`]+`( `[^`]+`)*$/.test(cell)) throw new Error(`no list of names: ${cell}`);
  return cell.slice(1, -1).split("` `");
}

function testIn(cell: string) {
  const [file = "", ...titles] = cell.split(" › ");
  if (!/^`[^`]+`$/.test(file) || titles.length === 0) throw new Error(`no test: ${cell}`);
  return { file: file.slice(1, -1), titles };
}

/** The titles of suites and tests in a test's source, in their order; templates of `each` as they are written. */
function titlesIn(file: string): string[] {
  const source = textOf(file).replace(/^\s*\/\/.*$/gm, "");
  return [...source.matchAll(/(?:\b(?:describe|test|it)|\))\(\s*("(?:[^"\\\n]|\\.)*")/g)].map(([, literal]) =>
    String(JSON.parse(literal ?? '""')),
  );
}

/** Is there such a test: its file, and in it the titles one behind the other? */
export function isTest({ file, titles }: ClauseRow["tests"][number]): boolean {
  if (!file.endsWith(".test.ts") || !existsSync(new URL(file, root))) return false;
  const found = titlesIn(file);
  let from = 0;
  return titles.every((title) => {
    const at = found.indexOf(title, from);
    from = at + 1;
    return at >= 0;
  });
}

/** Does `file#name` export a function of that name? */
export function isFunction(rule: string): boolean {
  const [file = "", name = ""] = rule.split("#");
  if (!existsSync(new URL(file, root))) return false;
  return new RegExp(`^export (async function|function|const) ${name}\\b`, "m").test(textOf(file));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** What an entry of a list is called by; its place where it has no name. */
const nameOf = (entry: unknown, at: number): string => {
  if (!isObject(entry)) return String(at);
  return String(entry.id ?? entry.key ?? entry.kind ?? entry.code ?? at);
};

/** What stands at a path of a definition, `tiers[1].places`; undefined when nothing does. */
export function atPath(definition: unknown, path: string): unknown {
  const steps = path.matchAll(/([^.[\]]+)|\[([^\]]+)\]/g);
  return [...steps].reduce<unknown>((held, [, key = "", entry]) => {
    if (entry !== undefined) {
      return Array.isArray(held) ? held.find((one, at) => nameOf(one, at) === entry) : undefined;
    }
    return isObject(held) && Object.hasOwn(held, key) ? held[key] : undefined;
  }, definition);
}

/** Every rule of a definition that cites a clause: the clause and the rule's path. */
export function cited(value: unknown, path = ""): { clause: string; path: string }[] {
  if (!isObject(value)) return [];
  if (isObject(value.basis) && typeof value.basis.clause === "string") {
    const { basis, ...rest } = value;
    return [{ clause: value.basis.clause, path }, ...cited(rest, path)];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    cited(
      child,
      Array.isArray(value) ? `${path}[${nameOf(child, Number(key))}]` : path ? `${path}.${key}` : key,
    ),
  );
}
