import type { EarlierFact, ImportRecord } from "../../shared/contract/register-record.ts";
import type { rounds as routes, Society } from "../../shared/contract/rounds.ts";
import type { UsccCorrection } from "../../shared/contract/uscc-record.ts";
import { usccCorrected } from "../../shared/events/rounds.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { usccCorrections } from "../../shared/store/published/uscc-corrections.ts";
import { usccCorrectionLifecycle } from "./lifecycle.ts";
import { usccHolds } from "./records.ts";
import { actOf } from "./step-register.ts";

type Routes = typeof routes;

type Hold = Awaited<ReturnType<typeof usccHolds.get>>;

/** Does another society of the register have the code, or was it given to one by a correction? `hold` is read before. */
async function isTaken(uscc: string, { code }: Pick<Society, "code">, hold: Hold): Promise<boolean> {
  const all = await societies.all("all");
  if (all.some((other) => other.code !== code && other.uscc === uscc)) return true;
  if (!hold || hold.societyCode === code) return false;
  // Whom it was given to may have been corrected again; the index may lag behind.
  const holder = await societies.get({ code: hold.societyCode });
  return holder?.uscc === uscc;
}

export async function proposeUsccCorrection(call: Call<Routes["proposeUsccCorrection"]>) {
  const { code } = call.params;
  const { version, from, to, reason, source } = call.body;
  const [society, held] = await Promise.all([
    societies.get({ code }),
    usccCorrections.get({ societyCode: code }),
  ]);
  if (!society) throw call.refuse("not-found");
  if ((held?.version ?? 0) !== version || society.uscc !== from)
    throw call.refuse("version-conflict", { version: held?.version ?? 0, uscc: society.uscc });
  if (from === to) throw call.refuse("wrong-state", { uscc: society.uscc });
  if (await isTaken(to, society, await usccHolds.get({ uscc: to }))) throw call.refuse("uscc-taken");
  const next: UsccCorrection = {
    ...{ societyCode: code, state: usccCorrectionLifecycle.initial, from, to, reason, source },
    ...{ proposedBy: call.actor.id, proposedAt: call.now },
    ...{ decidedBy: null, decidedAt: null, note: null },
    former: held?.former ?? [],
    version: version + 1,
  };
  const conflict = () => call.refuse("version-conflict");
  return call.commit({
    writes: [held ? usccCorrections.replace(next, [], conflict) : usccCorrections.create(next, conflict)],
    answer: next,
  });
}

/** The society under its right code, with what stood there before. */
function corrected(society: Society, { from, to, source }: UsccCorrection, by: ImportRecord) {
  const next: Society = { ...society, ...by, uscc: to, version: society.version + 1 };
  const { importHash, importFile, importedBy, importedAt } = society;
  const recorded = { importHash, importFile, importedBy, importedAt };
  const earlier: EarlierFact = {
    ...{ societyCode: society.code, societyVersion: next.version, number: 1 },
    was: { kind: "uscc", year: null, fact: { uscc: from, source, recorded } },
    ended: { ...by, withdrawal: null },
    version: 1,
  };
  return actOf([{ next, earlier: [earlier], contacts: null, what: "changed", columns: ["uscc"] }]);
}

export async function decideUsccCorrection(call: Call<Routes["decideUsccCorrection"]>) {
  const { code } = call.params;
  const [society, held] = await Promise.all([
    societies.get({ code }),
    usccCorrections.get({ societyCode: code }),
  ]);
  if (!society || !held) throw call.refuse("not-found");
  const { version, isApproved, note } = call.body;
  const transition = transitionOf(usccCorrectionLifecycle, isApproved ? "approve" : "refuse", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  const next: UsccCorrection = {
    ...held,
    ...{ state: transition.to, decidedBy: call.actor.id, decidedAt: call.now, note },
    former: isApproved ? [...held.former, { uscc: held.from, until: call.now }] : held.former,
    version: version + 1,
  };
  const conflict = () => call.refuse("version-conflict");
  const own: Write = usccCorrections.replace(next, [stillIn(transition.from)], conflict);
  if (!isApproved) return call.commit({ writes: [own], answer: next });
  if (held.proposedBy === call.actor.id) throw call.refuse("second-person-required");
  if (society.uscc !== held.from) throw call.refuse("version-conflict", { uscc: society.uscc });
  const before = await usccHolds.get({ uscc: held.to });
  if (await isTaken(held.to, society, before)) throw call.refuse("uscc-taken");
  const register = corrected(society, held, {
    importHash: sha256Of(canonicalJson(next)),
    importFile: "uscc-correction",
    importedBy: call.actor.id,
    importedAt: call.now,
  });
  const hold = { uscc: held.to, societyCode: code, version: (before?.version ?? 0) + 1 };
  const taken = () => call.refuse("uscc-taken");
  return call.commit({
    writes: [
      own,
      ...register.writes,
      // Of two corrections to one code the store lets one through.
      before ? usccHolds.replace(hold, [], taken) : usccHolds.create(hold, taken),
    ],
    facts: [
      ...register.facts,
      fact(usccCorrected, {
        aggregateId: code,
        version: next.version,
        payload: { societyCode: code },
      }),
    ],
    answer: next,
  });
}

export async function getUsccCorrection(call: Call<Routes["getUsccCorrection"]>) {
  const held = await usccCorrections.get({ societyCode: call.params.code });
  if (!held) throw call.refuse("not-found");
  return held;
}

export const listUsccCorrections = (call: Call<Routes["listUsccCorrections"]>) =>
  usccCorrections.page("uscc-open", call.query);
