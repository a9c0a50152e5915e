import type { Objection, objections as routes } from "../../shared/contract/objections.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { objectionLifecycle } from "./lifecycle.ts";
import { namedFiles } from "./records.ts";
import { filesToName, fileTermsOf, keptFiles } from "./step-files.ts";

/** Until the target was asked there is nothing for it to see; afterwards it sees what it is asked, and what came of it. */
export const isForTarget = ({ handledBy, state }: Objection) =>
  handledBy !== null && state !== "NOT_ACCEPTED";

/** A conclusion that nobody has approved is nobody's word yet. */
export const asTargetSees = (one: Objection): Objection =>
  one.decidedAt === null ? { ...one, outcome: null, effect: null, reason: null } : one;

/** The target says what it has to say, and which of the files that it sent in go with it. */
export async function stateCase(call: Call<(typeof routes)["stateCase"]>) {
  const { version, text, documentIds } = call.body;
  const held = await objections.get({ id: call.params.id });
  if (!held || held.societyCode !== call.actor.societyCode || !isForTarget(held))
    throw call.refuse("not-found");
  const transition = transitionOf(objectionLifecycle, "state-case", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  const inTime = { field: "statementBy", is: ">=", to: call.now } as const;
  const late = () => call.refuse("deadline-passed", { closesAt: held.statementBy, arrivedAt: call.now });
  if (held.statementBy === null || call.now > held.statementBy) throw late();
  const [files, before] = await Promise.all([
    filesToName(call, documentIds, {
      side: "target",
      terms: await fileTermsOf(held.roundId),
      isOwn: (one) => one.objectionId === held.id,
    }),
    namedFiles.get({ matterId: held.id }),
  ]);
  const next: Objection = {
    ...held,
    state: transition.to,
    statement: { text, givenBy: call.actor.id, givenAt: call.now },
    stamps: [...held.stamps, { act: "state-case", who: call.actor.id, when: call.now, reason: null }],
    version: held.version + 1,
  };
  return call.commit({
    writes: [
      objections.replace(next, [stillIn(transition.from), inTime]),
      ...keptFiles(held.id, { files, secret: null, now: call.now }, before),
    ],
    answer: asTargetSees(next),
  });
}
