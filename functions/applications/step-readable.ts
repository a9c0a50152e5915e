import type { Application } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { mayRead } from "./access.ts";

/** An application that the caller may read. To anybody else it does not exist. */
export async function readable(id: ApplicationId, actor: Actor): Promise<Application> {
  const application = await applications.get({ id });
  if (!application || !mayRead(application, actor)) throw new Problem("not-found");
  return application;
}
