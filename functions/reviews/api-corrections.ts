import type { SheetCorrection, sheetCorrectionRoutes } from "../../shared/contract/sheet-corrections.ts";
import type { Sheet } from "../../shared/contract/sheet-record.ts";
import { SheetCorrectionId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { asRead, stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { attendances } from "../../shared/store/published/attendances.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sheetTallies } from "../../shared/store/published/sheet-tallies.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { standings } from "../../shared/store/published/standings.ts";
import { together } from "../../shared/store/together.ts";
import { correctionLifecycle, sheetLifecycle } from "./lifecycle.ts";
import { sheetCorrections } from "./records.ts";
import { contentFaults, sheetText } from "./sheet.ts";
import { boundOf } from "./step-attended.ts";
import { expertOf, judging } from "./step-pair.ts";
import { submittedFact } from "./step-submitted.ts";

type Routes = typeof sheetCorrectionRoutes;

/** Scores of a round move no more once a decision on it was proposed. */
const nothingProposed = asRead(undefined);

export async function signCorrection(call: Call<Routes["signCorrection"]>) {
  const { stage } = call.query;
  const { version, content, reason } = call.body;
  const of = { applicationId: call.params.id, expertId: expertOf(call.actor) };
  const [assigned, application, sheet, attendance] = await together(
    assignments.ask(of),
    applications.ask({ id: of.applicationId }),
    sheets.ask({ ...of, stage }),
    attendances.ask(of),
  );
  const { pair } = await judging({ pair: assigned, application }, call.now);
  if (!sheet) throw call.refuse("not-found", { stage });
  // Until the lock the expert amends the sheet and needs nobody.
  if (call.now <= sheet.locksAt) throw call.refuse("reviews-open", { locksAt: sheet.locksAt });
  if (sheet.version !== version) throw call.refuse("version-conflict", { version: sheet.version });
  const { roundId, definitionHash } = pair;
  const [definition, proposed] = await Promise.all([
    definitionOf({ id: roundId, definitionHash }),
    standings.get({ roundId }),
  ]);
  if (proposed) throw call.refuse("decision-proposed", { decisionId: proposed.decisionId });
  const faults = contentFaults(content, definition);
  if (faults.length > 0) throw call.refuse("score-out-of-bounds", { faults });
  const { attendanceVersion, checks } = boundOf(definition, sheet, attendance);
  const next: SheetCorrection = {
    ...of,
    id: SheetCorrectionId.parse(call.newId("sheetCorrection")),
    roundId,
    stage,
    state: correctionLifecycle.initial,
    sheetVersion: sheet.version,
    replaces: sheet.submitted?.sha256 ?? null,
    content,
    sha256: sha256Of(sheetText(sheet, content, attendanceVersion)),
    ...(attendanceVersion !== undefined && { attendanceVersion }),
    reason,
    signedAt: call.now,
    concludedBy: null,
    concludedAt: null,
    remark: null,
    version: 1,
  };
  const late = () => call.refuse("decision-proposed");
  return call.commit({
    writes: [sheetCorrections.create(next), standings.check({ roundId }, [nothingProposed], late), ...checks],
    answer: next,
  });
}

/** The sheet as both signed it: what stood there before is kept with the reason. */
function correctedSheet(sheet: Sheet, correction: SheetCorrection): Sheet {
  const { id, content, sha256, reason, signedAt, attendanceVersion } = correction;
  const { submitted, history } = sheet;
  const transition = transitionOf(sheetLifecycle, "correct", sheet.state);
  if (!transition) throw new Error(`a sheet that is ${sheet.state} can always be corrected`);
  return {
    ...sheet,
    state: transition.to,
    draft: content,
    submitted: {
      ...content,
      submittedAt: signedAt,
      sha256,
      ...(attendanceVersion !== undefined && { attendanceVersion }),
    },
    history: submitted ? [...history, { ...submitted, reason, correctionId: id }] : history,
    savedAt: signedAt,
    version: sheet.version + 1,
  };
}

export async function concludeCorrection(call: Call<Routes["concludeCorrection"]>) {
  const { id: applicationId, correctionId } = call.params;
  const { version, conclusion, remark } = call.body;
  const held = (await sheetCorrections.list(applicationId)).find(({ id }) => id === correctionId);
  if (!held) throw call.refuse("not-found");
  const act = conclusion === "countersigned" ? "countersign" : "refuse";
  const transition = transitionOf(correctionLifecycle, act, held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  const next: SheetCorrection = {
    ...held,
    state: transition.to,
    concludedBy: call.actor.id,
    concludedAt: call.now,
    remark,
    version: held.version + 1,
  };
  const own = sheetCorrections.replace(next, [stillIn(transition.from)]);
  if (act === "refuse") return call.commit({ writes: [own], answer: next });
  if (call.actor.expertId === held.expertId) throw call.refuse("second-person-required");
  const { roundId, expertId, stage } = held;
  const [pair, application, sheet, tally, proposed] = await together(
    assignments.ask({ applicationId, expertId }),
    applications.ask({ id: applicationId }),
    sheets.ask({ applicationId, expertId, stage }),
    sheetTallies.ask({ roundId }),
    standings.ask({ roundId }),
  );
  // Who has stood aside since, or is barred, signs nothing any more.
  await judging({ pair, application }, call.now);
  if (proposed) throw call.refuse("decision-proposed", { decisionId: proposed.decisionId });
  if (!sheet || sheet.version !== held.sheetVersion) {
    throw call.refuse("version-conflict", { version: sheet?.version ?? 0 });
  }
  const corrected = correctedSheet(sheet, next);
  const counted = { roundId, version: (tally?.version ?? 0) + 1 };
  const late = () => call.refuse("decision-proposed");
  return call.commit({
    writes: [
      own,
      sheets.replace(corrected),
      tally ? sheetTallies.replace(counted) : sheetTallies.create(counted),
      standings.check({ roundId }, [nothingProposed], late),
    ],
    facts: [submittedFact(corrected)],
    answer: next,
  });
}

export const listCorrections = async (call: Call<Routes["listCorrections"]>) =>
  sheetCorrections.page(`round#${call.params.id}`, call.query);
