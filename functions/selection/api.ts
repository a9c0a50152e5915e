import { type DecisionRecord, selection as routes } from "../../shared/contract/selection.ts";
import { decisionApproved, decisionProposed } from "../../shared/events/selection.ts";
import { DecisionId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { scoresLockAt } from "../../shared/programme/windows.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { serve } from "../../shared/runtime/http.ts";
import { keepText, textOf } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { asRead, stillIn } from "../../shared/store/entity.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { dockets } from "../../shared/store/published/dockets.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { sheetTallies } from "../../shared/store/published/sheet-tallies.ts";
import { standings } from "../../shared/store/published/standings.ts";
import { together } from "../../shared/store/together.ts";
import { concludeDeliberation, listDeliberations, recordDeliberation } from "./api-deliberations.ts";
import { getFeedback } from "./api-feedback.ts";
import { concludeOmission, listOmissions, previewRanking, proposeOmission } from "./api-omissions.ts";
import { concludeTierChange, proposeTierChange } from "./api-tier-changes.ts";
import { decide, decisionText, snapshotText } from "./decide.ts";
import { undeliberated } from "./deliberation.ts";
import { evenPanels } from "./even-panels.ts";
import { decisionLifecycle } from "./lifecycle.ts";
import { deliberations, tallies } from "./records.ts";
import { collect } from "./step-collect.ts";
import { decidedIn } from "./step-decided.ts";
import { recusedIn } from "./step-recused.ts";

const payloadOf = ({ id: decisionId, roundId, snapshotHash, decisionHash }: DecisionRecord) => ({
  decisionId,
  roundId,
  snapshotHash,
  decisionHash,
});

export const handler = serve("selection", routes, {
  proposeDecision: async (call) => {
    const round = await rounds.get({ id: call.params.id });
    if (!round || round.state === "DRAFT") throw call.refuse("not-found");
    const definition = await definitionOf(round);
    const locks = scoresLockAt(definition);
    if (call.now <= locks) throw call.refuse("reviews-open", { locksAt: locks });
    const of = { roundId: round.id };
    const [standing, tally, sheetTally, docket] = await together(
      standings.ask(of),
      tallies.ask(of),
      sheetTallies.ask(of),
      dockets.ask(of),
    );
    const earlier = standing && (await decisions.get({ id: standing.decisionId }));
    const supersede = earlier && transitionOf(decisionLifecycle, "supersede", earlier.state);
    if (earlier && !supersede) throw call.refuse("wrong-state", { state: earlier.state });
    const [snapshot, recused] = await Promise.all([collect(round, definition), recusedIn(round.id)]);
    const { panel } = definition.reviewing.assignment;
    const even = panel.whenEven === "refused" ? evenPanels(snapshot, panel) : [];
    if (even.length > 0) throw call.refuse("panel-even", { missing: even });
    const texts = { snapshot: snapshotText(snapshot), decision: decisionText(decide(snapshot, sha256Of)) };
    const hashes = {
      snapshot: sha256Of(texts.snapshot),
      decision: sha256Of(texts.decision),
    };
    const keys = {
      snapshot: `selection/${round.id}/${hashes.snapshot}.snapshot.json`,
      decision: `selection/${round.id}/${hashes.decision}.decision.json`,
    };
    const [snapshotVersionId, decisionVersionId] = await Promise.all([
      keepText("documents", keys.snapshot, texts.snapshot, hashes.snapshot),
      keepText("documents", keys.decision, texts.decision, hashes.decision),
    ]);
    const record: DecisionRecord = {
      id: DecisionId.parse(call.newId("decision")),
      roundId: round.id,
      definitionHash: round.definitionHash,
      snapshotHash: hashes.snapshot,
      snapshotKey: keys.snapshot,
      snapshotVersionId,
      decisionHash: hashes.decision,
      decisionKey: keys.decision,
      decisionVersionId,
      state: decisionLifecycle.initial,
      proposedBy: call.actor.id,
      proposedAt: call.now,
      approvedBy: null,
      approvedAt: null,
      tierChanges: [],
      ...(recused.length > 0 && { recused }),
      version: 1,
    };
    const superseded = earlier &&
      supersede && { ...earlier, state: supersede.to, version: earlier.version + 1 };
    const stands = {
      roundId: round.id,
      decisionId: record.id,
      version: (standing?.version ?? 0) + 1,
    };
    const moved = () => call.refuse("version-conflict");
    return call.commit({
      writes: [
        standing ? standings.replace(stands) : standings.create(stands),
        decisions.create(record),
        // A score that was left out or corrected since is not so in the snapshot: then it has to be collected anew.
        tallies.check(of, [asRead(tally)], moved),
        sheetTallies.check(of, [asRead(sheetTally)], moved),
        // Nor is an application that was revoked since.
        dockets.check(of, [asRead(docket)], moved),
        ...(superseded ? [decisions.replace(superseded, [stillIn(supersede.from)])] : []),
      ],
      facts: [fact(decisionProposed, { aggregateId: record.id, version: 1, payload: payloadOf(record) })],
      answer: record,
    });
  },

  approveDecision: async (call) => {
    const record = await decisions.get({ id: call.params.id });
    if (!record) throw call.refuse("not-found");
    const transition = transitionOf(decisionLifecycle, "approve", record.state);
    if (!transition) throw call.refuse("wrong-state", { state: record.state });
    if (record.version !== call.body.version || record.decisionHash !== call.body.decisionHash) {
      throw call.refuse("version-conflict", { version: record.version, decisionHash: record.decisionHash });
    }
    if (record.proposedBy === call.actor.id) throw call.refuse("second-person-required");
    if (record.tierChanges.some(({ state }) => state === "PROPOSED"))
      throw call.refuse("wrong-state", { tierChange: "PROPOSED" });
    const [decision, talked] = await Promise.all([decidedIn(record), deliberations.list(record.id)]);
    const missing = undeliberated(decision, talked);
    if (missing.length > 0) throw call.refuse("deliberation-missing", { missing });
    const next: DecisionRecord = {
      ...record,
      state: transition.to,
      approvedBy: call.actor.id,
      approvedAt: call.now,
      version: record.version + 1,
    };
    return call.commit({
      writes: [decisions.replace(next, [stillIn(transition.from)])],
      facts: [
        fact(decisionApproved, { aggregateId: next.id, version: next.version, payload: payloadOf(next) }),
      ],
      answer: next,
    });
  },

  getFeedback,
  previewRanking,
  proposeOmission,
  concludeOmission,
  listOmissions,
  proposeTierChange,
  concludeTierChange,
  recordDeliberation,
  concludeDeliberation,
  listDeliberations,

  getDecision: async (call) => {
    const record = await decisions.get({ id: call.params.id });
    if (!record) throw call.refuse("not-found");
    const [snapshot, decision] = await Promise.all([
      textOf("documents", record.snapshotKey, record.snapshotVersionId),
      textOf("documents", record.decisionKey, record.decisionVersionId),
    ]);
    return { record, snapshot, decision };
  },

  listDecisions: async (call) => ({ items: await decisions.all(`round#${call.params.id}`) }),
});
