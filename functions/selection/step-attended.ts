import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { attendances } from "../../shared/store/published/attendances.ts";

/** What attendance means for the ranking: whose society stayed away, by the programme's rule, and whose sheet of a defence counts. */
export interface Attended {
  leaves: ReadonlySet<ApplicationId>;
  scoresMinimum: ReadonlySet<ApplicationId>;
  wasThere: (applicationId: ApplicationId, expertId: ExpertId) => boolean;
}

/**
 * Who was at the defence of each application, as two people said, read consistently after the lock.
 * @throws Problem attendance-open when some defence has no confirmed attendance, where the programme asks for it
 */
export async function attendedBy(
  applications: readonly { id: ApplicationId }[],
  { defence }: Pick<ProgrammeDefinition, "defence">,
): Promise<Attended> {
  if (!defence?.attendance) return { leaves: new Set(), scoresMinimum: new Set(), wasThere: () => true };
  const held = await attendances.getMany(applications.map(({ id }) => ({ applicationId: id })));
  const confirmed = new Map(
    held.filter(({ state }) => state === "CONFIRMED").map((one) => [one.applicationId, one]),
  );
  const missing = applications.filter(({ id }) => !confirmed.has(id)).map(({ id }) => id);
  if (missing.length > 0) throw new Problem("attendance-open", { missing });
  const absent = new Set(
    [...confirmed.values()].filter(({ society }) => society === "absent").map((one) => one.applicationId),
  );
  const isLeaving = defence.absence === "leaves-ranking";
  return {
    leaves: isLeaving ? absent : new Set(),
    scoresMinimum: isLeaving ? new Set() : absent,
    wasThere: (applicationId, expertId) => {
      const one = confirmed.get(applicationId);
      return one?.society === "presented" && one.present.includes(expertId);
    },
  };
}
