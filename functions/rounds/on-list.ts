import type { Invitation, Uninvited } from "../../shared/contract/invitations.ts";
import type { EventOf } from "../../shared/events/kit.ts";
import { recommendedListApproved, roundAdvanced } from "../../shared/events/rounds.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { members } from "../../shared/store/published/members.ts";
import { recommendedLists } from "../../shared/store/published/recommended-lists.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { invitations, uninvited } from "./records.ts";
import { invitationsAtOnce, invitingPart } from "./step-invite.ts";

/** Societies read side by side. */
const atOnce = 16;

/** Why no letter would reach a society; undefined when one would. */
async function unreachable(societyCode: SocietyCode): Promise<Uninvited["because"] | undefined> {
  const people = await members.list(`society#${societyCode}`);
  if (people.length === 0) return "no-account";
  return people.some(({ mailTrouble }) => mailTrouble === null) ? undefined : "mail-refused";
}

/** Whom the list that stands has still to be invited to a round which is published and has not closed. */
async function owedBy(
  { type, payload }: EventOf<typeof recommendedListApproved | typeof roundAdvanced>,
  now: string,
) {
  const { roundId } = payload;
  const [round, list] = await Promise.all([rounds.get({ id: roundId }), recommendedLists.get({ roundId })]);
  if (!round) throw new Error(`round ${roundId} is unknown`);
  const isOpen = (round.state === "PUBLISHED" || round.state === "OPEN") && now < round.closesAt;
  // A list that was proposed anew speaks when it is approved anew.
  const isStanding = list?.state === "APPROVED";
  const isThis =
    type !== recommendedListApproved.type || ("listHash" in payload && payload.listHash === list?.listHash);
  if (!isOpen || !isStanding || !isThis) return { codes: [], by: "" };
  const held = new Set((await invitations.list(roundId)).map(({ societyCode }) => societyCode));
  const listed = list.societies.flatMap(({ societyCode, isListed }) => (isListed ? [societyCode] : []));
  return { codes: listed.filter((code) => !held.has(code)), by: list.approvedBy ?? "system" };
}

/**
 * 三、申报资格: whom the approved list names is invited, each once; whom no letter reaches stands on the officers' list. A list
 * that is approved before its round is published waits for that.
 */
export const handler = consume({
  service: "rounds",
  name: "on-list",
  mode: "each",
  hears: [recommendedListApproved, roundAdvanced],
  handle: async ({ event, now, commit, commitPart }) => {
    const { roundId } = event.payload;
    const { codes, by: invitedBy } = await owedBy(event, now);
    const inviting: Invitation[] = [];
    const missing: Uninvited[] = [];
    for (let from = 0; from < codes.length; from += atOnce) {
      const some = codes.slice(from, from + atOnce);
      const found = await Promise.all(some.map(unreachable));
      for (const [at, societyCode] of some.entries()) {
        const because = found[at];
        if (because === undefined)
          inviting.push({ roundId, societyCode, invitedBy, invitedAt: now, version: 1 });
        else missing.push({ roundId, societyCode, because, since: now, version: 1 });
      }
    }
    for (let from = 0; from < inviting.length; from += invitationsAtOnce)
      await commitPart(invitingPart(inviting.slice(from, from + invitationsAtOnce)));
    for (let from = 0; from < missing.length; from += invitationsAtOnce)
      await commitPart({
        writes: missing.slice(from, from + invitationsAtOnce).map((one) => uninvited.overwrite(one)),
      });
    await commit({ writes: [] });
  },
});
