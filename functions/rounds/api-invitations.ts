import type { Invitation, invitations as routes } from "../../shared/contract/invitations.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { again } from "../../shared/store/again.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { invitations, uninvited } from "./records.ts";
import { invitationsAtOnce, invitingPart } from "./step-invite.ts";

type Routes = typeof routes;

/** The codes of those who are to be invited. @throws not-found with those that the register does not hold */
async function codesOf(call: Call<Routes["inviteSocieties"]>): Promise<SocietyCode[]> {
  const asked = call.body.societies;
  if (asked === "recommended") {
    const all = await societies.all("all");
    return all.filter(({ isRecommended }) => isRecommended).map(({ code }) => code);
  }
  const codes = [...new Set(asked)];
  const known = new Set((await societies.getMany(codes.map((code) => ({ code })))).map(({ code }) => code));
  const unknown = codes.filter((code) => !known.has(code));
  if (unknown.length > 0) throw call.refuse("not-found", { unknown });
  return codes;
}

/** Each society is invited to a round once, however often and by how many officers it is asked for. */
export async function inviteSocieties(call: Call<Routes["inviteSocieties"]>) {
  const { id: roundId } = call.params;
  const round = await rounds.get({ id: roundId });
  if (!round) throw call.refuse("not-found");
  if (round.state !== "PUBLISHED" && round.state !== "OPEN")
    throw call.refuse("wrong-state", { state: round.state });
  if (round.closesAt <= call.now) throw call.refuse("deadline-passed", { closesAt: round.closesAt });
  const codes = await codesOf(call);
  let earlier = 0;
  return again(async () => {
    const held = new Set((await invitations.list(roundId)).map(({ societyCode }) => societyCode));
    const fresh = codes
      .filter((code) => !held.has(code))
      .map(
        (societyCode): Invitation => ({
          roundId,
          societyCode,
          invitedBy: call.actor.id,
          invitedAt: call.now,
          version: 1,
        }),
      );
    const groups: Invitation[][] = [];
    for (let at = 0; at < fresh.length; at += invitationsAtOnce)
      groups.push(fresh.slice(at, at + invitationsAtOnce));
    for (const group of groups.slice(0, -1)) {
      await call.commitPart(invitingPart(group));
      earlier += group.length;
    }
    const last = groups.at(-1) ?? [];
    const invited = earlier + last.length;
    return call.commit({ ...invitingPart(last), answer: { invited, before: codes.length - invited } });
  });
}

export const listInvitations = async (call: Call<Routes["listInvitations"]>) => ({
  items: await invitations.list(call.params.id),
});

/** Whom a list would have invited and no letter reaches; who was invited since has left. */
export async function listUninvited(call: Call<Routes["listUninvited"]>) {
  const { id } = call.params;
  const [missing, invited] = await Promise.all([uninvited.list(id), invitations.list(id)]);
  const held = new Set(invited.map(({ societyCode }) => societyCode));
  return { items: missing.filter(({ societyCode }) => !held.has(societyCode)) };
}
