import type { Application } from "../../shared/contract/applications.ts";
import { isOfApplication, type Upload } from "../../shared/contract/upload-record.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { mayJudge } from "../../shared/store/published/judging.ts";

/** The application, if the caller may see its files; to anybody else it does not exist. */
export async function seen(id: ApplicationId, actor: Actor, now: Instant): Promise<Application | undefined> {
  const application = await applications.get({ id });
  if (!application) return undefined;
  if (actor.roles.includes("officer") || actor.roles.includes("supervisor")) return application;
  if (actor.societyCode !== null && actor.societyCode === application.societyCode) return application;
  if (actor.expertId === null) return undefined;
  const pair = await assignments.get({ applicationId: id, expertId: actor.expertId });
  if (pair?.state !== "DECLARED") return undefined;
  return (await mayJudge(application, actor.expertId, now)) ? application : undefined;
}

/** What is no part of the application is for staff and its own society; to an expert it does not exist. */
export const isForReader = ({ kind }: Pick<Upload, "kind">, { expertId }: Pick<Actor, "expertId">): boolean =>
  isOfApplication(kind) || expertId === null;
