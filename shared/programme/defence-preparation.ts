import * as z from "zod";
import { Basis } from "./basis.ts";

/** What a society may show at its defence. */
export const MaterialFormat = z.enum(["pptx", "pdf"]);
export type MaterialFormat = z.infer<typeof MaterialFormat>;

/** Due at the end of this working day, counted back from the day before the defence begins: 1 is the last one before it. */
const dueWorkingDays = z.int().positive().max(60);

/** What is asked of a society between the notice of the defence and the defence: who comes, and what is shown. */
export const DefencePreparation = z.strictObject({
  presenters: z.strictObject({
    max: z.int().positive().max(20),
    /** Must one of them hold an office of the society? */
    needsOfficeHolder: z.boolean(),
  }),
  receipt: z.strictObject({ dueWorkingDays }),
  /** Null: nothing is shown. */
  material: z
    .strictObject({
      dueWorkingDays,
      formats: z.array(MaterialFormat).min(1),
      maxBytes: z.int().positive().max(200_000_000),
    })
    .nullable(),
  basis: Basis,
});
export type DefencePreparation = z.infer<typeof DefencePreparation>;
