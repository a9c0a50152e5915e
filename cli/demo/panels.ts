import { isStanding } from "../../shared/contract/experts.ts";
import type { ApplicationId, ExpertId, SocietyCode } from "../../shared/kernel/ids.ts";
import { allOf, type Caller } from "./caller.ts";
import type { OpenRound } from "./play.ts";

/** An application with the experts whose pair with it stands. */
export interface Panel {
  applicationId: ApplicationId;
  societyCode: SocietyCode;
  experts: ExpertId[];
}

/** The panels as they stand, by society: the order of ids is not the same in every run. */
export async function panelsOf(officer: Caller, { roundId: id }: OpenRound): Promise<Panel[]> {
  const panels = await allOf((query) =>
    officer.reviews.listReviewProgress({ params: { id }, query: { ...query, limit: 100 } }),
  );
  return panels
    .map(({ applicationId, societyCode, experts }) => ({
      applicationId,
      societyCode,
      experts: experts.filter(isStanding).map(({ expertId }) => expertId),
    }))
    .toSorted((a, b) => (a.societyCode < b.societyCode ? -1 : 1));
}
