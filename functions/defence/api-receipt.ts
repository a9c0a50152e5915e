import type { DefenceReceipt, defenceNoticeRoutes } from "../../shared/contract/defence-notice.ts";
import { defenceReceiptGiven } from "../../shared/events/defence-notices.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { doesDefend } from "../../shared/programme/defenders.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { applicationsOf } from "../../shared/store/published/applications.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { defenceNotices } from "../../shared/store/published/defence-notices.ts";
import { defenceReceipts } from "../../shared/store/published/defence-receipts.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { isFitReply } from "./presenters.ts";
import { defenceAnswers, defenceMaterials } from "./records.ts";
import { ownDefence, shownMaterial, stillDefends } from "./step-own.ts";

type Routes = typeof defenceNoticeRoutes;

export async function answerDefenceNotice(call: Call<Routes["answerDefenceNotice"]>) {
  const { version: amends, ...reply } = call.body;
  const { application, notice, defence } = await ownDefence(call.params.id, call.actor);
  const { id: applicationId, roundId, societyCode } = application;
  const held = await defenceReceipts.get({ applicationId });
  const terms = defence.preparation?.presenters;
  const { receiptDueAt: dueAt, number } = notice;
  if (!terms || dueAt === null) throw call.refuse("not-found");
  const late = () => call.refuse("deadline-passed", { closesAt: dueAt, arrivedAt: call.now });
  if (call.now > dueAt) throw late();
  const said = reply.presenters.flatMap(({ name, post }) => [name, post]);
  if (holdsIdentityData(reply.reason ?? "", ...said)) throw call.refuse("identity-data-not-taken");
  if (!isFitReply(reply, terms)) throw call.refuse("presenters-unfit", { terms });
  const conflict = () => call.refuse("version-conflict", { version: held?.version ?? 0 });
  if ((held?.version ?? 0) !== amends) throw conflict();
  const next: DefenceReceipt = {
    ...{ applicationId, roundId, societyCode },
    noticeNumber: number,
    ...reply,
    answeredBy: PersonId.parse(call.actor.id),
    answeredAt: call.now,
    version: amends + 1,
  };
  const payload = { applicationId, roundId, societyCode, noticeNumber: number };
  return call.commit({
    writes: [
      held ? defenceReceipts.replace(next, [], conflict) : defenceReceipts.create(next, conflict),
      defenceAnswers.create(next, conflict),
      defenceNotices.check(notice, [{ field: "receiptDueAt", is: ">=", to: call.now }], late),
      ...stillDefends(application),
    ],
    facts: [fact(defenceReceiptGiven, { aggregateId: applicationId, version: next.version, payload })],
    answer: next,
  });
}

export async function getOwnDefence(call: Call<Routes["getOwnDefence"]>) {
  const { application, notice, draw, defence } = await ownDefence(call.params.id, call.actor);
  const { id: applicationId } = application;
  const [receipt, material] = await together(
    defenceReceipts.ask({ applicationId }),
    defenceMaterials.ask({ applicationId }),
  );
  return {
    notice,
    receipt: receipt ?? null,
    material: material ? shownMaterial(material, { defence, draw, now: call.now }) : null,
  };
}

export async function listDefenceReceipts(call: Call<Routes["listDefenceReceipts"]>) {
  const { id: roundId } = call.params;
  const [round, draw] = await together(rounds.ask({ id: roundId }), defenceDraws.ask({ roundId }));
  if (!round) throw call.refuse("not-found");
  const { defence } = await definitionOf(round);
  if (defence === null) throw call.refuse("not-found");
  const { items, cursor } = await determinations.page(`round#${roundId}`, call.query);
  const cleared = items
    .filter(({ state, applicationId }) => state === "CLEARED" && doesDefend(defence, draw, applicationId))
    .map(({ applicationId }) => applicationId);
  const keys = cleared.map((applicationId) => ({ applicationId }));
  const [of, receipts, materials] = await Promise.all([
    applicationsOf(cleared),
    defenceReceipts.getMany(keys),
    defenceMaterials.getMany(keys),
  ]);
  const receiptOf = new Map(receipts.map((one) => [one.applicationId, one]));
  const materialOf = new Map(materials.map((one) => [one.applicationId, one]));
  const rows = cleared.flatMap((applicationId) => {
    const application = of.get(applicationId);
    if (application?.state !== "SUBMITTED") return [];
    const { societyCode, societyNames } = application;
    const receipt = receiptOf.get(applicationId) ?? null;
    const material = materialOf.get(applicationId);
    return [
      {
        ...{ applicationId, societyCode, societyNames, receipt },
        hasAnswered: receipt !== null,
        material: material ? shownMaterial(material, { defence, draw, now: call.now }) : null,
      },
    ];
  });
  return { items: rows, cursor };
}

export const listDefenceAnswers = async (call: Call<Routes["listDefenceAnswers"]>) => ({
  items: await defenceAnswers.list(call.params.id),
});
