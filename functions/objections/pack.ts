import type { Application } from "../../shared/contract/applications.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Notice } from "../../shared/contract/notices.ts";
import type { ObjectionSide } from "../../shared/contract/objection-document-record.ts";
import type { Objection } from "../../shared/contract/objections.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { Sha256 } from "../../shared/kernel/ids.ts";
import type { DecidedRow } from "./decided.ts";

interface Gathered {
  objection: Objection;
  application: Application;
  determination: Determination;
  decision: DecisionRecord;
  notice: Notice;
  row: DecidedRow;
  /** The files of both sides that are named by now. */
  files: readonly PackedFile[];
}

/** A file as a pack names it: by its hash, never by the name that its sender gave it. */
interface PackedFile {
  side: ObjectionSide;
  sha256: Sha256;
  format: string;
  bytes: number;
  state: string;
}

/**
 * The evidence pack of an objection: what the platform can prove of the application's way to its place, as canonical JSON. It
 * names no expert, no officer and nobody who objects; totals stand in the order of size, so that none can be told by its place.
 */
export function packOf(gathered: Gathered): string {
  const { objection, application, determination, decision, notice, row, files } = gathered;
  const { receipt } = application;
  return canonicalJson({
    schemaVersion: 2,
    objection: {
      id: objection.id,
      grounds: objection.grounds,
      content: objection.content,
      evidence: objection.evidence,
      documents: objection.documents,
      lodgedAt: objection.lodgedAt,
      question: objection.question,
      statement: objection.statement && {
        text: objection.statement.text,
        givenAt: objection.statement.givenAt,
      },
      files: files
        .map(({ side, sha256, format, bytes, state }) => ({ side, sha256, format, bytes, state }))
        .toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)),
    },
    application: {
      id: application.id,
      societyCode: application.societyCode,
      societyNames: application.societyNames,
      definitionHash: application.definitionHash,
      receipt: receipt && {
        number: receipt.number,
        arrivedAt: receipt.arrivedAt,
        sha256: receipt.sha256,
        files: receipt.files,
        undertakingVersion: receipt.undertakingVersion,
      },
      history: application.stamps.map(({ act, when }) => ({ act, when })),
    },
    determination: {
      state: determination.state,
      findings: determination.findings,
      determinedAt: determination.determinedAt,
    },
    ranking: {
      rank: row.rank,
      composite: row.composite,
      compositeExact: row.compositeExact,
      tie: row.tie,
      place: row.place,
      figures: row.figures ?? null,
      stages: row.stages.map(({ id, rule, score, sheets }) => ({
        id,
        rule,
        score,
        sheets: sheets
          .map(({ total, isDropped, isLeftOut, isBeside }) => ({
            ...{ total, isDropped, isLeftOut: isLeftOut ?? false },
            // Of an anchor: the calibrated figure follows from it, the mean does not.
            ...(isBeside && { isBeside }),
          }))
          .toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)),
      })),
    },
    tierChanges: decision.tierChanges
      .filter(({ moves }) => moves.some(({ applicationId }) => applicationId === application.id))
      .map(({ state, moves, reason }) => ({ state, moves, reason })),
    decision: {
      id: decision.id,
      definitionHash: decision.definitionHash,
      snapshotHash: decision.snapshotHash,
      decisionHash: decision.decisionHash,
    },
    notice: {
      id: notice.id,
      sha256: notice.sha256,
      publishedAt: notice.publishedAt,
      endsAt: notice.endsAt,
    },
  });
}
