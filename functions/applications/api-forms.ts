import type { Application, applications as routes, Section } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ApplicationId, UploadId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { contentFaults } from "../../shared/programme/content.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { differencesOf, takenOver } from "./form-differences.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { readings } from "./records.ts";
import { formRows } from "./step-joint.ts";
import { savedSection } from "./step-save.ts";

type Routes = typeof routes;

/** An uploaded Word form of the caller's society, with what it is held against; `kept` is absent until it was read. */
async function formOf({ id, uploadId }: { id: ApplicationId; uploadId: UploadId }, actor: Actor) {
  const [application, upload, kept, written] = await Promise.all([
    applications.get({ id }),
    uploads.get({ applicationId: id, id: uploadId }),
    readings.get({ applicationId: id, uploadId }),
    sections.list(id),
  ]);
  const isOwn = application !== undefined && application.societyCode === actor.societyCode;
  if (!isOwn || upload?.format !== "docx") throw new Problem("not-found");
  if (upload.state === "REFUSED") throw new Problem("file-refused");
  return { application, kept, written };
}

const frozenOf = ({ roundId: id, definitionHash }: Application) => definitionOf({ id, definitionHash });

export async function listDifferences(call: Call<Routes["listDifferences"]>) {
  const { application, kept, written } = await formOf(call.params, call.actor);
  if (!kept) {
    const origin = {
      ...{ applicationId: null, template: null, definition: null, submission: null, checkCode: null },
    };
    return { state: "waiting" as const, origin, isOfThisApplication: null, differences: [], strays: [] };
  }
  const { reading } = kept;
  const { outcome: state, origin, strays } = reading;
  const definition = await frozenOf(application);
  const partners = await formRows(definition, application);
  return {
    ...{ state, origin, strays },
    isOfThisApplication: origin.applicationId === null ? null : origin.applicationId === application.id,
    differences: differencesOf({ definition, written, reading, partners }),
  };
}

export async function takeDifference(call: Call<Routes["takeDifference"]>) {
  const { application, kept, written } = await formOf(call.params, call.actor);
  if (!transitionOf(applicationLifecycle, "save", application.state)) {
    throw call.refuse("wrong-state", { state: application.state });
  }
  const { key, version } = call.body;
  const held = written.find((section) => key.startsWith(`${section.key}.`));
  if ((held?.version ?? 0) !== version)
    throw call.refuse("version-conflict", { version: held?.version ?? 0 });
  const definition = await frozenOf(application);
  const taken = kept && takenOver({ definition, written, reading: kept.reading }, key);
  if (!taken) throw call.refuse("not-found", { key });
  const faults = contentFaults(definition, taken.section, taken.content);
  if (faults.length > 0) throw call.refuse("invalid-request", { part: "body", faults });
  const section: Section = {
    applicationId: application.id,
    key: taken.section,
    content: taken.content,
    savedAt: call.now,
    savedBy: call.actor.id,
    version: version + 1,
  };
  return call.commit(await savedSection(application, definition, section));
}
