import * as z from "zod";
import { Basis } from "./basis.ts";

/** What has to be on record of a society before anybody can say that an expert has nothing to do with it. */
export const SocietyFactKind = z.enum([
  "supporting-unit",
  "supervisory-body",
  "officer",
  "legal-representative",
]);
export type SocietyFactKind = z.infer<typeof SocietyFactKind>;

/** Which facts of societies have to be on record, and what becomes of a plan or a draw of experts where one is not. */
export const FactRules = z.strictObject({
  needed: z.array(SocietyFactKind).min(1),
  /** "refused": nothing is proposed, and it says why; "flagged": the plan and the draw count and name them; "ignored": not asked. */
  whenUnknown: z.enum(["refused", "flagged", "ignored"]),
  basis: Basis,
});
export type FactRules = z.infer<typeof FactRules>;

/** Of a definition that says nothing of it. */
const plainFacts: FactRules = {
  needed: SocietyFactKind.options,
  whenUnknown: "flagged",
  basis: {
    assumption: {
      zh: "本方案未规定学会资料未导入时如何处理：支撑单位、业务主管单位、负责人、法定代表人未导入的，在方案和抽取中标明。",
      en: "This definition says nothing of facts that are missing: a plan and a draw name the societies of which supporting unit, supervisory body, officers or legal representative are not on record.",
    },
  },
};

/** Whom what the register knows of a society keeps from judging it, beside the ties that are declared. */
export const RecusalRules = z.strictObject({
  /** Two institutions are one where the legal entity is ("entity"), or also where the entity above it is ("parent"). */
  institution: z.enum(["entity", "parent"]),
  /** A supporting unit that is a department bars its own people ("department"), or all of its legal entity ("entity"). */
  supportingUnit: z.enum(["department", "entity"]),
  /** So long a joint project counts after its last day; null: only while it lasts. */
  jointProjectYears: z.int().positive().max(50).nullable(),
  facts: FactRules.default(plainFacts),
  basis: Basis,
});
export type RecusalRules = z.infer<typeof RecusalRules>;

/** Of a definition that says nothing of it. */
export const plainRecusal: RecusalRules = {
  institution: "entity",
  supportingUnit: "entity",
  jointProjectYears: 3,
  facts: plainFacts,
  basis: {
    assumption: {
      zh: "本方案未规定单位回避的口径：以法人单位为准，支撑单位整体回避，合作项目结束三年内回避。",
      en: "This definition says nothing of institutions: the legal entity counts, all of a supporting unit stands aside, and joint projects count for three years after their end.",
    },
  },
};
