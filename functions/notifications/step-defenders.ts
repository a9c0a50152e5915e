import type { Application } from "../../shared/contract/application-record.ts";
import type { RoundId } from "../../shared/kernel/ids.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { doesDefend } from "../../shared/programme/defenders.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { keptFromDefence } from "../../shared/store/published/blocks.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { noticeInForce } from "../../shared/store/published/defence-notices.ts";
import { defenceReceipts } from "../../shared/store/published/defence-receipts.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import type { AboutRound } from "./letters.ts";
import { receiptReminder } from "./letters-defence-notice.ts";
import type { Owed } from "./step-owe.ts";

/** Who defends: all who are eligible, or those of them that were drawn, as the programme has it. */
export async function defendersOf(roundId: RoundId, defence: Pick<Defence, "who">): Promise<Application[]> {
  const of = `round#${roundId}`;
  const [all, examined, draw] = await Promise.all([
    applications.all(of),
    determinations.all(of),
    defenceDraws.get({ roundId }),
  ]);
  const cleared = new Set(
    examined.filter(({ state }) => state === "CLEARED").map(({ applicationId }) => applicationId),
  );
  return all.filter(
    ({ id, state }) => state === "SUBMITTED" && cleared.has(id) && doesDefend(defence, draw, id),
  );
}

/** Those that defend, are kept from it by nothing and have not answered the notice; null while there is none, so that the reminder waits for it. */
export async function unanswered(
  { id: roundId, definition, defence }: { id: RoundId; definition: ProgrammeDefinition; defence: Defence },
  about: AboutRound,
  dueAt: Instant,
): Promise<Owed[] | null> {
  if (!(await noticeInForce(roundId))) return null;
  const all = await defendersOf(roundId, defence);
  const keys = all.map(({ id: applicationId }) => ({ applicationId }));
  const kept = await keptFromDefence(all, definition);
  const given = await defenceReceipts.getMany(keys);
  const answered = new Set(given.map(({ applicationId }) => applicationId));
  return all
    .filter(({ id }) => !answered.has(id) && !kept.has(id))
    .map(({ societyCode, societyNames }) => ({
      template: "reminder-defence",
      roundId,
      group: `society#${societyCode}`,
      roles: societyPeople,
      words: receiptReminder({ ...about, society: societyNames }, dueAt),
    }));
}
