import { allOf, newKey, refusalOf } from "./caller.ts";
import type { Intake } from "./intake.ts";
import { type OpenRound, type Play, staff } from "./play.ts";

/** A supervisor reads the record, a society its own, and an account that ends is out at once. */
export async function playSupervision(
  play: Play,
  { applied }: Intake,
  { roundId }: OpenRound,
): Promise<void> {
  const { local, checks } = play;
  const supervisor = await local.signIn(staff.supervisor);
  const params = { id: roundId };
  const decisions = await supervisor.selection.listDecisions({ params });
  const notices = await supervisor.notices.listNotices({ params });
  checks.equal(
    "the record holds one approved decision and one announced notice",
    [decisions.items.map(({ state }) => state), notices.items.map(({ state }) => state)],
    [["APPROVED"], ["ANNOUNCED"]],
  );
  const [one] = applied;
  if (one) {
    const filler = await local.signIn(`filler.${one.applicant.society.code.toLowerCase()}@society.example`);
    const { items } = await filler.applications.listOwnApplications({});
    checks.equal(
      "a society sees its own application and no other",
      items.map(({ id }) => id),
      [one.id],
    );
  }
  const administrator = await local.signIn(staff.administrator);
  const people = await allOf((query) => administrator.identity.listPeople({ query }));
  const person = people.find(({ mail }) => mail === staff.supervisor);
  if (person) {
    await administrator.identity.revokeRoles({
      key: newKey(),
      params: { id: person.id },
      body: { version: person.version, reason: "监督任务结束（演示）。" },
    });
  }
  checks.equal(
    "whose account is ended is out at once",
    await refusalOf(supervisor.selection.listDecisions({ params })),
    "unauthenticated",
  );
}
