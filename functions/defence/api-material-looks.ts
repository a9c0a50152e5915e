import type { defenceMaterialLooks, MaterialLooks } from "../../shared/contract/defence-material-looks.ts";
import { defenceMaterialKind } from "../../shared/contract/upload-record.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { together } from "../../shared/store/together.ts";
import { materialLooks } from "./records.ts";

type Routes = typeof defenceMaterialLooks;

/** Another look may say otherwise, also of a file that was named meanwhile: then no expert gets it any more. */
export async function recordMaterialLook(call: Call<Routes["recordMaterialLook"]>) {
  const { id: applicationId, uploadId } = call.params;
  const [application, upload, held] = await together(
    applications.ask({ id: applicationId }),
    uploads.ask({ applicationId, id: uploadId }),
    materialLooks.ask({ applicationId, uploadId }),
  );
  if (!application || upload?.kind !== defenceMaterialKind) throw call.refuse("not-found");
  if (upload.state !== "FLAGGED") throw call.refuse("wrong-state", { state: upload.state });
  const { version, outcome, note } = call.body;
  const conflict = () => call.refuse("version-conflict", { version: held?.version ?? 0 });
  if ((held?.version ?? 0) !== version) throw conflict();
  if (holdsIdentityData(note)) throw call.refuse("identity-data-not-taken");
  const { roundId, societyCode } = application;
  const look = { outcome, note, by: PersonId.parse(call.actor.id), at: call.now };
  const next: MaterialLooks = {
    ...{ applicationId, uploadId, roundId, societyCode },
    looks: [...(held?.looks ?? []), look],
    version: version + 1,
  };
  return call.commit({
    writes: [
      held ? materialLooks.replace(next, [], conflict) : materialLooks.create(next, conflict),
      uploads.check({ applicationId, id: uploadId }, [stillIn(["FLAGGED"])], () =>
        call.refuse("wrong-state"),
      ),
    ],
    answer: next,
  });
}
