import type { feedbackRoutes } from "../../shared/contract/feedback.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { standings } from "../../shared/store/published/standings.ts";
import { together } from "../../shared/store/together.ts";
import { feedbackOf } from "./feedback.ts";
import { Snapshot } from "./snapshot.ts";
import { decidedIn } from "./step-decided.ts";

/** To the society's own people alone, once the result of its round is announced. */
export async function getFeedback(call: Call<(typeof feedbackRoutes)["getFeedback"]>) {
  const { id } = call.params;
  const [application] = await together(applications.ask({ id }));
  if (!application || application.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const { roundId } = application;
  const [standing, shown, written] = await Promise.all([
    standings.get({ roundId }),
    notices.all(`round#${roundId}`),
    sheets.list(id),
  ]);
  const isAnnounced = shown.some(
    ({ decisionId, announcedAt }) => decisionId === standing?.decisionId && announcedAt !== null,
  );
  if (!standing || !isAnnounced) throw call.refuse("wrong-state", { result: "not announced" });
  const record = await decisions.get({ id: standing.decisionId });
  if (!record) throw call.refuse("not-found");
  const [decision, text] = await Promise.all([
    decidedIn(record),
    textOf("documents", record.snapshotKey, record.snapshotVersionId),
  ]);
  const snapshot = Snapshot.parse(JSON.parse(text));
  const counted = new Set<string>(
    snapshot.sheets
      .filter(({ applicationId, isLeftOut }) => applicationId === id && !isLeftOut)
      .map(({ sha256 }) => sha256),
  );
  const opinions = written.flatMap(({ stage, submitted }) =>
    submitted && counted.has(submitted.sha256) ? [{ stage, text: submitted.opinion }] : [],
  );
  const feedback = feedbackOf(id, { decision, snapshot, written: opinions }, sha256Of);
  if (!feedback) throw call.refuse("not-found");
  return feedback;
}
