import type { ExpertInvitation, ExpertKeeping } from "../../shared/contract/expert-invitations.ts";
import type { RoundId } from "../../shared/kernel/ids.ts";
import type { Reviewing } from "../../shared/programme/reviewing.ts";

/** What keeps an expert from being assigned where the programme wants the invitation accepted; null: nothing. */
export type Unanswered = "not-invited" | "invited" | "declined";

/**
 * May an expert be assigned, as far as the invitation goes? Silence is no acceptance.
 * @param invitation undefined: there is none
 */
export function unansweredBy(
  invitation: Pick<ExpertInvitation, "state"> | undefined,
  { invitation: rule }: Pick<Reviewing, "invitation">,
): Unanswered | null {
  if (rule === "none" || invitation?.state === "ACCEPTED") return null;
  if (invitation === undefined) return "not-invited";
  return invitation.state === "INVITED" ? "invited" : "declined";
}

/** May an expert be invited to a round? To the first one always, to another only with the consent to being kept. */
export const mayInvite = (
  keeping: Pick<ExpertKeeping, "firstRoundId" | "mayKeep"> | undefined,
  roundId: RoundId,
): boolean => keeping === undefined || keeping.firstRoundId === roundId || keeping.mayKeep === true;

/**
 * Did an expert say not to be asked in another round than this one? Who was invited to it, or has an application in it, goes
 * on in it.
 * @param load applications that the expert has in the round
 */
export const isNotKept = (
  keeping: Pick<ExpertKeeping, "firstRoundId" | "mayKeep"> | undefined,
  { roundId, invitation, load }: { roundId: RoundId; invitation: object | undefined; load: number },
): boolean =>
  keeping?.mayKeep === false && keeping.firstRoundId !== roundId && invitation === undefined && load === 0;
