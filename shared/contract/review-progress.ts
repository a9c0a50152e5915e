import * as z from "zod";
import { ApplicationId, ExpertId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { Stage } from "../programme/scoring.ts";
import { AssignmentState } from "./experts.ts";
import { Page, pageOf, route } from "./kit.ts";
import { SheetState } from "./sheet-record.ts";

/** How far the experts of one application are: which sheets are begun and which submitted, and never what is in them. */
export const PanelProgress = z.object({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  societyNames: Words,
  experts: z.array(
    z.object({
      expertId: ExpertId,
      state: AssignmentState,
      /** Only of an anchor: judges it beside its panel, in writing alone. */
      isBeside: z.literal(true).optional(),
      /** Of each stage of the programme; null: nothing is written. */
      sheets: z.array(z.object({ stage: Stage.shape.id, state: SheetState.nullable() })),
    }),
  ),
  /** The programme wants an odd panel, and its members who have neither stood aside nor been released are an even number. */
  isEven: z.boolean(),
  /** Of those who have neither stood aside nor been released, by stage. */
  stages: z.array(z.object({ stage: Stage.shape.id, asked: z.int(), begun: z.int(), submitted: z.int() })),
});
export type PanelProgress = z.infer<typeof PanelProgress>;

export const reviewProgressRoutes = {
  listReviewProgress: route({
    id: "listReviewProgress",
    method: "GET",
    path: "/rounds/{id}/review-progress",
    summary: {
      zh: "查看各申报的评审进度（不显示评分）",
      en: "How far the panel of each application is, without any score",
    },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page.extend({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
    output: pageOf(PanelProgress),
    problems: ["not-found"],
  }),
};
