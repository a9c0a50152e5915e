import type { Application } from "../../shared/contract/application-record.ts";
import type { DefenceMaterial } from "../../shared/contract/defence-notice-record.ts";
import type { DefenceDraw } from "../../shared/contract/defence-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { doesDefend, freezesAtDraw } from "../../shared/programme/defenders.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { noticeInForce } from "../../shared/store/published/defence-notices.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";

/**
 * The caller's own application, when it defends, with the notice in force, the draw, and what the programme says of it.
 * @throws Problem not-found: of another society, withdrawn, not eligible, not on the list, or before there is a notice
 */
export async function ownDefence(id: ApplicationId, actor: Actor) {
  const [application, determination] = await together(
    applications.ask({ id }),
    determinations.ask({ applicationId: id }),
  );
  const isOwn = application !== undefined && application.societyCode === actor.societyCode;
  if (!isOwn || application.state !== "SUBMITTED" || determination?.state !== "CLEARED")
    throw new Problem("not-found");
  const { roundId, definitionHash } = application;
  const [notice, draw, { defence }] = await Promise.all([
    noticeInForce(roundId),
    defenceDraws.get({ roundId }),
    definitionOf({ id: roundId, definitionHash }),
  ]);
  if (!notice || !defence || !doesDefend(defence, draw, id)) throw new Problem("not-found");
  return { application, notice, draw, defence };
}

/** Still eligible and not withdrawn, judged inside the write. */
export const stillDefends = ({ id }: Pick<Application, "id">): Write[] => {
  const gone = () => new Problem("wrong-state");
  return [
    applications.check({ id }, [stillIn(["SUBMITTED"])], gone),
    determinations.check({ applicationId: id }, [stillIn(["CLEARED"])], gone),
  ];
};

interface Since {
  defence: Pick<Defence, "who">;
  draw: DefenceDraw | undefined;
  now: Instant;
}

/** After its deadline, or once the draw has frozen it, material does not change. */
export const isFrozen = (
  { applicationId, dueAt }: Pick<DefenceMaterial, "applicationId" | "dueAt">,
  { defence, draw, now }: Since,
): boolean => now > dueAt || freezesAtDraw(defence, draw, applicationId);

/** The material as its society and staff see it. */
export const shownMaterial = ({ kept, ...material }: DefenceMaterial, since: Since) => ({
  ...material,
  versionId: kept.versionId,
  isFrozen: isFrozen(material, since),
});
