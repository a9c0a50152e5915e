import { createHash } from "node:crypto";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import type { Notice } from "../../shared/contract/notices.ts";
import { noFacts } from "../../shared/contract/register.ts";
import { Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { Uscc, usccCheckCharacter } from "../../shared/kernel/uscc.ts";
import { postFile } from "./applicant.ts";
import type { Applied, Intake } from "./applied.ts";
import { allOf, type Caller, newKey } from "./caller.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";
import { inventedUscc, makeRegister } from "./register.ts";

const plantedAs = ({ applied }: Intake, kind: "supplier-late" | "supplier-missing"): Applied | undefined =>
  applied.find(({ applicant }) => applicant.planted === kind);

/** One white pixel: what a screenshot of a successful registration is to this play. */
const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

/** The proof of a registration, sent as a browser does. */
async function sentProof(filler: Caller, id: Applied["id"]) {
  const bytes = new Uint8Array(Buffer.from(onePixel, "base64"));
  const name = "注册成功（演示）.png";
  const sha256 = Sha256.parse(createHash("sha256").update(bytes).digest("hex"));
  const { upload, post } = await filler.uploads.presignSupplierProof({
    key: newKey(),
    params: { id },
    body: { format: "png", name, bytes: bytes.length, sha256 },
  });
  await postFile(post, { name, bytes });
  return upload.id;
}

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
  const proofUploadId = await sentProof(filler, late.id);
  await local.idle();
  const body = { version: 0, account, confirmation: "注册成功（演示）", registeredOn, proofUploadId };
  await filler.rounds.claimSupplier({ key: newKey(), params, body });
  const { first } = await officersOf(play);
  const link = await first.uploads.signDownload({
    params: { id: late.id, uploadId: proofUploadId },
    query: {},
  });
  checks.equal("an officer opens the copy of the proof", link.version, "copy");
  const csv = `统一社会信用代码,供应商账号,注册日期\n${inventedUscc(society)},${account},${registeredOn}\n`;
  const list = { csv, fileName: "供应商名单（演示）.csv" };
  const dry = await first.rounds.importSuppliers({ key: newKey(), body: { ...list, isDryRun: true } });
  checks.equal("the payer's list is tried before it counts", [dry.matched, dry.faults.length], [1, 0]);
  await first.rounds.importSuppliers({ key: newKey(), body: { ...list, isDryRun: false } });
  await local.idle();
  const after = await filler.rounds.getSupplierStatus({ params });
  checks.equal("a claim that the list confirms needs nothing more", after.status, "REGISTERED");
}

/** A society's credit code turns out to be wrong: two officers correct it, and what it submitted is found under both. */
export async function playUsccCorrection(play: Play, intake: Intake, { roundId }: OpenRound): Promise<void> {
  const { checks, local } = play;
  const late = plantedAs(intake, "supplier-late");
  if (!late) return;
  const { first, second } = await officersOf(play);
  const { society } = late.applicant;
  const from = Uscc.parse(inventedUscc(society));
  const body = `52${from.slice(2, 17)}`;
  const to = Uscc.parse(`${body}${usccCheckCharacter(body)}`);
  const params = { code: SocietyCode.parse(society.code) };
  const words = { reason: "登记时录入有误（演示）", source: "法人登记证书（演示）" };
  const { version } = await first.rounds.proposeUsccCorrection({
    key: newKey(),
    params,
    body: { version: 0, from, to, ...words },
  });
  const decision = { version, isApproved: true, note: "已核对（演示）" };
  await second.rounds.decideUsccCorrection({ key: newKey(), params, body: decision });
  await local.idle();
  const found = async (uscc: typeof to) => {
    const query = { limit: 10, uscc };
    const { items } = await first.applications.listApplications({ params: { roundId }, query });
    return items.map(({ id }) => id);
  };
  checks.equal(
    "what was submitted under a wrong credit code is found under both",
    [await found(from), await found(to)],
    [[late.id], [late.id]],
  );
}

/** The register takes one society of the proposed list for unregistered: what its result then hangs on. */
export async function playLostRegistration(play: Play, { tiers }: Pick<Notice, "tiers">): Promise<string> {
  const { local, societies, plan } = play;
  const { first } = await officersOf(play);
  const planted = new Map<string, unknown>(
    plan.applicants.map(({ society, planted }) => [society.code, planted]),
  );
  const listed = tiers.flatMap((tier) => tier.societies.map(({ societyCode }) => societyCode));
  const code = listed.find((one) => planted.get(one) === null);
  const row = makeRegister(societies, plan).find((one) => one.code === code);
  if (!row?.facts.supplier) throw new Error("the proposed list has a society that is a registered supplier");
  const supplier = { ...row.facts.supplier, isRegistered: false, source: "智慧计财服务平台复核（演示）" };
  const csv = formatRegister([{ ...row, facts: { ...noFacts, supplier } }]);
  await first.rounds.importRegister({
    key: newKey(),
    body: { csv, fileName: "供应商复核（演示）.csv", isDryRun: false },
  });
  await local.idle();
  return row.code;
}

/** Selected on condition, reminded after the result, and unconditional once the payer's list has it. */
export async function playConditionalAward(play: Play, { roundId }: OpenRound, code: string): Promise<void> {
  const { checks, local, definition, societies } = play;
  const { supplierRegistration: asked } = definition;
  const society = societies.find((one) => one.code === code);
  if (!asked || !society) return;
  const [reminder] = definition.reminders.filter(({ of }) => of === "supplier-due").slice(-1);
  await local.moveTo(plusSeconds(asked.due.at, -(reminder?.hoursBefore ?? 0) * 3600 + 60));
  await local.idle();
  const { first } = await officersOf(play);
  const standing = async (query: { state?: "confirmed" } = {}) => {
    const { items } = await first.rounds.listUnregistered({
      params: { id: roundId },
      query: { limit: 1000, ...query },
    });
    return items.find(({ societyCode }) => societyCode === code)?.award;
  };
  checks.equal("who is no registered supplier is selected on condition", await standing(), "CONDITIONAL");
  const csv = `统一社会信用代码,供应商账号,注册日期\n${inventedUscc(society)},演示账号${code},${definition.timetable.publishedOn}\n`;
  const list = { csv, fileName: "供应商名单二（演示）.csv", isDryRun: false };
  await first.rounds.importSuppliers({ key: newKey(), body: list });
  await local.idle();
  checks.equal(
    "the condition is met once it registers",
    await standing({ state: "confirmed" }),
    "UNCONDITIONAL",
  );
}

/** Who is still unregistered was reminded, both people of the society, and nobody else was: after the result the selected too. */
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
    missing ? 4 : 2,
  );
  checks.equal(
    "a condition that is met is told to both people",
    letters.filter(({ template }) => template === "award-unconditional").length,
    2,
  );
}
