import { isBeside } from "../../shared/contract/anchors.ts";
import type { Application } from "../../shared/contract/application-record.ts";
import type { DefenceMaterial, defenceNoticeRoutes } from "../../shared/contract/defence-notice.ts";
import { defenceMaterialKind } from "../../shared/contract/upload-record.ts";
import { defenceMaterialNamed } from "../../shared/events/defence-notices.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { MaterialFormat } from "../../shared/programme/defence-preparation.ts";
import { freezesAtDraw } from "../../shared/programme/defenders.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { linkTo } from "../../shared/runtime/links.ts";
import { asRead, stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { defenceNotices } from "../../shared/store/published/defence-notices.ts";
import { mayJudge } from "../../shared/store/published/judging.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { together } from "../../shared/store/together.ts";
import { mayBeShown } from "./material-looks.ts";
import { defenceMaterials, materialLooks } from "./records.ts";
import { isFrozen, ownDefence, shownMaterial, stillDefends } from "./step-own.ts";

type Routes = typeof defenceNoticeRoutes;

export async function nameDefenceMaterial(call: Call<Routes["nameDefenceMaterial"]>) {
  const { uploadId, version: amends } = call.body;
  const { application, notice, draw, defence } = await ownDefence(call.params.id, call.actor);
  const { id: applicationId, roundId, societyCode } = application;
  const [held, upload, look] = await together(
    defenceMaterials.ask({ applicationId }),
    uploads.ask({ applicationId, id: uploadId }),
    materialLooks.ask({ applicationId, uploadId }),
  );
  const { materialDueAt: dueAt } = notice;
  if (dueAt === null) throw call.refuse("not-found");
  const late = () => call.refuse("deadline-passed", { closesAt: dueAt, arrivedAt: call.now });
  if (call.now > dueAt) throw late();
  if (freezesAtDraw(defence, draw, applicationId)) throw call.refuse("material-frozen");
  const format = MaterialFormat.safeParse(upload?.format);
  if (upload?.kind !== defenceMaterialKind || !format.success) throw call.refuse("not-found", { uploadId });
  if (upload.state === "REFUSED") throw call.refuse("file-refused");
  if (!upload.kept) throw call.refuse("file-not-landed");
  const uncleared = () => call.refuse("material-not-cleared", { reasons: upload.reasons });
  if (!mayBeShown(upload, look)) throw uncleared();
  const conflict = () => call.refuse("version-conflict", { version: held?.version ?? 0 });
  if ((held?.version ?? 0) !== amends) throw conflict();
  const { name, contentType, bytes, sha256, kept } = upload;
  const next: DefenceMaterial = {
    ...{ applicationId, roundId, societyCode, uploadId, name, contentType, bytes, sha256, kept, dueAt },
    format: format.data,
    namedBy: PersonId.parse(call.actor.id),
    namedAt: call.now,
    version: amends + 1,
  };
  const payload = {
    applicationId,
    roundId,
    societyCode,
    uploadId,
    fileHash: sha256,
    versionId: kept.versionId,
  };
  return call.commit({
    writes: [
      held ? defenceMaterials.replace(next, [], conflict) : defenceMaterials.create(next, conflict),
      uploads.check({ applicationId, id: uploadId }, [stillIn(["ACCEPTED", "FLAGGED"])], () =>
        call.refuse("file-refused"),
      ),
      // Who looks at it again in the same moment may find otherwise.
      ...(upload.state === "FLAGGED"
        ? [materialLooks.check({ applicationId, uploadId }, [asRead(look)], uncleared)]
        : []),
      defenceNotices.check(notice, [{ field: "materialDueAt", is: ">=", to: call.now }], late),
      // A draw in the same moment either comes after this, or keeps it out.
      defenceDraws.check({ roundId }, [asRead(draw)], conflict),
      ...stillDefends(application),
    ],
    facts: [fact(defenceMaterialNamed, { aggregateId: applicationId, version: next.version, payload })],
    answer: shownMaterial(next, { defence, draw, now: call.now }),
  });
}

/**
 * Officers and supervisors, the society itself, and an expert of the panel who declared no conflict with it, was not released and
 * has no tie that became known since.
 */
async function mayRead(
  call: Call<Routes["signDefenceMaterial"]>,
  application: Application,
): Promise<boolean> {
  const { roles, societyCode: own, expertId } = call.actor;
  if (roles.includes("officer") || roles.includes("supervisor")) return true;
  if (own !== null && own === application.societyCode) return true;
  if (expertId === null) return false;
  const pair = await assignments.get({ applicationId: call.params.id, expertId });
  if (pair?.state !== "DECLARED" || isBeside(pair)) return false;
  return mayJudge(application, expertId, call.now);
}

export async function signDefenceMaterial(call: Call<Routes["signDefenceMaterial"]>) {
  const { id: applicationId } = call.params;
  const [application, material] = await together(
    applications.ask({ id: applicationId }),
    defenceMaterials.ask({ applicationId }),
  );
  if (!application || !material || !(await mayRead(call, application))) throw call.refuse("not-found");
  const { roundId, uploadId, kept, name, bytes, sha256, format, contentType } = material;
  const [[draw, upload, look], { defence, malware }] = await Promise.all([
    together(
      defenceDraws.ask({ roundId }),
      uploads.ask({ applicationId, id: uploadId }),
      materialLooks.ask({ applicationId, uploadId }),
    ),
    definitionOf({ id: roundId, definitionHash: application.definitionHash }),
  ]);
  if (defence === null) throw call.refuse("not-found");
  const frozen = isFrozen(material, { defence, draw, now: call.now });
  const isExpert = call.actor.expertId !== null;
  // What may still be exchanged is not shown to who scores.
  if (isExpert && (!frozen || application.state !== "SUBMITTED")) throw call.refuse("not-found");
  if (upload?.state === "REFUSED") throw call.refuse("file-refused");
  if (isExpert && upload && !mayBeShown(upload, look)) throw call.refuse("material-not-cleared");
  if (isExpert && upload?.malware !== "clean" && malware.notScannedBlocks)
    throw call.refuse("file-not-scanned");
  const link = await linkTo(call, { ...kept, name, format, contentType, bytes, sha256 });
  return { ...link, uploadId, name, bytes, sha256, versionId: kept.versionId, isFrozen: frozen };
}
