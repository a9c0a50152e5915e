import type { Applied, Intake } from "./applied.ts";
import { allOf, newKey } from "./caller.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";
import { inventedUscc } from "./register.ts";

const plantedAs = ({ applied }: Intake, kind: "supplier-late" | "supplier-missing"): Applied | undefined =>
  applied.find(({ applicant }) => applicant.planted === kind);

/** A society that is not registered enters its account, and the payer's own list answers it. */
export async function playSuppliers(play: Play, intake: Intake): Promise<void> {
  const { checks, local, definition } = play;
  const late = plantedAs(intake, "supplier-late");
  if (!late) return;
  const { society } = late.applicant;
  const filler = await local.signIn(`filler.${society.code.toLowerCase()}@society.example`);
  const params = { id: late.id };
  const before = await filler.rounds.getSupplierStatus({ params });
  checks.equal("an unregistered supplier sees so, and what to do", before.status, "NOT_REGISTERED");
  const registeredOn = definition.timetable.publishedOn;
  const account = `演示账号${society.code}`;
  const body = { version: 0, account, confirmation: "注册成功（演示）", registeredOn };
  await filler.rounds.claimSupplier({ key: newKey(), params, body });
  const { first } = await officersOf(play);
  const csv = `统一社会信用代码,供应商账号,注册日期\n${inventedUscc(society)},${account},${registeredOn}\n`;
  const list = { csv, fileName: "供应商名单（演示）.csv" };
  const dry = await first.rounds.importSuppliers({ key: newKey(), body: { ...list, isDryRun: true } });
  checks.equal("the payer's list is tried before it counts", [dry.matched, dry.faults.length], [1, 0]);
  await first.rounds.importSuppliers({ key: newKey(), body: { ...list, isDryRun: false } });
  await local.idle();
  const after = await filler.rounds.getSupplierStatus({ params });
  checks.equal("a claim that the list confirms needs nothing more", after.status, "REGISTERED");
}

/** Who is still unregistered was reminded, both people of the society, and nobody else was. */
export async function checkSupplierReminders(
  play: Play,
  intake: Intake,
  { roundId }: OpenRound,
): Promise<void> {
  const { checks } = play;
  const { first } = await officersOf(play);
  const letters = await allOf((query) => first.notifications.listLetters({ params: { id: roundId }, query }));
  const reminded = letters.filter(({ template }) => template === "reminder-supplier");
  const missing = plantedAs(intake, "supplier-missing");
  checks.equal(
    "who is no registered supplier yet was reminded, and nobody else",
    new Set(reminded.map(({ personId }) => personId)).size,
    missing ? 2 : 0,
  );
}
