import * as z from "zod";
import { DecisionId, RoundId, Sha256 } from "../kernel/ids.ts";
import { event } from "./kit.ts";

const of = { decisionId: DecisionId, roundId: RoundId, snapshotHash: Sha256, decisionHash: Sha256 };

export const decisionProposed = event({
  type: "decision.proposed.v1",
  service: "selection",
  aggregate: "decision",
  payload: z.object(of),
});

export const decisionApproved = event({
  type: "decision.approved.v1",
  service: "selection",
  aggregate: "decision",
  payload: z.object(of),
});
