import * as z from "zod";
import { ApplicationId } from "../kernel/ids.ts";
import { societyPeople } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { BarredBecause } from "./barred.ts";
import { route } from "./kit.ts";

/** What a society is told of its review once the result is announced: nothing of who wrote it, and no other society's name. */
export const Feedback = z.object({
  applicationId: ApplicationId,
  /** Rounded as the programme says; this figure ranked. Null when the application took no part in the ranking. */
  composite: z.string().nullable(),
  /** Why it took no part; empty when it was ranked. */
  because: z.array(z.object({ code: BarredBecause, words: Words })),
  /** The figures beside it, where the programme asks for them. */
  figures: z
    .object({ raw: z.string(), trimmed: z.string(), calibrated: z.string(), se: z.string() })
    .nullable(),
  /** Which of them the programme decides by. */
  decidesBy: z.enum(["mean", "trimmed-mean", "calibrated"]),
  stages: z.array(z.object({ id: z.string(), name: Words, score: z.string(), sheets: z.int() })),
  /** Where the composite stands against the lowest that got a place in each tier by the decision. */
  lines: z.array(z.object({ tier: Words, lowest: z.string(), isReached: z.boolean(), by: z.string() })),
  /** In an order that says nothing of who wrote which. */
  opinions: z.array(z.object({ stage: z.string(), text: z.string() })),
});
export type Feedback = z.infer<typeof Feedback>;

export const feedbackRoutes = {
  getFeedback: route({
    id: "getFeedback",
    method: "GET",
    path: "/applications/{id}/feedback",
    summary: {
      zh: "查看本单位的评审反馈（公布结果后）",
      en: "Read the feedback on one's own application, after the result",
    },
    who: societyPeople,
    params: z.object({ id: ApplicationId }),
    output: Feedback,
    problems: ["not-found", "wrong-state"],
  }),
};
