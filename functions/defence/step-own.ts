import type { Application } from "../../shared/contract/application-record.ts";
import type { DefenceMaterial } from "../../shared/contract/defence-notice-record.ts";
import type { DefenceDraw } from "../../shared/contract/defence-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { noticeInForce } from "../../shared/store/published/defence-notices.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { together } from "../../shared/store/together.ts";

/** Does this draw, where it was held, leave an application out? A list may name fewer than are eligible. */
export const isLeftOut = (draw: DefenceDraw | undefined, id: ApplicationId): boolean =>
  draw?.state === "DRAWN" && !draw.defenders.some(({ applicationId }) => applicationId === id);

/**
 * The caller's own application, when it defends, with the notice in force.
 * @throws Problem not-found: of another society, withdrawn, not eligible, or before there is a notice
 */
export async function ownDefence(id: ApplicationId, actor: Actor) {
  const [application, determination] = await together(
    applications.ask({ id }),
    determinations.ask({ applicationId: id }),
  );
  const isOwn = application !== undefined && application.societyCode === actor.societyCode;
  if (!isOwn || application.state !== "SUBMITTED" || determination?.state !== "CLEARED")
    throw new Problem("not-found");
  const notice = await noticeInForce(application.roundId);
  if (!notice) throw new Problem("not-found");
  return { application, notice };
}

/** Still eligible and not withdrawn, judged inside the write. */
export const stillDefends = ({ id }: Pick<Application, "id">): Write[] => {
  const gone = () => new Problem("wrong-state");
  return [
    applications.check({ id }, [stillIn(["SUBMITTED"])], gone),
    determinations.check({ applicationId: id }, [stillIn(["CLEARED"])], gone),
  ];
};

/** The material as its society and staff see it. */
export const shownMaterial = (
  { kept, ...material }: DefenceMaterial,
  { draw, now }: { draw: Pick<DefenceDraw, "state"> | undefined; now: Instant },
) => ({ ...material, versionId: kept.versionId, isFrozen: isFrozen(material, { draw, now }) });

/** After its deadline, or once the draw was held, material does not change. */
export const isFrozen = (
  { dueAt }: Pick<DefenceMaterial, "dueAt">,
  { draw, now }: { draw: Pick<DefenceDraw, "state"> | undefined; now: Instant },
): boolean => now > dueAt || draw?.state === "DRAWN";
