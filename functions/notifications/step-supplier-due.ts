import type { Round } from "../../shared/contract/rounds.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import type { SupplierRegistration } from "../../shared/programme/eligibility.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { notices } from "../../shared/store/published/notices.ts";
import type { AboutRound } from "./letters.ts";
import { supplierReminder } from "./letters-supplier.ts";
import type { Owed } from "./step-owe.ts";
import { registeredAmong } from "./step-registered.ts";

/** Whom the announced result selected; null while there is none to be seen. */
async function selectedIn({ id }: Round): Promise<ReadonlySet<SocietyCode> | null> {
  const announced = (await notices.all(`round#${id}`)).filter(({ state }) => state === "ANNOUNCED");
  if (announced.length === 0) return null;
  return new Set(announced.flatMap(({ awards }) => awards.map(({ societyCode }) => societyCode)));
}

/**
 * 四、申报程序（二）: before the result every applicant, after it the selected alone, whose society the register does not know
 * as a supplier; who is registered hears nothing.
 * @returns null while the result that stands is not to be seen in the index yet
 */
export async function unregistered(
  round: Round,
  about: AboutRound,
  asked: SupplierRegistration,
): Promise<Owed[] | null> {
  const [all, selected] = await Promise.all([applications.all(`round#${round.id}`), selectedIn(round)]);
  if (selected === null && round.state === "AWARDED") return null;
  const listed = all.filter(
    ({ state, societyCode }) => state === "SUBMITTED" && (selected === null || selected.has(societyCode)),
  );
  const registered = await registeredAmong(listed);
  return listed
    .filter(({ societyCode }) => !registered.has(societyCode))
    .map(({ societyCode, societyNames }) => ({
      template: "reminder-supplier",
      roundId: round.id,
      group: `society#${societyCode}`,
      roles: societyPeople,
      words: supplierReminder({ ...about, society: societyNames }, { asked, at: asked.due.at }),
    }));
}
