import type * as z from "zod";
import type { Reviewing } from "../reviewing.ts";
import type { Scoring, SelectionRules } from "../scoring.ts";
import { rule } from "./rule.ts";

export const reviewing: z.input<typeof Reviewing> = {
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
  recusal: {
    institution: "parent",
    supportingUnit: "department",
    jointProjectYears: 5,
    facts: {
      needed: ["supporting-unit", "officer"],
      whenUnknown: "flagged",
      basis: rule(
        "article 7",
        "The office names each society of which it does not know who runs it, and where.",
      ),
    },
    basis: rule(
      "article 7",
      "Institutes of one parent are one; a society's department stands aside with it.",
    ),
  },
  assignment: {
    mode: "optimised",
    draw: null,
    objectives: ["total", "balance"],
    panel: { odd: true, whenEven: "flagged", perInstitution: "off" },
    fit: [
      { of: "category", points: 50 },
      { of: "section", section: "achievement", indicator: null, points: 50 },
    ],
    anchors: {
      count: 0,
      choice: "widest",
      countAgainstCap: false,
      basis: {
        assumption: {
          zh: "章程未规定各学科共评的锚定提名：不设。",
          en: "The articles are silent on nominations that readers of all fields score: there are none.",
        },
      },
    },
    basis: rule("article 7", "Readers know the field of what they read."),
  },
  invitation: "none",
  breakingGlass: {
    hours: 12,
    basis: rule("article 7", "Staff who stand aside are let in for half a day at most, by two others."),
  },
  acknowledgement: {
    workingDays: 5,
    basis: rule("article 7", "Readers say within a week whether they can read."),
  },
  basis: rule("article 7", "Three experts read each nomination."),
};

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

export const scoring: z.input<typeof Scoring> = {
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
  ranking: {
    seed: 6,
    draws: 2000,
    withinNoise: { low: "0.1", high: "0.9" },
    deliberation: "optional",
    outlierBeyond: "3",
    dispersionBeyond: "2",
    basis: rule("article 6", "Calibrated scores stand beside the mean, with how sure each place is."),
  },
};

export const selection: z.input<typeof SelectionRules> = {
  reserves: 0,
  minimumComposite: null,
  fewerThanPlaces: "under-fill",
  vacancy: "stays-empty",
  basis: rule("article 2", "A prize may stay unawarded."),
};
