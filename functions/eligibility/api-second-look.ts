import type { eligibility as routes } from "../../shared/contract/eligibility.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { asRead } from "../../shared/store/entity.ts";
import { applications, withChannels } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { together } from "../../shared/store/together.ts";
import { secondLooks } from "./records.ts";
import { barredFrom, reexamined } from "./step-reexamine.ts";
import { lookedAt } from "./step-second-look.ts";

type Routes = typeof routes;

export async function listSecondLooks(call: Call<Routes["listSecondLooks"]>) {
  const { items, cursor } = await secondLooks.page(`round#${call.params.roundId}`, call.query);
  return { items: await withChannels(items), cursor };
}

export async function settleSecondLook(call: Call<Routes["settleSecondLook"]>) {
  const { id: applicationId } = call.params;
  const { decision, reason, version } = call.body;
  const [look, held, application] = await together(
    secondLooks.ask({ applicationId }),
    determinations.ask({ applicationId }),
    applications.ask({ id: applicationId }),
  );
  if (!look || !held || !application) throw call.refuse("not-found");
  if (look.version !== version) throw call.refuse("version-conflict", { version: look.version });
  const conflict = (stored: Record<string, unknown> | undefined) =>
    call.refuse("version-conflict", { version: stored?.version });
  const act = decision === "stands" ? "keep" : "reopen";
  const part = lookedAt(look, { act, who: call.actor.id, now: call.now, reason }, conflict);
  if (!part) throw call.refuse("wrong-state", { state: look.state });
  const { next, writes, facts } = part;
  if (act === "keep") {
    const same = determinations.check({ applicationId }, [asRead(held)], conflict);
    return call.commit({ writes: [...writes, same], facts, answer: next });
  }
  const barred = await barredFrom("reopen", held, application);
  if (barred) throw call.refuse("wrong-state", barred);
  const anew = await reexamined("reopen", { held, application, now: call.now }, conflict);
  return call.commit({
    writes: [...writes, ...anew.writes],
    facts: [...facts, ...anew.facts],
    answer: next,
  });
}
