import type { Application } from "../../shared/contract/applications.ts";
import { namedPartners } from "../../shared/contract/partnership-record.ts";
import type { SealedFile, SealStanding } from "../../shared/contract/seals.ts";
import type { uploads as routes, Upload } from "../../shared/contract/uploads.ts";
import { sealRecorded } from "../../shared/events/uploads.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { asRead } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { seals } from "./records.ts";
import { lookedAt, standingOf } from "./seals.ts";

type Routes = typeof routes;

/** The kinds of file that must show a seal, as the application's own definition says. */
async function stampedKinds({ roundId, definitionHash }: Application): Promise<string[]> {
  const { documents } = await definitionOf({ id: roundId, definitionHash });
  return documents.required.filter(({ stamped }) => stamped).map(({ kind }) => kind);
}

/** How the seal of each file stands, for members of staff; null of a file that needs none, and to anybody else. */
export async function sealsOf(
  application: Application,
  files: readonly Upload[],
  { roles }: Pick<Actor, "roles">,
): Promise<(SealStanding | null)[]> {
  if (!roles.includes("officer") && !roles.includes("supervisor")) return files.map(() => null);
  const kinds = await stampedKinds(application);
  if (!files.some(({ kind }) => kinds.includes(kind))) return files.map(() => null);
  const held = new Map((await seals.list(application.id)).map((one) => [one.uploadId, one]));
  return files.map(({ id, kind }) => (kinds.includes(kind) ? standingOf(held.get(id)) : null));
}

export async function recordSealLook(call: Call<Routes["recordSealLook"]>) {
  const { id: applicationId, uploadId } = call.params;
  const [application, upload, held] = await Promise.all([
    applications.get({ id: applicationId }),
    uploads.get({ applicationId, id: uploadId }),
    seals.get({ applicationId, uploadId }),
  ]);
  if (!application || !upload) throw call.refuse("not-found");
  const isSubmitted =
    application.state === "SUBMITTED" &&
    application.receipt?.files.some((file) => file.uploadId === uploadId) === true;
  if (!isSubmitted) throw call.refuse("wrong-state", { state: application.state, isSubmitted });
  if (!upload.kept) throw call.refuse("wrong-state", { file: upload.state });
  if (!(await stampedKinds(application)).includes(upload.kind))
    throw call.refuse("wrong-state", { kind: upload.kind, needsSeal: false });
  const next = lookedAt(upload, held, { given: call.body, by: call.actor.id, at: call.now });
  const { outcome, pages } = next.looks.at(-1) ?? { outcome: "not-found", pages: [] };
  return call.commit({
    writes: [
      held ? seals.replace(next) : seals.create(next),
      // A return sends its files back with it: what is looked at is what stands.
      applications.check({ id: applicationId }, [asRead(application)]),
    ],
    facts: [
      fact(sealRecorded, {
        aggregateId: uploadId,
        version: next.version,
        payload: { applicationId, uploadId, outcome, pages, sha256: upload.sha256 },
      }),
    ],
    answer: next,
  });
}

export async function listSeals(call: Call<Routes["listSeals"]>) {
  const { roundId } = call.params;
  const [round, page] = await Promise.all([
    rounds.get({ id: roundId }),
    applications.page(`round#${roundId}`, call.query),
  ]);
  if (!round) throw call.refuse("not-found");
  const files: Omit<SealedFile, "seal">[] = [];
  for (const application of page.items) {
    if (application.state !== "SUBMITTED") continue;
    const { id: applicationId, societyCode, societyNames, channel, receipt } = application;
    const of = { applicationId, societyCode, societyNames, channel, ...namedPartners(application) };
    const kinds = await stampedKinds(application);
    for (const { kind, uploadId, sha256 } of receipt?.files ?? []) {
      if (kinds.includes(kind)) files.push({ ...of, uploadId, kind, sha256 });
    }
  }
  const held = new Map((await seals.getMany(files)).map((one) => [one.uploadId, one]));
  const items = files.map((file) => ({ ...file, seal: standingOf(held.get(file.uploadId)) }));
  return { items, cursor: page.cursor };
}
