import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { desk, once, type Signed } from "./people.ts";
import { type Cast, cleared, declared, prize, publishedRound, type Society } from "./round.ts";

/** After the review, before scores of the prize are locked. */
export const duringDefence = "2024-04-20T02:00:00.000Z";

/** The prize as it would be if its nominees defended before a quorum of one. */
function defendedPrize(): ProgrammeDefinition {
  const { defence, scoring } = cast2021;
  const [written, oral] = [prize.scoring.stages[0], scoring.stages.find(({ id }) => id === "defence")];
  if (!defence?.attendance || !written || !oral) throw new Error("the call of 2021 has a defence");
  return {
    ...prize,
    defence: { ...defence, panelSize: 3, attendance: { ...defence.attendance, quorum: 1 } },
    timetable: {
      ...prize.timetable,
      defence: {
        ...prize.timetable.review,
        fromAt: "2024-04-20T01:00:00.000Z" as typeof prize.timetable.review.fromAt,
        toAt: "2024-04-21T09:00:00.000Z" as typeof prize.timetable.review.toAt,
      },
    },
    scoring: {
      ...prize.scoring,
      stages: [
        { ...written, weight: 60 },
        { ...oral, minScores: 1 },
      ],
    },
  };
}

type Told = { present: string[]; society: "presented"; heldAt: string; reason: string };

/** Two nominations before their panels: of one nobody has said anything, of the other one officer has. */
export async function attendedRound(cast: Cast, [one, other]: readonly Society[]) {
  if (!one || !other) throw new Error("two societies defend");
  const round = await publishedRound(cast, defendedPrize());
  const { application: unsaid } = await cleared(one, round, cast);
  const { application: said } = await cleared(other, round, cast);
  for (const application of [unsaid, said]) await declared(application, cast, 0);
  const present = cast.experts.slice(0, 1).map(({ expertId }) => expertId);
  const told: Told = { present, society: "presented", heldAt: duringDefence, reason: "按签到表" };
  const { items } = await desk(cast.officer, duringDefence).reviews.recordAttendance({
    params: { id: round.id },
    body: { items: [{ ...told, applicationId: said.id, version: 0 }] },
    ...once(),
  });
  const [record] = items;
  if (!record) throw new Error("nothing was recorded");
  return { round, unsaid, said: record, told };
}

export type Defended = Awaited<ReturnType<typeof attendedRound>>;

/** Every request about attendance. */
export function attendanceRequests(
  { round, unsaid, said, told }: Defended,
  { officer, supervisor }: { officer: Signed; supervisor: Signed },
) {
  const params = { id: round.id };
  const requestAt = { at: duringDefence, params };
  return {
    recordAttendance: {
      who: officer,
      ...requestAt,
      body: { items: [{ ...told, applicationId: unsaid.id, version: 0 }] },
    },
    confirmAttendance: {
      who: supervisor,
      ...requestAt,
      body: { items: [{ applicationId: said.applicationId, version: 1 }] },
    },
    listAttendance: { who: supervisor, ...requestAt, query: { limit: "10" } },
  };
}
