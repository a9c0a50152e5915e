import { type Determination, eligibility as routes } from "../../shared/contract/eligibility.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { serve } from "../../shared/runtime/http.ts";
import { applications, withChannels } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { together } from "../../shared/store/together.ts";
import { actOf } from "./act.ts";
import { answerAppeal, listAppeals, listOwnAppeals, lodgeAppeal } from "./api-appeal.ts";
import { dryRunEligibility } from "./api-dry-run.ts";
import { decideReinstatement, getReinstatement, proposeReinstatement } from "./api-reinstatement.ts";
import { listSecondLooks, settleSecondLook } from "./api-second-look.ts";
import { bearsRejection, isDetermined, isOutdated } from "./examination.ts";
import { determinationLifecycle } from "./lifecycle.ts";
import { determined, examined } from "./records.ts";

export const handler = serve("eligibility", routes, {
  dryRunEligibility,
  listSecondLooks,
  settleSecondLook,
  lodgeAppeal,
  listOwnAppeals,
  listAppeals,
  answerAppeal,
  getReinstatement,
  proposeReinstatement,
  decideReinstatement,

  getDetermination: async (call) => {
    const held = await determinations.get({ applicationId: call.params.id });
    if (!held) throw call.refuse("not-found");
    return held;
  },

  listDeterminations: async (call) => {
    const { items, cursor } = await determinations.page(`round#${call.params.roundId}`, call.query);
    return { items: await withChannels(items), cursor };
  },

  determineEligibility: async (call) => {
    const { decision, reason, version } = call.body;
    const [held, application] = await together(
      determinations.ask({ applicationId: call.params.id }),
      applications.ask({ id: call.params.id }),
    );
    if (!held || !application) throw call.refuse("not-found");
    if (application.state !== "SUBMITTED") throw call.refuse("wrong-state", { state: application.state });
    if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
    if (isOutdated(held, application))
      throw call.refuse("wrong-state", { examined: held.applicationVersion });
    // Judged by the facts of this moment: an event that tells of a new one may still be on its way.
    const { says, stillSo } = await examined(application);
    if (decision === "rejected" && !bearsRejection(says, held))
      throw call.refuse("wrong-state", { examined: held.applicationVersion });
    const judged = { ...held, ...says };
    const act = actOf(judged, decision, call.actor.id);
    if (act instanceof Problem) throw act;
    const transition = transitionOf(determinationLifecycle, act, held.state);
    if (!transition) throw call.refuse("wrong-state", { state: held.state });
    const isSecond = act === "confirm-rejection";
    const next: Determination = {
      ...judged,
      state: transition.to,
      reason,
      firstOfficer: isSecond ? held.firstOfficer : call.actor.id,
      secondOfficer: isSecond ? call.actor.id : null,
      determinedAt: act === "propose-rejection" ? null : call.now,
      version: held.version + 1,
    };
    const conflict = (stored: Record<string, unknown> | undefined) =>
      call.refuse("version-conflict", { version: stored?.version });
    const part = determined(next, application, { transition, stillSo, refused: conflict });
    return call.commit({ ...part, answer: next });
  },

  getOwnDetermination: async (call) => {
    const [held, application] = await together(
      determinations.ask({ applicationId: call.params.id }),
      applications.ask({ id: call.params.id }),
    );
    if (!held || application?.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
    // What one officer proposes is nobody's decision yet.
    return isDetermined(held) ? held : { ...held, state: "FOUND" as const, reason: null, determinedAt: null };
  },
});
