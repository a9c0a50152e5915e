import type * as z from "zod";
import type { Documents, Section } from "../documents.ts";
import type { Disqualifier, EntryRoute } from "../eligibility.ts";
import { rule } from "./rule.ts";

export const documents: z.input<typeof Documents> = {
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
};

export const sections: z.input<typeof Section>[] = [
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
  {
    key: "prize",
    kind: "tier-choice",
    name: { zh: "提名奖项", en: "Prize nominated for" },
    help: {
      zh: "选择金奖或银奖，并注明能否接受低一级奖项。",
      en: "Gold or silver, and whether the lower prize would do.",
    },
    maxCharacters: 100,
    required: "always",
    capability: null,
    parts: [
      {
        key: "tier",
        name: { zh: "奖项", en: "Prize" },
        help: null,
        maxCharacters: 60,
        required: true,
        options: [
          { value: "gold", name: { zh: "金奖", en: "Gold" } },
          { value: "silver", name: { zh: "银奖", en: "Silver" } },
        ],
      },
      {
        key: "accepts-lower",
        name: { zh: "接受低一级奖项", en: "Accepts a lower prize" },
        help: null,
        maxCharacters: 3,
        required: true,
        options: [
          { value: "yes", name: { zh: "接受", en: "Yes" } },
          { value: "no", name: { zh: "不接受", en: "No" } },
        ],
      },
    ],
    basis: rule("article 2", "A nomination names its prize and whether the lower one would do."),
  },
];

export const entryRoutes: z.input<typeof EntryRoute>[] = [
  {
    id: "open",
    name: { zh: "学会提名", en: "Nomination by a society" },
    needsReasons: false,
    basis: rule("article 3", "Any registered society may nominate."),
  },
];

export const disqualifiers: z.input<typeof Disqualifier>[] = [
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
];
