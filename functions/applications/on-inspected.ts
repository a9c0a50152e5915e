import type { Application } from "../../shared/contract/applications.ts";
import { correctionOpened } from "../../shared/events/applications.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";

/** A file of a submitted application was refused: one correction opens for that file, the application is not lost. */
export const handler = consume({
  service: "applications",
  name: "on-inspected",
  mode: "each",
  hears: [uploadInspected],
  handle: async ({ event, now, commit }) => {
    const { applicationId, uploadId, kind, verdict, reasons } = event.payload;
    const application = await applications.get({ id: applicationId });
    if (!application) throw new Error(`application ${applicationId} is unknown`);
    const isSubmitted = application.receipt?.files.some((file) => file.uploadId === uploadId) === true;
    if (verdict !== "refused" || !isSubmitted || application.state !== "SUBMITTED") {
      await commit({ writes: [] });
      return;
    }
    const { timetable } = await definitionOf({
      id: application.roundId,
      definitionHash: application.definitionHash,
    });
    const hours = plusSeconds(now, timetable.correction.hours * 3600);
    const until = [hours, application.closesAt].toSorted().at(-1) ?? hours;
    const next: Application = {
      ...application,
      corrections: [...application.corrections.filter((one) => one.kind !== kind), { kind, until, reasons }],
      version: application.version + 1,
    };
    const { roundId, societyCode } = application;
    await commit({
      writes: [applications.replace(next)],
      facts: [
        fact(correctionOpened, {
          aggregateId: applicationId,
          version: next.version,
          payload: { applicationId, roundId, societyCode, kind, until, reasons },
        }),
      ],
    });
  },
});
