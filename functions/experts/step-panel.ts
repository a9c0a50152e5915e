import type { Application } from "../../shared/contract/application-record.ts";
import { type Assignment, type Expert, isOfPanel } from "../../shared/contract/experts.ts";
import { namesOf } from "../../shared/contract/partnership-record.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { assignmentLifecycle } from "./lifecycle.ts";

/** The experts of an application's panel who neither stood aside nor were released. */
export async function panelOf(applicationId: Application["id"]): Promise<Expert[]> {
  const members = (await assignments.list(applicationId)).filter(isOfPanel);
  return experts.getMany(members.map(({ expertId }) => ({ id: expertId })));
}

interface Made extends Pick<Assignment, "declared" | "planId" | "anchor"> {
  expertId: Expert["id"];
  by: string;
  at: Instant;
}

/** A pair as it begins. */
export const newPair = (
  application: Application,
  { timetable: { review } }: ProgrammeDefinition,
  { expertId, declared, planId, anchor, by, at }: Made,
): Assignment => ({
  roundId: application.roundId,
  applicationId: application.id,
  expertId,
  societyCode: application.societyCode,
  // Whoever declares ties sees every society that the application is of.
  societyNames: namesOf(application),
  definitionHash: application.definitionHash,
  state: assignmentLifecycle.initial,
  opensAt: review.fromAt,
  locksAt: review.toAt,
  declared,
  recusedBecause: null,
  releasedBecause: null,
  planId,
  ...(anchor && { anchor }),
  assignedBy: by,
  assignedAt: at,
  version: 1,
});
