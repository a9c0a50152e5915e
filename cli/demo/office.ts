import { formatRegister } from "../../functions/rounds/register-format.ts";
import type { RegisterRow } from "../../shared/contract/register.ts";
import { newKey, refusalOf } from "./caller.ts";
import { momentsOf, type OpenRound, officersOf, type Play, staff } from "./play.ts";
import { makeRegister } from "./register.ts";
import { withoutContacts } from "./scene-access.ts";
import { playDryRun } from "./scene-eligibility.ts";
import { playRecommendedList } from "./scene-list.ts";

const fileName = "全国学会名册（演示）.csv";

/** The administrator gives the staff their accounts. */
export async function grantStaff({ local }: Play): Promise<void> {
  const administrator = await local.signIn(staff.administrator);
  const grant = (mail: string, name: string, role: "officer" | "supervisor") =>
    administrator.identity.grantRole({
      key: newKey(),
      body: { mail, name, roles: [role], language: "zh-CN" },
    });
  for (const [at, mail] of staff.officers.entries())
    await grant(mail, `项目官员${"甲乙丙丁"[at]}（虚构）`, "officer");
  await grant(staff.supervisor, "监督员（虚构）", "supervisor");
}

/** One letter of a credit code replaced: its check digit no longer fits. */
const withWrongUscc = (rows: readonly RegisterRow[], csv: string): string => {
  const [row] = rows;
  return row ? csv.replace(row.uscc, `${row.uscc.slice(0, -1)}${row.uscc.endsWith("Y") ? "X" : "Y"}`) : csv;
};

export async function importRegister({ local, societies, plan, checks }: Play): Promise<void> {
  const { first } = await officersOf({ local });
  const rows = withoutContacts(makeRegister(societies, plan), { societies, plan });
  const csv = formatRegister(rows);
  const wrong = { csv: withWrongUscc(rows, csv), fileName, isDryRun: false };
  const tried = await first.rounds.importRegister({ key: newKey(), body: { ...wrong, isDryRun: true } });
  checks.equal(
    "a dry run lists the wrong row beside what would change",
    [tried.faults.map(({ line, column, code }) => `${line} ${column} ${code}`), tried.added],
    [["2 uscc uscc-check-digit"], societies.length - 1],
  );
  checks.equal(
    "a register with one wrong credit code is refused whole",
    await refusalOf(first.rounds.importRegister({ key: newKey(), body: wrong })),
    "invalid-register",
  );
  const imported = await first.rounds.importRegister({
    key: newKey(),
    body: { csv, fileName, isDryRun: false },
  });
  checks.equal("the register is imported whole", imported.societies, societies.length);
}

/** Staff, register, and a round that one officer drafts and another publishes. */
export async function openRound(play: Play): Promise<OpenRound> {
  const { local, definition, checks, progress } = play;
  const step = progress.step("名册与批次 register and round", 3);
  await local.moveTo(momentsOf(definition).preparation);
  await grantStaff(play);
  step.tick();
  await importRegister(play);
  await local.idle();
  step.tick();
  const { first, second } = await officersOf(play);
  const drafted = await first.rounds.createRound({ key: newKey(), body: { definition } });
  const publication = {
    params: { id: drafted.id },
    body: { version: drafted.version, definitionHash: drafted.definitionHash },
  };
  checks.equal(
    "who drafted a round does not publish it",
    await refusalOf(first.rounds.publishRound({ key: newKey(), ...publication })),
    "second-person-required",
  );
  const published = await second.rounds.publishRound({ key: newKey(), ...publication });
  checks.equal("the round is published", published.state, "PUBLISHED");
  await playRecommendedList(play, { roundId: drafted.id });
  await playDryRun(play, { roundId: drafted.id });
  await local.moveTo(definition.timetable.opens.at);
  const { first: officer } = await officersOf(play);
  const open = await officer.rounds.getRound({ params: { id: drafted.id } });
  checks.equal("the round opens by its timetable", open.state, "OPEN");
  step.tick();
  step.end();
  return { roundId: drafted.id };
}
