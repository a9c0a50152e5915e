import type * as z from "zod";
import type { Basis } from "../basis.ts";
import type { Reviewing } from "../reviewing.ts";

const conflictBasis: z.input<typeof Basis> = {
  assumption: {
    zh: "通知未规定回避情形，按科技评审通行做法设定，待主办单位确认。",
    en: "The notice is silent on recusal; these are the usual grounds in science reviews, for the issuer to confirm.",
  },
};

/** The notice says "专家评审" and no more: panel, load and recusal are the preset's, for the issuer to confirm. */
export const reviewing: z.input<typeof Reviewing> = {
  expertsPerApplication: 5,
  loadCap: 40,
  conflicts: [
    {
      kind: "office-holder",
      effect: "bars",
      yearsAfter: 3,
      name: {
        zh: "在申报学会或其分支机构任职",
        en: "Holds office in the applicant society or a branch of it",
      },
      basis: conflictBasis,
    },
    {
      kind: "employed",
      effect: "bars",
      yearsAfter: 3,
      name: { zh: "受聘于申报学会", en: "Employed by the applicant society" },
      basis: conflictBasis,
    },
    {
      kind: "relative",
      effect: "bars",
      yearsAfter: null,
      name: {
        zh: "与申报学会负责人有近亲属关系",
        en: "Close relative of somebody in charge of the applicant",
      },
      basis: conflictBasis,
    },
    {
      kind: "adviser",
      effect: "bars",
      yearsAfter: 3,
      name: { zh: "为申报学会有偿提供咨询", en: "Paid adviser of the applicant society" },
      basis: conflictBasis,
    },
    {
      kind: "took-part",
      effect: "bars",
      yearsAfter: null,
      name: { zh: "参与编写本次申报材料", en: "Took part in writing this application" },
      basis: conflictBasis,
    },
    {
      kind: "own-request",
      effect: "bars",
      yearsAfter: null,
      name: { zh: "专家本人申请回避", en: "The expert asks to stand aside" },
      basis: conflictBasis,
    },
    {
      kind: "named-by-applicant",
      effect: "declared",
      yearsAfter: null,
      name: { zh: "申报学会提出回避", en: "The applicant asks that the expert stand aside" },
      basis: conflictBasis,
    },
    {
      kind: "joint-work",
      effect: "declared",
      yearsAfter: 3,
      name: {
        zh: "与申报学会负责人近三年有合作项目或论文",
        en: "Joint project or paper in the last three years",
      },
      basis: conflictBasis,
    },
    {
      kind: "supervised",
      effect: "declared",
      yearsAfter: null,
      name: {
        zh: "与申报学会负责人有师生关系",
        en: "Teacher or student of somebody in charge of the applicant",
      },
      basis: conflictBasis,
    },
    {
      kind: "member",
      effect: "declared",
      yearsAfter: null,
      name: { zh: "为申报学会普通会员", en: "Plain member of the applicant society" },
      basis: conflictBasis,
    },
  ],
  recusal: {
    institution: "entity",
    supportingUnit: "entity",
    jointProjectYears: 3,
    facts: {
      needed: ["supporting-unit", "supervisory-body", "officer", "legal-representative"],
      whenUnknown: "flagged",
      basis: {
        assumption: {
          zh: "通知未规定学会资料不全时能否分配专家：可以提出方案，但须逐一标明资料未导入的学会，待主办单位确认。",
          en: "The notice does not say whether experts are assigned while facts of societies are missing: they may be, and each such society is named, for the issuer to confirm.",
        },
      },
    },
    basis: {
      assumption: {
        zh: "通知未规定单位回避的口径：以法人单位为准，学会的支撑单位、业务主管单位整体回避，合作项目结束三年内回避，待主办单位确认。",
        en: "The notice is silent on institutions: the legal entity counts, all of a society's supporting unit and supervisory body stands aside, and joint projects count for three years, for the issuer to confirm.",
      },
    },
  },
  assignment: {
    mode: "optimised",
    draw: null,
    objectives: ["worst", "total", "balance"],
    panel: { odd: true, whenEven: "flagged", perInstitution: "soft" },
    fit: [
      { of: "category", points: 40 },
      { of: "name", points: 30 },
      { of: "section", section: "strengths", indicator: null, points: 10 },
      { of: "section", section: "plan-academic-leadership", indicator: null, points: 10 },
      { of: "section", section: "plan-academic-leadership", indicator: "academic-events", points: 10 },
    ],
    anchors: {
      count: 0,
      choice: "widest",
      countAgainstCap: true,
      basis: {
        assumption: {
          zh: "通知未规定各专家共评的锚定申报：不设，待主办单位确认。",
          en: "The notice knows no applications that all experts judge: there are none, for the issuer to confirm.",
        },
      },
    },
    basis: {
      assumption: {
        zh: "通知未规定专家如何分配，以下目标、组成和契合度权重为本方案所定，待主办单位确认。",
        en: "The notice does not say how experts are assigned; objectives, panel and weights of the fit are this definition's own, for the issuer to confirm.",
      },
    },
  },
  invitation: "none",
  breakingGlass: {
    hours: 24,
    basis: {
      assumption: {
        zh: "通知未规定工作人员回避后的紧急准入：须两人办理，二十四小时内有效，评审组可见，待主办单位确认。",
        en: "The notice does not say how staff who stand aside may be let in: two people, twenty-four hours, shown to the panel, for the issuer to confirm.",
      },
    },
  },
  acknowledgement: {
    workingDays: 2,
    basis: {
      assumption: {
        zh: "通知未规定专家确认任务的时限：两个工作日内未声明的，向项目办公室列出。",
        en: "The notice sets no time to acknowledge an assignment: who has not declared within two working days is listed.",
      },
    },
  },
  basis: {
    assumption: {
      zh: "通知未规定专家人数。每份申报安排5名专家，每名专家至多评40份。",
      en: "The notice does not say how many experts. Each application has five, each expert at most forty applications.",
    },
  },
};
