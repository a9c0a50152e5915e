import { hash } from "node:crypto";
import type { Decision } from "../../functions/selection/decision.ts";
import { Mail } from "../../shared/contract/mail.ts";
import type { Notice } from "../../shared/contract/notices.ts";
import type { Objection } from "../../shared/contract/objections.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { callerOf, newKey, refusalOf } from "./caller.ts";
import { officersOf, type Play, staff } from "./play.ts";
import { makeRegister } from "./register.ts";
import {
  countFeedbackLetters,
  readPapers,
  sendPapers,
  sendStatementPaper,
} from "./scene-objection-papers.ts";

/** Officers who had no part in examination and decision: one handles an objection, the other approves. */
export async function uninvolvedOf({ local }: Pick<Play, "local">) {
  const [, , handler, approver] = staff.officers;
  return { handler: await local.staysIn(handler), approver: await local.staysIn(approver) };
}

/** The approver of a society, signed in. */
export async function approverOf({ local, societies, plan }: Play, code: SocietyCode) {
  const row = makeRegister(societies, plan).find((one) => one.code === code);
  if (!row) throw new Error(`the register has no ${code}`);
  return { ...row.approver, caller: await local.signIn(row.approver.mail) };
}

/** The last of a tier, by the register's code. */
const lastOf = ({ tiers }: Pick<Notice, "tiers">, tier: number): SocietyCode => {
  const code = tiers[tier]?.societies.at(-1)?.societyCode;
  if (!code) throw new Error(`tier ${tier} of the notice is empty`);
  return code;
};

const publicMail = Mail.parse("objector@public.example");
const said = {
  grounds: "facts" as const,
  content: "公示名单中该学会所报期刊主办单位与实际不符（演示）。",
  evidence: "国家新闻出版署登记信息截图（演示）。",
};
const person = {
  name: "举报人（虚构）",
  mail: publicMail,
  phone: "010-62000000",
  seal: "signed" as const,
};

/** What opens no objection: academic judgement is refused, and who gives no name leaves a lead. */
async function tryOthers({ local, checks }: Play, notice: Notice, target: SocietyCode): Promise<void> {
  const anybody = callerOf(local.url);
  const params = { id: notice.id };
  checks.equal(
    "academic judgement is no ground of an objection",
    await refusalOf(
      anybody.objections.lodgeObjection({
        key: newKey(),
        params,
        body: { ...said, ...person, grounds: "academic-judgement", societyCode: target },
      }),
    ),
    "academic-judgement",
  );
  const lead = await anybody.objections.lodgeObjection({
    key: newKey(),
    params,
    body: { ...said, societyCode: target },
  });
  checks.equal("who gives no name opens no objection: it is kept as a lead", lead.kind, "lead");
}

/** Accepted, stated, verified and concluded; the second person has not decided. */
async function concluded(
  play: Play,
  id: Objection["id"],
  given: { outcome: "upheld" | "dismissed"; effect: "removed" | "stands"; states: SocietyCode | null },
): Promise<Objection> {
  const { local, checks } = play;
  const { handler } = await uninvolvedOf(play);
  const { first } = await officersOf(play);
  const params = { id };
  const acceptance = { params, body: { version: 1, question: "请说明所报期刊的主办情况并附证明（演示）。" } };
  checks.equal(
    "who determined or decided does not handle the objection",
    await refusalOf(first.objections.acceptObjection({ key: newKey(), ...acceptance })),
    "was-involved",
  );
  let held = await handler.objections.acceptObjection({ key: newKey(), ...acceptance });
  const { objector } = await handler.objections.getObjection({ params });
  const { objector: hidden } = await first.objections.getObjection({ params });
  checks.equal("who objects is shown to the handler alone", [objector !== null, hidden], [true, null]);
  await local.idle();
  if (given.states) {
    const { caller } = await approverOf(play, given.states);
    const { items } = await caller.objections.listOwnObjections({ params: { id: held.roundId } });
    const own = items.find((one) => one.id === id);
    checks.equal(
      "the target is asked, and not told who objects",
      JSON.stringify(own).includes("举报人"),
      false,
    );
    await caller.objections.stateCase({
      key: newKey(),
      params,
      body: {
        ...{ version: held.version, text: "期刊已变更主办单位，填报有误（演示）。" },
        documentIds: [await sendStatementPaper(play, caller, held)],
      },
    });
    await readPapers(play, handler, held);
  } else {
    const verification = { params, body: { version: held.version, finding: "。" } };
    checks.equal(
      "nothing is verified while the target may still state its case",
      await refusalOf(handler.objections.verifyObjection({ key: newKey(), ...verification })),
      "statement-open",
    );
    await local.moveTo(plusSeconds(held.statementBy ?? held.lodgedAt, 1));
  }
  const again = (await uninvolvedOf(play)).handler;
  ({ objection: held } = await again.objections.getObjection({ params }));
  held = await again.objections.verifyObjection({
    key: newKey(),
    params,
    body: { version: held.version, finding: "经核对登记信息和申报材料（演示）。" },
  });
  checks.equal(
    "the evidence pack is handed out byte for byte as its hash was written down",
    hash("sha256", await again.objections.getEvidencePack({ params })),
    held.pack?.sha256,
  );
  const { outcome, effect } = given;
  return again.objections.concludeObjection({
    key: newKey(),
    params,
    body: { version: held.version, outcome, effect, reason: "依据证据包和登记信息（演示）。" },
  });
}

async function approve(play: Play, { id, version }: Objection): Promise<void> {
  const { handler, approver } = await uninvolvedOf(play);
  const decision = {
    params: { id },
    body: { version, decision: "approved" as const, reason: "同意（演示）。" },
  };
  play.checks.equal(
    "who concluded does not approve",
    await refusalOf(handler.objections.decideObjection({ key: newKey(), ...decision })),
    "second-person-required",
  );
  await approver.objections.decideObjection({ key: newKey(), ...decision });
  await play.local.idle();
}

