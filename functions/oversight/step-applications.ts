import type { BarredApplication } from "../../shared/contract/recusal-record.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import { rounds } from "../../shared/store/published/rounds.ts";

/** A society has few applications in a round, mostly one. */
const mostInRound = 100;

/** Everything that a society applies for so far, as lead or as partner; what is opened later is heard of. */
export async function applicationsOfSociety(code: SocietyCode): Promise<Omit<BarredApplication, "ties">[]> {
  const [all, joined] = await Promise.all([rounds.all("all"), partnerships.all(`society#${code}`)]);
  const own = await Promise.all(
    all.map(({ id }) => applications.page(`round#${id}`, { limit: mostInRound, at: code })),
  );
  const led = await Promise.all(joined.map(({ applicationId }) => applications.get({ id: applicationId })));
  return [...own.flatMap(({ items }) => items), ...led]
    .filter((one) => one !== undefined)
    .map(({ id, roundId, societyCode }) => ({ applicationId: id, roundId, leadCode: societyCode }));
}
