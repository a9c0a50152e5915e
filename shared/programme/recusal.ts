import * as z from "zod";
import { Basis } from "./basis.ts";

/** Whom what the register knows of a society keeps from judging it, beside the ties that are declared. */
export const RecusalRules = z.strictObject({
  /** Two institutions are one where the legal entity is ("entity"), or also where the entity above it is ("parent"). */
  institution: z.enum(["entity", "parent"]),
  /** A supporting unit that is a department bars its own people ("department"), or all of its legal entity ("entity"). */
  supportingUnit: z.enum(["department", "entity"]),
  /** So long a joint project counts after its last day; null: only while it lasts. */
  jointProjectYears: z.int().positive().max(50).nullable(),
  basis: Basis,
});
export type RecusalRules = z.infer<typeof RecusalRules>;

/** Of a definition that says nothing of it. */
export const plainRecusal: RecusalRules = {
  institution: "entity",
  supportingUnit: "entity",
  jointProjectYears: 3,
  basis: {
    assumption: {
      zh: "本方案未规定单位回避的口径：以法人单位为准，支撑单位整体回避，合作项目结束三年内回避。",
      en: "This definition says nothing of institutions: the legal entity counts, all of a supporting unit stands aside, and joint projects count for three years after their end.",
    },
  },
};
