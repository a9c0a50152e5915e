import type { Application } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { groundOfEvidence } from "../../shared/programme/appeals.ts";
import type { RequiredDocument } from "../../shared/programme/documents.ts";
import { openedOf } from "../../shared/programme/listed-items.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { appeals } from "../../shared/store/published/appeals.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { evidenceRefused } from "./evidence.ts";
import { refusedFor } from "./open-for.ts";

/** What may be sent in under a kind. */
export type Slot = Pick<RequiredDocument, "kind" | "format" | "maxBytes">;

/**
 * A return leaves open the files that it lists and those that follow; one that inspection has refused since is open too.
 * @throws Problem not-listed
 */
async function onlyListed(application: Application, definition: ProgrammeDefinition, kind: string) {
  const open = openedOf(definition, application);
  if (open === null || open.documents.includes(kind)) return;
  const submitted = application.receipt?.files.find((file) => file.kind === kind);
  const held = submitted && (await uploads.get({ applicationId: application.id, id: submitted.uploadId }));
  if (held?.state !== "REFUSED") throw new Problem("not-listed", { changed: [kind], open });
}

/** Evidence for the appeal on one ground: a PDF, where the definition takes any. */
async function evidenceSlot(
  { id: applicationId }: Application,
  { timetable: { appeals: terms }, zone, disqualifiers }: ProgrammeDefinition,
  { kind, ground, now }: { kind: string; ground: string; now: Instant },
): Promise<Slot> {
  const disqualifier = disqualifiers.find(({ id }) => id === ground)?.id;
  if (!terms?.evidence || !disqualifier) throw new Problem("not-found", { kind });
  const [determination, appeal] = await Promise.all([
    determinations.get({ applicationId }),
    appeals.get({ applicationId, disqualifier }),
  ]);
  const refused = evidenceRefused(ground, { terms, zone, determination, appeal }, now);
  if (refused) throw refused;
  return { kind, format: "pdf", maxBytes: terms.evidence.maxBytes };
}

/**
 * The slot that is open for a file of this kind now.
 * @throws Problem not-found where there is none, and what says that no such file may be uploaded now
 */
export async function openSlot(application: Application, kind: string, now: Instant): Promise<Slot> {
  const { roundId, definitionHash } = application;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const ground = groundOfEvidence(kind);
  if (ground !== undefined) return evidenceSlot(application, definition, { kind, ground, now });
  const document = definition.documents.required.find((one) => one.kind === kind);
  if (!document) throw new Problem("not-found", { kind });
  const refused = refusedFor(application, kind, now);
  if (refused) throw refused;
  await onlyListed(application, definition, kind);
  return document;
}
