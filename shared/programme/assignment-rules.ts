import * as z from "zod";
import { Basis, Key } from "./basis.ts";
import { DrawRules } from "./draw-rules.ts";

const points = z.int().positive().max(100);

/**
 * A place where a field that an expert declares may be found: the category under which the register lists the applicant, its
 * name, or what it wrote in a section, wholly or for one indicator. Found there, it is worth the points.
 */
export const FitSource = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("category"), points }),
  z.strictObject({ of: z.literal("name"), points }),
  z.strictObject({ of: z.literal("section"), section: Key, indicator: Key.nullable(), points }),
]);
export type FitSource = z.infer<typeof FitSource>;

/** Applications that all experts judge, so that marks given in different groups can be compared. */
export const AnchorRules = z.strictObject({
  /** Each is scored in the written stage by every expert whom no hard rule keeps from it; 0: there are none. */
  count: z.int().nonnegative().max(20),
  /**
   * Which they are. "widest": those that most experts may judge, and the lot among equals; "lot": by lot alone. Who was one
   * in an earlier plan stays one.
   */
  choice: z.enum(["widest", "lot"]),
  /** Does an anchor take a place of an expert's cap? */
  countAgainstCap: z.boolean(),
  basis: Basis,
});
export type AnchorRules = z.infer<typeof AnchorRules>;

const noAnchors: z.input<typeof AnchorRules> = {
  count: 0,
  choice: "widest",
  countAgainstCap: true,
  basis: {
    assumption: {
      zh: "本方案未规定锚定申报：不设。",
      en: "This definition says nothing of anchor applications: there are none.",
    },
  },
};

/** How experts are assigned to applications. */
export const AssignmentRules = z.strictObject({
  /** "optimised": by a plan with the objectives below; "drawn": by lot, with the rules in `draw`. */
  mode: z.enum(["optimised", "drawn"]).default("optimised"),
  /** Null where nothing is drawn. */
  draw: DrawRules.nullable().default(null),
  /**
   * In this order: "worst": the worst-served application's sum of fits as high as possible; "total": the sum of all;
   * "balance": even loads.
   */
  objectives: z.array(z.enum(["worst", "total", "balance"])).min(1),
  panel: z.strictObject({
    /** The experts of an application are an odd number. */
    odd: z.boolean(),
    /**
     * Where they have to be, and the written scores of an application that count are an even number once scoring has closed:
     * "refused": no decision is proposed; "flagged": whoever prepares it sees which.
     */
    whenEven: z.enum(["flagged", "refused"]).default("flagged"),
    /**
     * At most one expert of an institution judges an application. "hard": always; "soft": where all applications can have it
     * so at once, else two of one institution are named; "off": not asked.
     */
    perInstitution: z.enum(["hard", "soft", "off"]),
  }),
  /** What makes an expert fit an application; the points come to 100. */
  fit: z.array(FitSource).min(1),
  anchors: AnchorRules.default(noAnchors),
  basis: Basis,
});
export type AssignmentRules = z.infer<typeof AssignmentRules>;

/** Of a definition that says nothing of it. */
export const plainAssignment: AssignmentRules = {
  mode: "optimised",
  draw: null,
  objectives: ["worst", "total", "balance"],
  panel: { odd: false, whenEven: "flagged", perInstitution: "off" },
  fit: [{ of: "category", points: 100 }],
  anchors: noAnchors,
  basis: {
    assumption: {
      zh: "本方案未规定专家分配办法：按学会分类与专家领域是否相符分配，先顾最不利的申报，再求总和，再求均衡。",
      en: "This definition says nothing of assignment: fit is the society's category among the expert's fields; the worst-served application first, then the total, then even loads.",
    },
  },
};
