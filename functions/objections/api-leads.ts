import type { Lead, objections as routes } from "../../shared/contract/objections.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { leadLifecycle } from "./lifecycle.ts";
import { leads } from "./records.ts";

type Routes = typeof routes;

export const listLeads = async (call: Call<Routes["listLeads"]>) =>
  leads.page(`round#${call.params.id}`, call.query);

export const listReferrals = async (call: Call<Routes["listReferrals"]>) =>
  leads.page(`referred#${call.params.id}`, call.query);

export async function settleLead(call: Call<Routes["settleLead"]>) {
  const { version, decision, summary } = call.body;
  const held = await leads.get({ id: call.params.id });
  if (!held) throw call.refuse("not-found");
  const transition = transitionOf(leadLifecycle, decision === "referred" ? "refer" : "close", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  const next: Lead = {
    ...held,
    state: transition.to,
    summary,
    settledBy: call.actor.id,
    settledAt: call.now,
    version: held.version + 1,
  };
  return call.commit({ writes: [leads.replace(next, [stillIn(transition.from)])], answer: next });
}
