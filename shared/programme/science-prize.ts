import type * as z from "zod";
import type { Basis } from "./basis.ts";
import { ProgrammeDefinition } from "./schema.ts";

const zone = "Asia/Shanghai";

/** The foundation does not exist: its rules are invented, so each quotes rules that only stand here. */
function rule(clause: string, quote: string): z.input<typeof Basis> {
  return { clause: `Prize rules, ${clause}`, quote };
}

function criterion(id: string, zh: string, en: string, weight: number) {
  return {
    id,
    name: { zh, en },
    description: { zh: `评价候选成果的${zh}。`, en: `Judges the work by its ${en.toLowerCase()}.` },
    capability: null,
    weight,
    min: 1,
    max: 10,
    step: "0.5",
    basis: rule("article 6", "The jury judges originality, rigour and benefit."),
  };
}

/**
 * An invented foundation's prize for science: other criteria, another scale, two tiers, other documents, one stage of
 * experts, no defence and no paper. It proves that another programme is data and needs no code.
 */
export const sciencePrize: ProgrammeDefinition = ProgrammeDefinition.parse({
  schemaVersion: 1,
  id: "science-prize",
  version: 1,
  names: { zh: "清禾科学奖（虚构）", en: "Qinghe Science Prize (invented)" },
  issuer: { zh: "清禾基金会（虚构）", en: "Qinghe Foundation (invented)" },
  source: { title: "清禾科学奖章程（虚构）", number: "QH-2024-01", issuedOn: "2024-02-26", url: null },
  locale: "zh-CN",
  languages: ["zh-CN", "en"],
  zone,
  statements: [
    {
      id: "purpose",
      text: {
        zh: "奖励由学会提名的近五年原创科学成果。",
        en: "To honour original science of the last five years that a society nominates.",
      },
      basis: rule("article 1", "The prize honours original science of the last five years."),
    },
  ],
  capabilities: [],
  tiers: [
    {
      id: "gold",
      name: { zh: "金奖", en: "Gold" },
      places: 3,
      selects: { zh: "具有开创性的成果", en: "Work that opens a field" },
      expects: { zh: "获奖者作一次公开报告", en: "The winner gives a public lecture" },
      basis: rule("article 2", "Three gold prizes are awarded."),
    },
    {
      id: "silver",
      name: { zh: "银奖", en: "Silver" },
      places: 6,
      selects: { zh: "具有重要价值的成果", en: "Work of great value" },
      expects: { zh: "获奖者撰写一篇科普文章", en: "The winner writes an article for the public" },
      basis: rule("article 2", "Six silver prizes are awarded."),
    },
  ],
  documents: {
    required: [
      {
        kind: "dossier",
        format: "pdf",
        name: { zh: "成果材料（PDF）", en: "Dossier (PDF)" },
        help: { zh: "代表性成果及证明材料。", en: "The work itself and what supports it." },
        required: true,
        maxBytes: 31_457_280,
        stamped: false,
        twinOf: null,
        template: null,
        basis: rule("article 4", "A dossier is submitted as PDF."),
      },
      {
        kind: "summary",
        format: "docx",
        name: { zh: "成果摘要（Word）", en: "Summary (Word)" },
        help: { zh: "供评委阅读的摘要，不超过两页。", en: "At most two pages for the jury." },
        required: true,
        maxBytes: 5_242_880,
        stamped: false,
        twinOf: null,
        template: null,
        basis: rule("article 4", "A summary of two pages is submitted as a Word document."),
      },
    ],
    paper: null,
    receiptDecides: { by: "electronic", basis: rule("article 4", "Nothing is taken on paper.") },
  },
  sections: [
    {
      key: "nominee",
      kind: "profile",
      name: { zh: "被提名人", en: "Nominee" },
      help: { zh: "被提名人及其单位。", en: "Who is nominated, and where they work." },
      maxCharacters: 1000,
      required: "always",
      capability: null,
      parts: [
        { key: "name", name: { zh: "姓名", en: "Name" }, help: null, maxCharacters: 100, required: true },
        {
          key: "affiliation",
          name: { zh: "单位", en: "Affiliation" },
          help: null,
          maxCharacters: 200,
          required: true,
        },
      ],
      basis: rule("article 3", "A society nominates one person or one team."),
    },
    {
      key: "achievement",
      kind: "text",
      name: { zh: "成果介绍", en: "Achievement" },
      help: { zh: "成果的科学内容和意义。", en: "What was found, and why it matters." },
      maxCharacters: 3000,
      required: "always",
      capability: null,
      parts: [
        {
          key: "text",
          name: { zh: "成果介绍", en: "Achievement" },
          help: null,
          maxCharacters: 3000,
          required: true,
        },
      ],
      basis: rule("article 4", "The nomination describes the work."),
    },
    {
      key: "citation",
      kind: "text",
      name: { zh: "推荐词", en: "Citation" },
      help: { zh: "一句话的推荐词，可不填。", en: "One sentence; may be left out." },
      maxCharacters: 200,
      required: "never",
      capability: null,
      parts: [
        {
          key: "text",
          name: { zh: "推荐词", en: "Citation" },
          help: null,
          maxCharacters: 200,
          required: true,
        },
      ],
      basis: rule("article 4", "A citation may be proposed."),
    },
  ],
  entryRoutes: [
    {
      id: "open",
      name: { zh: "学会提名", en: "Nomination by a society" },
      needsReasons: false,
      basis: rule("article 3", "Any registered society may nominate."),
    },
  ],
  disqualifiers: [
    {
      id: "inspection",
      version: 1,
      names: { zh: "最近一次年检不合格", en: "Latest annual inspection unqualified" },
      rule: {
        kind: "annual-inspection",
        latestFails: ["UNQUALIFIED"],
        consecutive: null,
        anyOfLast: null,
        referenceOn: "2024-03-29",
        stalenessYears: 2,
      },
      basis: rule("article 3", "A society whose last inspection failed may not nominate."),
    },
    {
      id: "misconduct",
      version: 1,
      names: { zh: "近五年受到处罚", en: "Penalty in the last five years" },
      rule: { kind: "penalties", years: 5, referenceOn: "2024-03-29" },
      basis: rule("article 3", "A society penalised within five years may not nominate."),
    },
  ],
  supplierRegistration: null,
  timetable: {
    publishedOn: "2024-03-01",
    opens: { at: "2024-03-01T00:30:00.000Z", zone, basis: rule("article 5", "Open from 1 March, 08:30.") },
    closes: {
      at: "2024-03-29T09:00:00.000Z",
      zone,
      namedOn: "2024-03-29",
      includesNamedDay: true,
      lastMoment: "17:00",
      basis: rule("article 5", "Closed on 29 March at 17:00 Beijing time."),
    },
    tooFewApplicants: {
      minimum: null,
      action: "go-on",
      workingDays: null,
      basis: rule("article 5", "There is no least number of nominations."),
    },
    returns: {
      max: 2,
      workingDays: 2,
      basis: rule("article 5", "A nomination may be mended twice, within two working days."),
    },
    correction: {
      hours: 24,
      basis: rule("article 5", "A file that cannot be read is replaced within 24 hours."),
    },
    examination: {
      fromAt: "2024-04-01T01:00:00.000Z",
      toAt: "2024-04-03T09:00:00.000Z",
      zone,
      basis: rule("article 5", "Examination from 1 to 3 April."),
    },
    review: {
      fromAt: "2024-04-08T01:00:00.000Z",
      toAt: "2024-04-19T09:00:00.000Z",
      zone,
      basis: rule("article 5", "The jury reads from 8 to 19 April."),
    },
    defence: null,
    proposedOn: { date: "2024-04-22", basis: rule("article 5", "The proposal is shown on 22 April.") },
    construction: null,
  },
  reviewing: {
    expertsPerApplication: 3,
    loadCap: 20,
    conflicts: [
      {
        kind: "member",
        effect: "bars",
        yearsAfter: null,
        name: { zh: "为提名学会会员", en: "Member of the nominating society" },
        basis: rule("article 7", "Nobody judges a nomination of their own society."),
      },
      {
        kind: "office-holder",
        effect: "bars",
        yearsAfter: 2,
        name: { zh: "在提名学会任职", en: "Holds office in the nominating society" },
        basis: rule("article 7", "Nobody judges a nomination of their own society."),
      },
      {
        kind: "joint-work",
        effect: "bars",
        yearsAfter: 5,
        name: { zh: "与被提名人合作", en: "Joint work with the nominee" },
        basis: rule("article 7", "Co-authors of the last five years stand aside."),
      },
    ],
    basis: rule("article 7", "Three experts read each nomination."),
  },
  scoring: {
    criteria: [
      criterion("originality", "原创性", "Originality", 50),
      criterion("rigour", "严谨性", "Rigour", 30),
      criterion("benefit", "社会价值", "Benefit", 20),
    ],
    stages: [
      {
        id: "written",
        name: { zh: "专家评议", en: "Reading by experts" },
        weight: 100,
        minScores: 2,
        basis: rule("article 7", "Two readings at least are needed."),
      },
    ],
    aggregate: { rule: { kind: "mean" }, basis: rule("article 6", "The mean of the readings counts.") },
    rounding: {
      rule: { decimals: 3, mode: "half-even" },
      basis: rule("article 6", "Scores are rounded to the even third decimal."),
    },
    ties: {
      chain: [
        { kind: "criterion", id: "originality" },
        { kind: "median" },
        { kind: "lot", seed: "snapshot-hash" },
      ],
      basis: rule("article 6", "Originality decides a tie, then the median, then the lot."),
    },
  },
  defence: null,
  selection: {
    reserves: 0,
    minimumComposite: null,
    fewerThanPlaces: "under-fill",
    vacancy: "stays-empty",
    basis: rule("article 2", "A prize may stay unawarded."),
  },
  publicNotice: {
    workingDays: 10,
    minimumWorkingDays: 7,
    counting: { kind: "before", localTime: "12:00" },
    endsAt: "17:00",
    place: {
      name: { zh: "清禾基金会网站（虚构）", en: "The foundation's site (invented)" },
      url: "https://prize.example.org",
    },
    objection: {
      named: true,
      written: true,
      needsContact: true,
      needsEvidence: false,
      otherwise: "refused",
      basis: rule("article 8", "Objections are made in writing and signed."),
    },
    basis: rule("article 8", "The proposal is shown for ten working days."),
  },
  reminders: [
    { id: "closes-48", of: "closes", hoursBefore: 48 },
    { id: "review-ends-24", of: "review-ends", hoursBefore: 24 },
  ],
  budget: null,
  undertaking: {
    version: 1,
    text: {
      zh: "提名学会确认：提名材料真实，被提名人知情并同意。",
      en: "The nominating society confirms that the nomination is true and that the nominee knows of it and agrees.",
    },
    consequence: {
      zh: "材料不实的，撤销提名和奖项。",
      en: "An untrue nomination is struck out and its prize withdrawn.",
    },
    basis: rule("article 9", "The nomination is made in good faith."),
  },
  malware: { notScannedBlocks: true, basis: rule("article 4", "Only scanned files reach the jury.") },
  contacts: [
    {
      id: "office",
      subject: { zh: "奖项办公室", en: "Prize office" },
      office: { zh: "清禾基金会（虚构）", en: "Qinghe Foundation (invented)" },
      people: [],
      phones: [],
      mail: "prize@example.org",
      basis: rule("article 10", "Questions go to the prize office."),
    },
  ],
  annexes: [],
} satisfies z.input<typeof ProgrammeDefinition>);
