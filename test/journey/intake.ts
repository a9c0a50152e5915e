import { upload } from "../../cli/demo/applicant.ts";
import { newKey } from "../../cli/demo/caller.ts";
import { makeStampedPdf } from "../../cli/demo/files.ts";
import type { Local } from "../../cli/demo/local.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { joiners, type Nominator, nominators } from "./cast.ts";
import { gather } from "./partners.ts";

const administrator = "admin@linxuan.example";
const officers = ["one@linxuan.example", "two@linxuan.example"] as const;

/** The two officers, signed in: what one proposes, the other confirms. */
export const officersNow = async (local: Local) => ({
  first: await local.signIn(officers[0]),
  second: await local.signIn(officers[1]),
});

/** Staff, register and a published round, a day before it opens. */
export async function prepare(local: Local, definition = sciencePrize): Promise<Round> {
  await local.moveTo(plusSeconds(definition.timetable.opens.at, -24 * 3600));
  const admin = await local.signIn(administrator);
  for (const mail of officers) {
    const body = { mail, name: `奖项办公室 ${mail}（虚构）`, roles: ["officer" as const] };
    await admin.identity.grantRole({ key: newKey(), body });
  }
  const { first, second } = await officersNow(local);
  const csv = formatRegister([...nominators.map(({ row }) => row), ...joiners]);
  await first.rounds.importRegister({ key: newKey(), body: { csv, fileName: "名册（虚构）.csv" } });
  const drafted = await first.rounds.createRound({ key: newKey(), body: { definition } });
  const { id, version, definitionHash } = drafted;
  const body = { version, definitionHash };
  const published = await second.rounds.publishRound({ key: newKey(), params: { id }, body });
  await local.idle();
  return published;
}

/** Content of every part that a section asks for, whatever it asks for; of several answers the one that is wanted, or the first. */
const contentOf = ({ parts }: (typeof sciencePrize.sections)[number], wanted: string) => ({
  parts: Object.fromEntries(
    parts.map(({ key, maxCharacters, options }) => [
      key,
      (options?.find(({ value }) => value === wanted) ?? options?.[0])?.value ??
        "虚构内容".slice(0, maxCharacters),
    ]),
  ),
});

/** A society nominates: writes, uploads what the prize asks for, and a second person submits. */
export async function nominate(
  local: Local,
  round: Round,
  { society, course, prize, row, partners }: Nominator,
): Promise<Application> {
  const [filler, approver] = [await local.signIn(row.filler.mail), await local.signIn(row.approver.mail)];
  const draft = await filler.applications.openDraft({ key: newKey(), body: { roundId: round.id } });
  const params = { id: draft.id };
  for (const section of sciencePrize.sections) {
    const body = { version: 0, content: contentOf(section, prize) };
    await filler.applications.saveDraft({ params: { ...params, key: section.key }, body });
  }
  if (course === "unsubmitted") return draft;
  if (partners.length > 0) await gather(local, { filler, draft }, partners);
  const summary = new Uint8Array(await filler.applications.getForm({ params }));
  const dossier = new Uint8Array(makeStampedPdf(summary, society));
  const uploads = [
    { kind: "summary", name: "摘要.docx", bytes: summary },
    { kind: "dossier", name: "材料.pdf", bytes: dossier },
  ].map(async (file) => ({ kind: file.kind, uploadId: await upload(filler, draft.id, file) }));
  const body = {
    version: draft.version,
    undertakingVersion: sciencePrize.undertaking.version,
    uploads: await Promise.all(uploads),
  };
  return approver.applications.submitApplication({ key: newKey(), params, body });
}
