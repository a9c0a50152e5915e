import { inventedUscc } from "../../cli/demo/register.ts";
import { type PublicSociety, readSocieties } from "../../cli/demo/societies.ts";
import { type NamedRow, RegisterRow, type SocietyFacts } from "../../shared/contract/register.ts";
import { LocalDate } from "../../shared/kernel/time.ts";

/** What becomes of a society in the round of the prize. */
export type Course = "stands" | "unqualified" | "penalised" | "unsubmitted";

/** Scores of the readers, for each criterion in the definition's order; the same from every reader. */
export type Scores = readonly [originality: string, rigour: string, benefit: string];

export interface Nominator {
  society: PublicSociety;
  course: Course;
  scores: Scores;
  /** The prize that it nominates for; the lower one would do. */
  prize: "gold" | "silver";
  row: NamedRow;
  /** Whom it asks to nominate together with it; the second of them declines. */
  partners: readonly NamedRow[];
}

const on = (date: string) => LocalDate.parse(date);

const sound: SocietyFacts = {
  inspections: [
    { year: 2023, conclusion: "PENDING", source: "年检系统（虚构）", on: on("2024-02-01") },
    // Two such years in a row bar a society from the call of 2021, and nobody from this prize.
    {
      year: 2022,
      conclusion: "BASICALLY_QUALIFIED",
      source: "2022年度年检公告（虚构）",
      on: on("2023-09-30"),
    },
    {
      year: 2021,
      conclusion: "BASICALLY_QUALIFIED",
      source: "2021年度年检公告（虚构）",
      on: on("2022-09-30"),
    },
  ],
  penalties: { list: [], source: "信用平台（虚构）", on: on("2024-02-20") },
  // The prize asks neither for a Party organisation nor for earlier projects: that nothing is known bars nobody.
  partyOrganisation: null,
  earlierProjects: null,
  supplier: null,
};

const factsOf: Record<Course, SocietyFacts> = {
  stands: sound,
  unsubmitted: sound,
  unqualified: {
    ...sound,
    inspections: [
      { year: 2023, conclusion: "UNQUALIFIED", source: "2023年度年检公告（虚构）", on: on("2024-02-26") },
    ],
  },
  // More than three years ago, less than five: it would not count in the call of 2021.
  penalised: {
    ...sound,
    penalties: {
      list: [
        { decidedOn: on("2020-01-15"), authority: "民政部门（虚构）", grounds: "未按规定公开信息（虚构）" },
      ],
      source: "信用平台（虚构）",
      on: on("2024-02-20"),
    },
  },
};

const courses: readonly (readonly [Course, Scores])[] = [
  ["stands", ["9", "9", "9"]],
  ["stands", ["8.5", "9", "9"]],
  // The two that follow come to the same total; originality puts the second of them first.
  ["stands", ["8", "8", "8"]],
  ["stands", ["8.5", "7.5", "7.5"]],
  ["stands", ["7", "7", "7"]],
  ["stands", ["6.5", "7", "7"]],
  ["unqualified", ["1", "1", "1"]],
  ["penalised", ["1", "1", "1"]],
  ["unsubmitted", ["1", "1", "1"]],
];

/** A society of the register with its two people; its name is public, everything else invented. */
function rowOf(society: PublicSociety, facts: SocietyFacts): NamedRow {
  const contact = (role: "filler" | "approver") => ({
    name: `${role} ${society.code}（虚构）`,
    mail: `${role}.${society.code}@society.example`.toLowerCase(),
  });
  const people = { filler: contact("filler"), approver: contact("approver") };
  const row = RegisterRow.parse({
    code: society.code,
    names: { zh: society.name_zh, en: society.name_en },
    category: society.category,
    uscc: inventedUscc(society),
    isRecommended: false,
    ...people,
    facts,
  });
  return { ...row, ...people };
}

/** Societies that are asked to nominate together with the second one: the first and the last of them do. */
export const joiners: readonly NamedRow[] = readSocieties()
  .slice(courses.length, courses.length + 3)
  .map((society) => rowOf(society, sound));

/** Societies that nominate: their names are public, everything else about them is invented. */
export const nominators: readonly Nominator[] = readSocieties()
  .slice(0, courses.length)
  .map((society, at) => {
    const [course, scores] = courses[at] ?? courses[0] ?? ["stands", ["1", "1", "1"]];
    const row = rowOf(society, factsOf[course]);
    // The best of all asks for silver only, and gets no gold; the second nominates with others.
    const partners = at === 1 ? joiners : [];
    return { society, course, scores, prize: at === 0 ? "silver" : "gold", row, partners };
  });

/** Readers of the prize; the last is a plain member of the first society, which bars here and only here. */
export const readers = [1, 2, 3, 4].map((number) => ({
  name: `评委${number}（虚构）`,
  mail: `reader.${number}@expert.example`,
  institution: "某研究所（虚构）",
  fields: ["数学"],
  ties: [],
}));
