import type { Application } from "../../shared/contract/application-record.ts";
import type { Defender } from "../../shared/contract/defence-record.ts";
import { namesOf } from "../../shared/contract/partnership-record.ts";
import type { RoundId } from "../../shared/kernel/ids.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";

/** An application without its place in the order. */
export const defenderOf = (application: Application): Omit<Defender, "place"> => ({
  applicationId: application.id,
  societyCode: application.societyCode,
  societyNames: namesOf(application),
});

/**
 * The applications of a round that stand submitted: those that passed the examination, and those that it has not come to.
 * The index only tells which there are; each is read itself.
 */
export async function standingApplications(
  roundId: RoundId,
): Promise<{ cleared: Application[]; open: Application[] }> {
  const listed = await applications.all(`round#${roundId}`);
  const [held, determined] = await Promise.all([
    applications.getMany(listed.map(({ id }) => ({ id }))),
    determinations.getMany(listed.map(({ id }) => ({ applicationId: id }))),
  ]);
  const stateOf = new Map<string, string>(determined.map((one) => [one.applicationId, one.state]));
  const submitted = held.filter(({ state }) => state === "SUBMITTED");
  return {
    cleared: submitted.filter(({ id }) => stateOf.get(id) === "CLEARED"),
    open: submitted.filter(({ id }) => !["CLEARED", "REJECTED"].includes(stateOf.get(id) ?? "")),
  };
}
