import type { Export } from "../contract/export-record.ts";
import type { Route } from "../contract/kit.ts";
import { exportMade } from "../events/oversight.ts";
import { ExportId, newId } from "../kernel/ids.ts";
import { officials } from "../kernel/roles.ts";
import { epochOf, type Instant } from "../kernel/time.ts";
import { transact } from "../store/commit.ts";
import { exports } from "../store/published/exports.ts";
import type { Actor } from "./actor.ts";
import { fact, outboxOf } from "./facts.ts";
import { sha256Of } from "./sha256.ts";

/** A document on its way out to a member of the office. */
export interface Leaving {
  /** To be put where a reader of the document sees it: which export, whose, when (UTC). */
  mark: string;
  /** Accounts for the bytes that leave; they don't leave before that. */
  account: (answer: string | Uint8Array, fileName: string | undefined) => Promise<void>;
}

/** A kept file to which a link is handed out: the very version, and the hash of its bytes. */
export type HandedOut = Pick<Export, "fileName" | "media" | "bytes" | "sha256"> & { versionId: string };

interface Request {
  route: Route;
  params: unknown;
  actor: Actor | null;
  now: Instant;
  correlationId: string;
  random: () => number;
}

type Left = Pick<Export, "id" | "fileName" | "media" | "bytes" | "sha256" | "versionId">;

const newExportId = ({ now, random }: Request) => ExportId.parse(newId("export", epochOf(now), random));

/** Writes what left, each with its event. */
async function accountFor(
  { route, params, now, correlationId, random }: Request,
  personId: Actor["id"],
  left: readonly Left[],
): Promise<void> {
  const facts = left.map(({ id, sha256 }) =>
    fact(exportMade, {
      ...{ aggregateId: id, version: 1 },
      payload: { exportId: id, personId, routeId: route.id, sha256 },
    }),
  );
  const of = params as Record<string, string>;
  await transact([
    ...left.map((one) =>
      exports.create({ ...one, personId, route: route.id, of, at: now, correlationId, version: 1 }),
    ),
    ...outboxOf(facts, { now, actorId: personId, correlationId, random }),
  ]);
}

/** The one place that marks and logs what the office takes out; undefined where a route exports nothing, or a society reads its own. */
export function leavingOf(request: Request): Leaving | undefined {
  const { route, actor, now } = request;
  if (!route.isExport || !actor || !officials.some((role) => actor.roles.includes(role))) return undefined;
  const id = newExportId(request);
  return {
    mark: `导出 Export ${id} · ${actor.id} · ${now}`,
    account: (answer, fileName) => {
      const [bytes, sha256] = [Buffer.byteLength(answer), sha256Of(answer)];
      const left = {
        id,
        fileName: fileName ?? null,
        media: route.media ?? "",
        bytes,
        sha256,
        versionId: null,
      };
      return accountFor(request, actor.id, [left]);
    },
  };
}

/** Logs each kept file to which somebody of the office or of the experts was handed a link; a society fetches its own. */
export async function accountLinks(request: Request, files: readonly HandedOut[]): Promise<void> {
  const { actor } = request;
  if (files.length === 0 || !actor) return;
  if (!([...officials, "expert"] as const).some((role) => actor.roles.includes(role))) return;
  await accountFor(
    request,
    actor.id,
    files.map((file) => ({ ...file, id: newExportId(request) })),
  );
}