/** Publishes what changed, a notice for each place. */
export async function supplement(play: Play, main: Notice): Promise<Notice[]> {
  const { first } = await officersOf(play);
  const params = { id: main.id };
  const { sha256: listHash } = await first.notices.getStandingList({ params });
  const { items } = await first.notices.publishSupplements({ key: newKey(), params, body: { listHash } });
  await play.local.idle();
  return items;
}

/**
 * In the notice period: a member of the public objects to a society of the first tier, which is upheld, and a society to one
 * of the third, whose case is still open when the period ends.
 */
export async function playObjections(play: Play, notice: Notice, { ranking }: Pick<Decision, "ranking">) {
  const { local, checks } = play;
  const removed = lastOf(notice, 0);
  // By rank: who moves up is another.
  const disputed = ranking.findLast(({ place }) => place.kind === "tier")?.societyCode;
  if (!disputed) throw new Error("the decision gives places");
  await tryOthers(play, notice, lastOf(notice, 1));
  const papers = await sendPapers(play, notice);
  const upheld = await callerOf(local.url).objections.lodgeObjection({
    key: newKey(),
    params: { id: notice.id },
    body: { ...said, ...person, ...papers, societyCode: removed },
  });
  const { caller, name, mail } = await approverOf(play, lastOf(notice, 1));
  const dismissed = await caller.objections.lodgeOwnObjection({
    key: newKey(),
    params: { id: notice.id },
    body: { ...said, grounds: "procedure", societyCode: disputed, name, mail, phone: person.phone },
  });
  if (upheld.kind !== "objection" || dismissed.kind !== "objection")
    throw new Error("two named objections came in time");
  await local.idle();
  await approve(
    play,
    await concluded(play, upheld.id, { outcome: "upheld", effect: "removed", states: removed }),
  );
  const { first } = await officersOf(play);
  const { items } = await first.objections.listObjections({ params: { id: notice.roundId }, query: {} });
  checks.equal(
    "an objection that was upheld is replied to",
    [items.find(({ id }) => id === upheld.id)?.state, (await local.subjectsTo(publicMail)).length],
    ["REPLIED", 2],
  );
  const open = await concluded(play, dismissed.id, { outcome: "dismissed", effect: "stands", states: null });
  const supplements = await supplement(play, notice);
  checks.equal(
    "the place goes down the tiers to the first reserve, each change with a notice of its own",
    supplements.map((one) => [one.supplement?.from, one.supplement?.to]),
    [
      ["2", "1"],
      ["3", "2"],
      [null, "3"],
    ],
  );
  return { removed, disputed, open, supplements };
}

/** After the result a society reads its figures and what experts wrote for it, and nothing of who did. */
async function readFeedback(play: Play, code: SocietyCode): Promise<void> {
  const { caller } = await approverOf(play, code);
  const { items } = await caller.applications.listOwnApplications({});
  const [own] = items;
  if (!own) throw new Error(`${code} has no application`);
  const feedback = await caller.selection.getFeedback({ params: { id: own.id } });
  play.checks.equal(
    "a society reads its figures and opinions, and not who wrote them",
    [feedback.opinions.length > 0, feedback.lines.length, /exp_|per_/.test(JSON.stringify(feedback))],
    [true, play.definition.tiers.length, false],
  );
}

/** After the period: who had an objection open on it is announced once that is dismissed, and nobody waited for it. */
export async function playHeldAward(
  play: Play,
  announced: Notice,
  { disputed, removed, open }: Awaited<ReturnType<typeof playObjections>>,
): Promise<void> {
  const { checks, local } = play;
  const { second } = await officersOf(play);
  const codes = announced.awards.map(({ societyCode }) => societyCode);
  checks.equal(
    "the awards of others are not held up, and none is made that has an objection open or changed",
    [codes.length, codes.includes(disputed), codes.includes(removed)],
    [announced.tiers.flatMap(({ societies }) => societies).length - 4, false, false],
  );
  const again = () => {
    const request = { params: { id: announced.id }, body: { version: announced.version } };
    return second.notices.announceResult({ key: newKey(), ...request });
  };
  checks.equal("no award while an objection on it is open", await refusalOf(again()), "objection-open");
  await readFeedback(play, disputed);
  await countFeedbackLetters(
    play,
    announced.roundId,
    announced.tiers.flatMap(({ societies }) => societies).length,
  );
  await approve(play, open);
  const { awards } = await again();
  await local.idle();
  checks.equal(
    "a dismissed objection frees the award",
    awards.some(({ societyCode }) => societyCode === disputed),
    true,
  );
}

/** Each supplementary notice is announced after its own whole period. */
export async function announceSupplements(play: Play, supplements: readonly Notice[]): Promise<void> {
  const { local, checks } = play;
  const [one] = supplements;
  if (!one) return;
  const { second: early } = await officersOf(play);
  const params = { id: one.id };
  checks.equal(
    "a place that changed is not awarded before its own period has ended",
    await refusalOf(early.notices.announceResult({ key: newKey(), params, body: { version: one.version } })),
    "notice-open",
  );
  await local.moveTo(plusSeconds(one.endsAt, 1));
  const { second } = await officersOf(play);
  for (const { id } of supplements) {
    const { version } = await second.notices.getNotice({ params: { id } });
    await second.notices.announceResult({ key: newKey(), params: { id }, body: { version } });
  }
  await local.idle();
}

/** The list as it stands, for the result and the replay. */
export async function standingList(play: Play, { id }: Pick<Notice, "id">) {
  const { first } = await officersOf(play);
  return first.notices.getStandingList({ params: { id } });
}
