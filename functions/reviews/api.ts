import { Frozen } from "../../shared/contract/application-record.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import { reviews as routes } from "../../shared/contract/reviews.ts";
import type { Sheet } from "../../shared/contract/sheet-record.ts";
import { isBlank } from "../../shared/kernel/blank.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { hintsOf } from "../../shared/programme/score-hints.ts";
import { windowOf } from "../../shared/programme/windows.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { serve } from "../../shared/runtime/http.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { attendances } from "../../shared/store/published/attendances.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { together } from "../../shared/store/together.ts";
import { confirmAttendance, listAttendance, recordAttendance } from "./api-attendance.ts";
import { concludeCorrection, listCorrections, signCorrection } from "./api-corrections.ts";
import { listReviewProgress } from "./api-progress.ts";
import { type SheetAct, sheetLifecycle } from "./lifecycle.ts";
import { sheetCorrections } from "./records.ts";
import { contentFaults, sheetText } from "./sheet.ts";
import { boundOf } from "./step-attended.ts";
import { expertOf, judging, judgingPair, scoring } from "./step-pair.ts";
import { submittedFact } from "./step-submitted.ts";

type Written = Call<(typeof routes)["saveSheet"]> | Call<(typeof routes)["submitSheet"]>;

/** The pair, the rubric and the sheet as it stands, within the stage's window. */
async function opened(call: Written) {
  const { stage } = call.query;
  const of = { applicationId: call.params.id, expertId: expertOf(call.actor) };
  const [assigned, application, held, attendance] = await together(
    assignments.ask(of),
    applications.ask({ id: of.applicationId }),
    sheets.ask({ ...of, stage }),
    attendances.ask(of),
  );
  const { pair } = await judging({ pair: scoring(assigned, stage), application }, call.now);
  const definition = await definitionOf({ id: pair.roundId, definitionHash: pair.definitionHash });
  const window = windowOf(definition, stage);
  if (!window) throw call.refuse("not-found", { stage });
  if (call.now < window.opensAt) throw call.refuse("not-open-yet", { opensAt: window.opensAt });
  if (call.now > window.locksAt) throw call.refuse("reviews-locked", { locksAt: window.locksAt });
  const version = held?.version ?? 0;
  if (version !== call.body.version) throw call.refuse("version-conflict", { version });
  return { pair, definition, window, held, stage, attendance };
}

/** The line of the table by which a sheet is written on. */
function transitionFor(call: Written, act: SheetAct, { state }: Pick<Sheet, "state">) {
  const transition = transitionOf(sheetLifecycle, act, state);
  if (!transition) throw call.refuse("wrong-state", { state });
  return transition;
}

/** The next version of a sheet; the lock is judged inside the write, by the sheet's own instant. */
function written(call: Written, next: Sheet, { from }: Pick<Transition, "from">): Write {
  const stale = (held: Record<string, unknown> | undefined) =>
    held && String(held.locksAt) < call.now
      ? call.refuse("reviews-locked", { locksAt: held.locksAt })
      : call.refuse("version-conflict", { version: held?.version ?? 0 });
  if (next.version === 1) return sheets.create(next, stale);
  return sheets.replace(next, [stillIn(from), { field: "locksAt", is: ">=", to: call.now }], stale);
}

/** A sheet before its first writing. */
const firstSheet = (
  pair: Assignment,
  stage: string,
  locksAt: Instant,
  now: Instant,
): Omit<Sheet, "version"> => ({
  roundId: pair.roundId,
  applicationId: pair.applicationId,
  expertId: pair.expertId,
  stage,
  state: sheetLifecycle.initial,
  draft: { scores: {}, opinion: "" },
  submitted: null,
  history: [],
  locksAt,
  savedAt: now,
});

