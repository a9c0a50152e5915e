import type { Application } from "../../shared/contract/applications.ts";
import type { DispensationCategory } from "../../shared/contract/dispensation-record.ts";
import { dispensationGranted } from "../../shared/events/applications.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { roundExtended } from "../../shared/events/rounds.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { consume, type Hearing } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { isReached, returnedUntil } from "./moving.ts";
import { dispensations } from "./records.ts";
import { movedPart, returnedPart } from "./step-moved.ts";

type Granted = EventOf<typeof dispensationGranted>["payload"];
type Extended = EventOf<typeof roundExtended>["payload"];
type Heard = Hearing<typeof dispensationGranted | typeof roundExtended>;

/** Applications moved side by side. */
const atOnce = 8;

/** The application as it stands, with a later deadline; nothing where it has one already. */
async function move(
  id: Application["id"],
  { until, category }: { until: Instant; category: DispensationCategory },
  { now, commitPart }: Pick<Heard, "now" | "commitPart">,
): Promise<void> {
  const application = await applications.get({ id });
  const part = application && movedPart(application, { until, category, now });
  if (part) await commitPart(part);
}

async function moveAll(payload: Extended, hearing: Pick<Heard, "now" | "commitPart">): Promise<void> {
  const listed = await applications.all(`round#${payload.roundId}`);
  const reached = listed.filter((one) => isReached(one, payload));
  for (let at = 0; at < reached.length; at += atOnce)
    await Promise.all(reached.slice(at, at + atOnce).map(({ id }) => move(id, payload, hearing)));
}

/** One more return than the programme allows, if the application still is as it was then. */
async function returnedAgain({ applicationId, dispensationId }: Granted, now: Instant) {
  const [application, granted] = await Promise.all([
    applicationId ? applications.get({ id: applicationId }) : undefined,
    dispensations.get({ id: dispensationId }),
  ]);
  const transition = application && transitionOf(applicationLifecycle, "return-again", application.state);
  if (!application || !granted || !transition) return { writes: [], facts: [] };
  const { roundId: id, definitionHash, closesAt } = application;
  const definition = await definitionOf({ id, definitionHash });
  if (now >= definition.timetable.review.fromAt) return { writes: [], facts: [] };
  const until = returnedUntil(definition, { closesAt, now });
  if (isUnloaded(until)) throw new Error(`the calendar of ${until.unloaded} is not loaded`);
  const { items, proposedBy: who } = granted;
  return returnedPart(application, transition, { items, until, who, now });
}

/** What two officers granted comes to pass; whatever was written meanwhile, each application is looked at anew. */
export const handler = consume({
  service: "applications",
  name: "on-dispensation",
  mode: "each",
  hears: [dispensationGranted, roundExtended],
  handle: async ({ event, now, commit, commitPart }) => {
    if (event.type === roundExtended.type) {
      await moveAll(event.payload, { now, commitPart });
    } else {
      const { kind, applicationId, until } = event.payload;
      if (kind === "further-return") return commit(await returnedAgain(event.payload, now));
      const { category } = event.payload;
      if (applicationId !== null && until !== null)
        await move(applicationId, { until, category }, { now, commitPart });
    }
    return commit({ writes: [] });
  },
});
