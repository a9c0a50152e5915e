import * as z from "zod";
import { Basis } from "./basis.ts";

/** An assignment is acknowledged by the declaration of interests; after so many working days officers see who is silent. */
export const Acknowledgement = z.strictObject({
  workingDays: z.int().positive().max(60),
  basis: Basis,
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** Of a definition that says nothing of it. */
export const plainAcknowledgement: Acknowledgement = {
  workingDays: 3,
  basis: {
    assumption: {
      zh: "本方案未规定专家确认任务的时限：三个工作日内未声明有无利益冲突的，向项目办公室列出。",
      en: "This definition sets no time to acknowledge an assignment: who has not declared within three working days is listed to officers.",
    },
  },
};
