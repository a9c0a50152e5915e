import { type Caller, newKey, refusalOf } from "../../cli/demo/caller.ts";
import type { Local } from "../../cli/demo/local.ts";
import { drawAgain } from "../../functions/experts/draw-again.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { AssignmentPlanId } from "../../shared/kernel/ids.ts";
import type { DrawRules, PanelRules } from "../../shared/programme/draw-rules.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";

/** The two officers, who stay signed in while the clock stands: each sign-in asks for a code, and codes are few in an hour. */
const deskOf = async (local: Local) => ({
  first: await local.staysIn("one@linxuan.example"),
  second: await local.staysIn("two@linxuan.example"),
});

const basis = { assumption: { zh: "测试所设。", en: "Set by this test." } };

const drawnBy = (
  draw: Pick<DrawRules, "panel">,
  invitation: ProgrammeDefinition["reviewing"]["invitation"],
): ProgrammeDefinition => ({
  ...sciencePrize,
  reviewing: {
    ...sciencePrize.reviewing,
    invitation,
    assignment: {
      ...sciencePrize.reviewing.assignment,
      mode: "drawn",
      draw: { strata: "none", ownField: null, reserves: 2, supervised: true, basis, ...draw },
    },
  },
});

const panel: PanelRules = {
  strata: [
    { id: "mathematics", name: { zh: "数学", en: "Mathematics" }, fields: ["数学"], seats: 3 },
    { id: "physics", name: { zh: "物理", en: "Physics" }, fields: ["物理"], seats: 1 },
  ],
  whenShort: "refused",
};

/** The prize as it would be if the readers of each nomination were drawn by lot. */
export const drawnPrize = drawnBy({ panel: null }, "none");
/** And if a panel were drawn from those who accept, which a plan then assigns. */
export const panelPrize = { ...drawnBy({ panel }, "required"), id: "science-prize-panel" };

/** Five mathematicians and three physicists. */
export const drawable = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({
  name: `抽取评委${number}（虚构）`,
  mail: `drawn.${number}@expert.example`,
  institution: `第${number}研究所（虚构）`,
  fields: [number < 6 ? "数学" : "物理"],
  ties: [],
}));
const supervisor = "supervisor@linxuan.example";

/** A supervisor, and everybody who can be drawn. */
export async function staff(local: Local): Promise<void> {
  const admin = await local.signIn("admin@linxuan.example");
  const body = { mail: supervisor, name: "监督人员（虚构）", roles: ["supervisor" as const] };
  await admin.identity.grantRole({ key: newKey(), body });
  const { first } = await deskOf(local);
  await first.experts.importExperts({ key: newKey(), body: { experts: drawable } });
  await local.idle();
}

/** All are invited; whoever is named accepts. */
export async function invite(local: Local, { id }: Round, accepting: readonly string[]): Promise<void> {
  const { first } = await deskOf(local);
  const params = { id };
  await first.experts.inviteExperts({ key: newKey(), params, body: { experts: "all" } });
  await local.idle();
  for (const mail of accepting) {
    const caller = await local.signIn(mail);
    const body = { answer: "accept" as const, loadCap: null, mayKeep: false };
    await caller.experts.answerExpertInvitation({ key: newKey(), params, body });
  }
}

const standing = (draw: AssignmentDraw) => {
  const { seedHash, frozen } = draw;
  if (!frozen) throw new Error(`the pool of ${draw.id} is not frozen`);
  return { seedHash, poolHash: frozen.poolHash };
};

/** A draw from the promise to what follows: who promised and froze can't approve it, nor anybody before a supervisor was there. */
export async function drawBy(local: Local, round: Round) {
  const { first, second } = await deskOf(local);
  const promised = await first.experts.commitAssignmentDraw({ key: newKey(), params: { id: round.id } });
  const params = { id: promised.id };
  const { version } = promised;
  await first.experts.freezeDrawPool({ key: newKey(), params, body: { version } });
  await local.idle();
  const frozen = await second.experts.getAssignmentDraw({ params });
  const { poolHash } = standing(frozen);
  const approve = (officer: Caller, now: AssignmentDraw) =>
    officer.experts.approveAssignmentDraw({
      key: newKey(),
      params,
      body: { version: now.version, poolHash },
    });
  const unseen = await refusalOf(approve(second, frozen));
  const witness = await local.staysIn(supervisor);
  const seen = await witness.experts.witnessAssignmentDraw({ key: newKey(), params, body: standing(frozen) });
  const alone = await refusalOf(approve(first, seen));
  await approve(second, seen);
  await local.idle();
  const draw = await second.experts.getAssignmentDraw({ params });
  const bundle = await witness.experts.getDrawBundle({ params });
  const again = drawAgain(bundle, { sha256: sha256Of, lotUnder });
  return { promised, draw, bundle, again, refused: { unseen, alone } };
}

/** The record sheet as the supervisor prints it. */
export async function sheetOf(local: Local, id: AssignmentPlanId): Promise<string> {
  const witness = await local.staysIn(supervisor);
  return Buffer.from(await witness.experts.getDrawSheet({ params: { id } })).toString("utf8");
}

/** Who judges an application now. */
export async function judgesOf(local: Local, { id }: Application) {
  const { first } = await deskOf(local);
  const { items } = await first.experts.listAssignments({ params: { id } });
  return items.filter(({ state }) => state !== "RELEASED").map(({ expertId }) => expertId);
}

/** One of an application's experts falls ill; the next reserve is called. */
export async function replace(local: Local, application: Application) {
  const { first } = await deskOf(local);
  const [gone] = await judgesOf(local, application);
  if (!gone) throw new Error("nobody judges it");
  const params = { id: application.id };
  const body = { reason: "因病不能参加评审（虚构）" };
  await first.experts.releaseExpert({ key: newKey(), params: { ...params, expertId: gone }, body });
  const called = await first.experts.callReserve({ key: newKey(), params });
  await local.idle();
  return { gone, called };
}

/** A plan that one officer asks for and the other approves. */
export async function plan(local: Local, round: Round) {
  const { first, second } = await deskOf(local);
  const { id } = await first.experts.askAssignmentPlan({
    ...{ key: newKey(), params: { id: round.id }, body: { seed: 1 } },
  });
  await local.idle();
  const params = { id };
  const { record } = await second.experts.getAssignmentPlan({ params });
  if (!record.frozen) throw new Error(`the plan ${id} is not computed`);
  const { version, frozen } = record;
  const body = { version, planHash: frozen.planHash };
  await second.experts.approveAssignmentPlan({ key: newKey(), params, body });
  await local.idle();
  return (await second.experts.getAssignmentPlan({ params })).record;
}
