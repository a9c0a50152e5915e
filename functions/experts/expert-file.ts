import { expertColumns } from "../../shared/contract/expert-columns.ts";
import type { LikelySame } from "../../shared/contract/expert-files.ts";
import type { Expert } from "../../shared/contract/experts.ts";
import { Mail } from "../../shared/contract/mail.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import { plainOf, type TableLine } from "../../shared/files/table-cells.ts";
import { listed, type TableLines, tableLines } from "../../shared/files/table-lines.ts";
import { expertFault } from "./expert-faults.ts";
import { type ExpertRow, expertRow, isLikelySame, societiesByName } from "./expert-row.ts";
import { plain } from "./fit.ts";

/** Far more than a round has experts; what an answer and one request's time can bear. */
const mostRows = 3000;

const columnNamed = (heading: string) => {
  const name = plainOf(heading);
  return expertColumns.find(({ key, zh }) => key === name.toLowerCase() || zh === name);
};

/** The lines of a file of experts, whose columns are those of `shared/contract/expert-columns.ts`. */
export const expertLines = (file: string | Uint8Array): TableLines =>
  tableLines(file, { columns: expertColumns, columnNamed, mostRows });

/** The address of a line; what is none is left as it stands. */
function mailOf({ cells }: TableLine): string {
  const text = plainOf(cells.get("mail") ?? "").toLowerCase();
  return Mail.safeParse(text).data ?? text;
}

/** The addresses of which a file speaks. */
export const mailsIn = ({ lines }: TableLines): string[] => lines.map(mailOf);

/** The headings in Chinese, with the BOM by which spreadsheets know UTF-8. */
export const expertTemplate = (): string => `\ufeff${expertColumns.map(({ zh }) => zh).join(",")}\r\n`;

/** What a file is judged against. `apart`: addresses of whom an officer has found that they are people of their own. */
export interface ExpertGround {
  pool: readonly Expert[];
  registered: readonly Pick<Society, "code" | "names" | "formerNames">[];
  apart: ReadonlySet<string>;
}

/** The rows that have no fault, every fault of all, and who may be somebody whom the pool or the file has already. */
export interface JudgedFile {
  rows: ExpertRow[];
  faults: TableFault[];
  likely: LikelySame[];
}

/**
 * The rows of a file with every fault at once: of each line by itself, of lines among each other, and against the pool. An
 * expert is known by the address and the name together; one who only bears another's name and institution is proposed, and
 * not taken over before an officer said that they are two.
 */
export function judgeExperts(
  { lines, faults: form }: TableLines,
  { pool, registered, apart }: ExpertGround,
): JudgedFile {
  const societyNamed = societiesByName(registered);
  const judged = lines.map((line) => expertRow(line, societyNamed));
  const sound = judged.flatMap((one) => (Array.isArray(one) ? [] : one));
  const byMail = new Map<string, Expert>(pool.map((expert) => [expert.mail, expert]));
  const first = new Map<string, number>();
  const repeated: TableFault[] = [];
  for (const one of lines) {
    const { line } = one;
    const mail = mailOf(one);
    const before = first.get(mail);
    if (before === undefined) first.set(mail, line);
    else if (mail !== "") repeated.push(expertFault(line, "mail", ["duplicate-mail", String(before)]));
  }
  const taken = sound.flatMap(({ line, mail, name }) => {
    const held = byMail.get(mail);
    return held && plain(held.name) !== plain(name)
      ? [expertFault(line, "mail", ["taken-mail", held.name])]
      : [];
  });
  const likely = likelyIn(sound, { pool, byMail });
  const undecided = likely
    .filter(({ mail }) => !apart.has(mail))
    .map(({ line, like }) =>
      expertFault(line, "name", ["likely-same", like.map(({ mail }) => mail).join(", ")]),
    );
  const faults = [
    ...form,
    ...judged.flatMap((one) => (Array.isArray(one) ? one : [])),
    ...repeated,
    ...taken,
    ...undecided,
  ].sort((a, b) => a.line - b.line);
  const wrong = new Set(faults.map(({ line }) => line));
  return { rows: sound.filter(({ line }) => !wrong.has(line)), faults: listed(faults), likely };
}

/** Each new row beside whom it may be: of the pool, and of earlier lines. */
function likelyIn(
  rows: readonly ExpertRow[],
  { pool, byMail }: { pool: readonly Expert[]; byMail: ReadonlyMap<string, Expert> },
): LikelySame[] {
  const named = Map.groupBy(pool, ({ name }) => plain(name));
  const before = new Map<string, ExpertRow[]>();
  return rows.flatMap((row) => {
    const name = plain(row.name);
    const earlier = before.get(name) ?? [];
    before.set(name, [...earlier, row]);
    if (byMail.has(row.mail)) return [];
    const like = [
      ...(named.get(name) ?? [])
        .filter((held) => isLikelySame(row, held))
        .map(({ id, mail, institution }) => ({
          expertId: id,
          line: null,
          name: row.name,
          mail,
          institution,
        })),
      ...earlier
        // Who is in the pool already was compared above.
        .filter(({ mail }) => mail !== row.mail && !byMail.has(mail))
        .filter((one) => isLikelySame(row, { name: one.name, institution: one.institution ?? "" }))
        .map(({ line, mail, institution }) => ({
          ...{ expertId: null, line, name: row.name, mail },
          institution: institution ?? "",
        })),
    ];
    return like.length === 0 ? [] : [{ line: row.line, mail: row.mail, like }];
  });
}
