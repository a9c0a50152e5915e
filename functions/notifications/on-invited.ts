import { societyInvited } from "../../shared/events/invitations.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { members } from "../../shared/store/published/members.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { invitationLetter } from "./letters-access.ts";
import { aboutRound } from "./step-cause.ts";
import { oweFew } from "./step-owe.ts";

/** A society is invited: each of its contacts in the register gets one letter. */
export const handler = consume({
  service: "notifications",
  name: "on-invited",
  mode: "each",
  hears: [societyInvited],
  handle: async ({ event, now, commit }) => {
    const { roundId, societyCode } = event.payload;
    const group = `society#${societyCode}`;
    const [round, society, people] = await Promise.all([
      rounds.get({ id: roundId }),
      societies.get({ code: societyCode }),
      members.list(group),
    ]);
    if (!round || !society) throw new Error(`round ${roundId} or society ${societyCode} is unknown`);
    // An invitation right behind the import waits for both accounts: a letter for one of them would be taken for all.
    if (people.length === 0) throw new Error(`society ${societyCode} has no accounts yet`);
    const { about } = await aboutRound(round);
    const words = invitationLetter({ ...about, society: society.names }, round);
    const { id, correlationId } = event;
    await commit(
      await oweFew({ id, at: now, correlationId }, [
        { template: "invitation", roundId, group, roles: societyPeople, words },
      ]),
    );
  },
});
