import { Mail } from "../../shared/contract/identity.ts";
import { callerOf, newKey } from "./caller.ts";
import { acceptConsent } from "./consent.ts";
import type { RoundPlan } from "./plan.ts";
import { type OpenRound, officersOf, type Play, staff } from "./play.ts";
import type { PublicSociety } from "./societies.ts";

/** Invented, like every number that begins so. */
const phone = "010-00000000";

/** The society whose filler no mail reaches: one that is recommended and does not come to apply. */
const unreachedOf = (societies: readonly PublicSociety[], { applicants, recommended }: RoundPlan) => {
  const applies = new Set(applicants.map(({ society }) => society.code));
  return societies.find(({ code }) => recommended.has(code) && !applies.has(code));
};

/** What the register says of a filler whom mail does not reach; of any other nothing. The local mailbox sends `bounce…` back. */
export function unreachable(
  { code }: PublicSociety,
  societies: readonly PublicSociety[],
  plan: RoundPlan,
): { mail: Mail; phone: string } | undefined {
  if (unreachedOf(societies, plan)?.code !== code) return undefined;
  return { mail: Mail.parse(`bounce.filler.${code.toLowerCase()}@society.example`), phone };
}

/** An invitation bounces; an officer calls the registered phone and reads out a code, with which the filler gets in. */
export async function playCallBack(play: Play, { roundId }: OpenRound): Promise<void> {
  const { local, checks, societies, plan, definition } = play;
  const unreached = unreachedOf(societies, plan);
  const reached = plan.applicants.find(({ isRecommended }) => isRecommended)?.society;
  const contact = unreached && unreachable(unreached, societies, plan);
  if (!unreached || !reached || !contact) throw new Error("the plan leaves nobody to invite");
  const { first } = await officersOf(play);
  const invitation = { params: { id: roundId }, body: { societies: [unreached.code, reached.code] } };
  const again = await first.rounds.inviteSocieties({ key: newKey(), ...invitation });
  checks.equal(
    "whom the approved list invited is not invited again, by no officer",
    [again.invited, again.before],
    [0, 2],
  );
  await local.idle();

  const toCall = async () => (await first.identity.listCalls({ query: {} })).items;
  const [entry, ...others] = await toCall();
  checks.equal(
    "whose invitation bounced stands on the call list with the registered phone, and nobody else does",
    [entry?.societyCode, entry?.phone, entry?.owed.map(({ why }) => why), others.length],
    [unreached.code, phone, ["bounced"], 0],
  );
  if (!entry) return;
  const { code } = await first.identity.giveCallBackCode({
    params: { id: entry.personId },
    body: { phone, reason: "邀请邮件被退回，已回拨登记电话（演示）。" },
  });
  const filler = callerOf(local.url);
  const me = await filler.identity.signIn({ body: { mail: contact.mail, code, untilClosesOf: roundId } });
  checks.equal(
    "the filler gets in with the code that was read out, on this device until the deadline, and is asked for consent too",
    [me.societyCode, me.expiresAt, me.hasConsented],
    [unreached.code, definition.timetable.closes.at, false],
  );
  await acceptConsent(filler);
  await local.idle();
  const [now] = await toCall();
  await first.identity.recordCall({
    key: newKey(),
    params: { id: entry.personId },
    body: { version: now?.version ?? entry.version, outcome: "reached", note: "已登录（演示）。" },
  });
  checks.equal("who was called leaves the list", await toCall(), []);
  const supervisor = await local.signIn(staff.supervisor);
  const { items } = await supervisor.identity.listCallBacks({ query: {} });
  checks.equal(
    "the supervisor reads who had a code read out to whom",
    items.map(({ personId, societyCode }) => [personId, societyCode]),
    [[entry.personId, unreached.code]],
  );
}
