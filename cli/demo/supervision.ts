import { formatRegister } from "../../functions/rounds/register-format.ts";
import { Mail } from "../../shared/contract/identity.ts";
import type { Applied, Intake } from "./applied.ts";
import { allOf, newKey, refusalOf } from "./caller.ts";
import { type OpenRound, officersOf, type Play, staff } from "./play.ts";
import { makeRegister } from "./register.ts";

/** A society reads its own application; whom the register replaces is out at once, and in again when it names them anew. */
async function replaceFiller(play: Play, { applicant: { society }, id }: Applied): Promise<void> {
  const { local, plan, checks } = play;
  const { first } = await officersOf(play);
  const [row] = makeRegister([society], plan);
  if (!row) return;
  const filler = await local.signIn(row.filler.mail);
  const { items } = await filler.applications.listOwnApplications({});
  checks.equal(
    "a society sees its own application and no other",
    items.map((item) => item.id),
    [id],
  );
  const another = { name: "接任填报人（虚构）", mail: Mail.parse(`new.${row.filler.mail}`) };
  for (const changed of [{ ...row, filler: another }, row]) {
    const body = { csv: formatRegister([changed]), fileName: "联系人变更（演示）.csv", isDryRun: false };
    await first.rounds.importRegister({ key: newKey(), body });
    await local.idle();
    checks.equal(
      "whom the register has replaced is out at once",
      await refusalOf(filler.applications.listOwnApplications({})),
      "unauthenticated",
    );
  }
  const again = await local.signIn(row.filler.mail);
  checks.equal(
    "and whom it names anew is in again",
    await refusalOf(again.applications.listOwnApplications({})),
    undefined,
  );
}

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
    "the record holds one approved decision, one list and a notice for each place that changed, all announced",
    [
      decisions.items.map(({ state }) => state),
      notices.items.filter(({ supplement }) => supplement === null).length,
      [...new Set(notices.items.map(({ state }) => state))],
    ],
    [["APPROVED"], 1, ["ANNOUNCED"]],
  );
  const [one] = applied;
  if (one) await replaceFiller(play, one);
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
