import { Mail } from "../../shared/contract/mail.ts";
import type { Notice } from "../../shared/contract/notices.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { callerOf, newKey, refusalOf } from "./caller.ts";
import { officersOf, type Play, staff } from "./play.ts";
import { announceSupplements, approverOf, supplement } from "./scene-objections.ts";

/** After the period: what comes then opens no objection, but a supervisor may have falsity looked into. */
async function referred({ local, checks }: Play, main: Notice, societyCode: SocietyCode) {
  const late = await callerOf(local.url).objections.lodgeObjection({
    key: newKey(),
    params: { id: main.id },
    body: {
      societyCode,
      grounds: "facts",
      content: "该学会申报书中的获奖证明系伪造（演示）。",
      evidence: "获奖名单公告（演示）。",
      name: "知情人（虚构）",
      mail: Mail.parse("witness@public.example"),
      phone: "010-62000001",
      seal: "signed",
    },
  });
  checks.equal("what comes after the period is kept as a lead", late.kind, "lead");
  const supervisor = await local.signIn(staff.supervisor);
  const params = { id: main.roundId };
  const { items } = await supervisor.objections.listLeads({ params, query: {} });
  const lead = items.find(({ id }) => id === late.id);
  if (!lead) throw new Error("the supervisor does not see the lead");
  await supervisor.objections.settleLead({
    key: newKey(),
    params: { id: lead.id },
    body: { version: lead.version, decision: "referred", summary: "反映获奖证明不实，请核查（演示）。" },
  });
  return lead;
}

/**
 * After the result: falsity is established in the application of a society that was awarded. Its place follows the vacancy
 * rule, and the register knows it.
 */
export async function playRevocation(play: Play, main: Notice): Promise<SocietyCode> {
  const { checks, local } = play;
  const code = main.tiers[1]?.societies[0]?.societyCode;
  const other = main.tiers[1]?.societies[1]?.societyCode;
  const { first, second } = await officersOf(play);
  const { list } = await first.notices.getStandingList({ params: { id: main.id } });
  const applications = await first.applications.listApplications({
    params: { roundId: main.roundId },
    query: { limit: 1000 },
  });
  const tierOf = (one: SocietyCode | undefined) => {
    const id = applications.items.find(({ societyCode }) => societyCode === one)?.id;
    const { tiers } = JSON.parse(list) as { tiers: { id: string; applications: string[] }[] };
    return { id, tier: tiers.find((tier) => tier.applications.includes(id ?? ""))?.id };
  };
  // Who moved up meanwhile stands in another tier.
  const chosen = tierOf(code).tier === "2" ? code : other;
  const { id } = tierOf(chosen);
  if (!chosen || !id) throw new Error("the second tier has a society");
  const lead = await referred(play, main, chosen);
  const params = { id };
  const proposed = await first.objections.proposeRevocation({
    key: newKey(),
    params,
    body: {
      grounds: "申报书所附获奖证明与颁奖单位公告不符（演示）。",
      evidence: "颁奖单位复函（演示）。",
      leadId: lead.id,
    },
  });
  await local.idle();
  const decision = (version: number) => ({
    params,
    body: { version, decision: "revoked" as const, reason: "经核查属实（演示）。" },
  });
  checks.equal(
    "nothing is revoked before the society was heard",
    await refusalOf(second.objections.decideRevocation({ key: newKey(), ...decision(proposed.version) })),
    "statement-open",
  );
  const { caller } = await approverOf(play, chosen);
  const { version } = await caller.objections.stateOnRevocation({
    key: newKey(),
    params,
    body: { version: proposed.version, text: "证明由合作单位提供，本单位未核实（演示）。" },
  });
  checks.equal(
    "who proposes a revocation does not decide it",
    await refusalOf(first.objections.decideRevocation({ key: newKey(), ...decision(version) })),
    "second-person-required",
  );
  await second.objections.decideRevocation({ key: newKey(), ...decision(version) });
  await local.idle();
  const known = await first.rounds.getSocietyFacts({ params: { code: chosen } });
  const fact = known.current.find(({ kind }) => kind === "earlier-projects")?.fact;
  checks.equal(
    "the register knows of the falsity for the next round",
    fact && "state" in fact ? fact.state : null,
    "not-completed",
  );
  const changed = await supplement(play, main);
  checks.equal(
    "the place of who was revoked follows the vacancy rule",
    changed.map((one) => [one.supplement?.from, one.supplement?.to]),
    [
      ["3", "2"],
      [null, "3"],
    ],
  );
  await announceSupplements(play, changed);
  return chosen;
}