export const handler = serve("reviews", routes, {
  getReviewed: async (call) => {
    const of = { applicationId: call.params.id, expertId: expertOf(call.actor) };
    const [pair, held, sheet] = await together(
      assignments.ask(of),
      applications.ask({ id: call.params.id }),
      sheets.ask({ ...of, stage: "written" }),
    );
    const { application } = await judging({ pair, application: held }, call.now);
    if (!application.receipt) throw call.refuse("not-found");
    const { key, versionId } = application.receipt;
    const frozen = Frozen.parse(JSON.parse(await textOf("documents", key, versionId)));
    const { applicationId, societyNames, partners, sections, files } = frozen;
    const corrections = await sheetCorrections.list(applicationId, of.expertId);
    return { applicationId, societyNames, partners, sections, files, sheet: sheet ?? null, corrections };
  },

  saveSheet: async (call) => {
    const { pair, definition, window, held, stage } = await opened(call);
    const faults = contentFaults(call.body.content, definition).filter(({ code }) => code !== "missing");
    if (faults.length > 0) throw call.refuse("score-out-of-bounds", { faults });
    const before = held ?? firstSheet(pair, stage, window.locksAt, call.now);
    const transition = transitionFor(call, "save", before);
    const next: Sheet = {
      ...before,
      state: transition.to,
      draft: call.body.content,
      savedAt: call.now,
      version: (held?.version ?? 0) + 1,
    };
    const hints = hintsOf(next.draft, definition.scoring);
    return call.commit({ writes: [written(call, next, transition)], answer: { ...next, hints } });
  },

  submitSheet: async (call) => {
    const { pair, definition, window, held, stage, attendance } = await opened(call);
    const { content, reason } = call.body;
    const faults = contentFaults(content, definition);
    if (faults.length > 0) throw call.refuse("score-out-of-bounds", { faults });
    const before = held ?? firstSheet(pair, stage, window.locksAt, call.now);
    const earlier = before.submitted;
    if (earlier && isBlank(reason ?? undefined))
      throw call.refuse("invalid-request", { faults: [{ path: "body.reason", code: "required" }] });
    const transition = transitionFor(call, earlier ? "amend" : "submit", before);
    const { checks, attendanceVersion } = boundOf(definition, before, attendance);
    const next: Sheet = {
      ...before,
      state: transition.to,
      draft: content,
      submitted: {
        ...content,
        submittedAt: call.now,
        sha256: sha256Of(sheetText(before, content, attendanceVersion)),
        ...(attendanceVersion !== undefined && { attendanceVersion }),
      },
      history: earlier ? [...before.history, { ...earlier, reason: reason ?? "" }] : before.history,
      savedAt: call.now,
      version: (held?.version ?? 0) + 1,
    };
    return call.commit({
      writes: [written(call, next, transition), ...checks],
      facts: [submittedFact(next)],
      answer: { ...next, hints: hintsOf(content, definition.scoring) },
    });
  },

  listSheets: async (call) => {
    const { expertId } = call.actor;
    if (expertId !== null) {
      await judgingPair(call.params.id, expertId, call.now);
      return { items: seenByExpert(await sheets.list(call.params.id), expertId) };
    }
    const items = await sheets.list(call.params.id);
    const open = items.find(({ locksAt }) => call.now <= locksAt);
    if (open) throw call.refuse("reviews-open", { locksAt: open.locksAt });
    return { items: items.flatMap(withoutDraft) };
  },

  signCorrection,
  concludeCorrection,
  listCorrections,
  listReviewProgress,
  recordAttendance,
  confirmAttendance,
  listAttendance,
});

/** A sheet as it was submitted: what was written since and not submitted is its expert's alone. */
function withoutDraft(sheet: Sheet): Sheet[] {
  if (!sheet.submitted) return [];
  const { submittedAt: _, sha256: __, attendanceVersion: ___, ...draft } = sheet.submitted;
  return [{ ...sheet, draft }];
}

/** Independence: others' submitted sheets of a stage only after one's own is submitted; others' drafts never. */
function seenByExpert(all: readonly Sheet[], expertId: ExpertId): Sheet[] {
  const own = all.filter((sheet) => sheet.expertId === expertId);
  const done = new Set(own.filter(({ submitted }) => submitted !== null).map(({ stage }) => stage));
  return all.flatMap((sheet) => {
    if (sheet.expertId === expertId) return [sheet];
    return done.has(sheet.stage) ? withoutDraft({ ...sheet, history: [] }) : [];
  });
}
