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

interface Request {
  route: Route;
  params: unknown;
  actor: Actor | null;
  now: Instant;
  correlationId: string;
  random: () => number;
}

/** The one place that marks and logs what the office takes out; undefined where a route exports nothing, or a society reads its own. */
export function leavingOf({
  route,
  params,
  actor,
  now,
  correlationId,
  random,
}: Request): Leaving | undefined {
  if (!route.isExport || !actor || !officials.some((role) => actor.roles.includes(role))) return undefined;
  const id = ExportId.parse(newId("export", epochOf(now), random));
  const personId = actor.id;
  return {
    mark: `导出 Export ${id} · ${personId} · ${now}`,
    account: async (answer, fileName) => {
      const sha256 = sha256Of(answer);
      const made = {
        ...{ id, personId, route: route.id, of: params as Record<string, string> },
        ...{ fileName: fileName ?? null, media: route.media ?? "", bytes: Buffer.byteLength(answer), sha256 },
        ...{ at: now, correlationId, version: 1 as const },
      };
      const payload = { exportId: id, personId, routeId: route.id, sha256 };
      const facts = [fact(exportMade, { aggregateId: id, version: 1, payload })];
      await transact([
        exports.create(made),
        ...outboxOf(facts, { now, actorId: personId, correlationId, random }),
      ]);
    },
  };
}
