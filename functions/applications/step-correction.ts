import type { Application } from "../../shared/contract/applications.ts";
import { correctionOpened } from "../../shared/events/applications.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import type { Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { changed } from "./records.ts";

interface Part {
  writes: Write[];
  facts: Fact[];
}

/**
 * Since when a file of this kind may be replaced: the first refusal since the application was submitted. A replacement
 * that is refused as well gets no hours of its own, or a bad file a night would put the examination off for ever.
 */
function refusedSince({ stamps }: Pick<Application, "stamps">, kind: string): Instant | undefined {
  const submitted = stamps.findLastIndex(({ act }) => act === "submit");
  const first = stamps
    .slice(submitted + 1)
    .find(({ act, reason }) => act === "refuse-file" && reason === kind);
  return first?.when;
}

/**
 * Opens a correction for each file of a submission that inspection refused, one part for each: the application is not
 * lost. Asked after a verdict and after a submission, for either may come first.
 */
export async function correctionsFor(id: Application["id"], now: Instant): Promise<Part[]> {
  const application = await applications.get({ id });
  if (!application) throw new Error(`application ${id} is unknown`);
  const transition = transitionOf(applicationLifecycle, "refuse-file", application.state);
  if (!application.receipt || !transition) return [];
  const open = new Set(application.corrections.map(({ kind }) => kind));
  const files = await uploads.getMany(
    application.receipt.files.map(({ uploadId }) => ({ applicationId: id, id: uploadId })),
  );
  const refused = files.filter(({ state, kind }) => state === "REFUSED" && !open.has(kind));
  if (refused.length === 0) return [];
  const { timetable } = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  const parts: Part[] = [];
  let held = application;
  for (const { kind, reasons } of refused) {
    const hours = plusSeconds(refusedSince(held, kind) ?? now, timetable.correction.hours * 3600);
    const until = hours > held.closesAt ? hours : held.closesAt;
    // From here on only an officer can give it back.
    if (until < now) continue;
    const correction = { kind, until, reasons: reasons.map(({ code }) => code) };
    held = {
      ...held,
      state: transition.to,
      corrections: [...held.corrections, correction],
      stamps: [...held.stamps, { act: "refuse-file", who: "system", when: now, reason: kind }],
      version: held.version + 1,
    };
    const { roundId, societyCode, version } = held;
    const payload = { applicationId: id, roundId, societyCode, ...correction };
    parts.push({
      writes: [changed(held, transition)],
      facts: [fact(correctionOpened, { aggregateId: id, version, payload })],
    });
  }
  return parts;
}
