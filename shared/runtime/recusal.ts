import type { Route } from "../contract/kit.ts";
import { Problem } from "../contract/problems.ts";
import { manySocieties, ofNoApplication, wholeLists } from "../contract/recusal-scope.ts";
import { glassUsed } from "../events/oversight.ts";
import { ApplicationId, GlassId, GlassUseId, newId } from "../kernel/ids.ts";
import { officials } from "../kernel/roles.ts";
import type { ServiceName } from "../kernel/services.ts";
import { epochOf, type Instant } from "../kernel/time.ts";
import { transact } from "../store/commit.ts";
import type { Write } from "../store/entity.ts";
import { glassUses } from "../store/published/glass-uses.ts";
import { recusals } from "../store/published/recusals.ts";
import type { Actor } from "./actor.ts";
import { barsOf, isBarredRound, judgeOf } from "./bars.ts";
import { fact, outboxOf } from "./facts.ts";

/** Services that hold no application: who people are, and what is nobody's. */
const withoutApplications: ReadonlySet<ServiceName> = new Set(["identity", "front"]);

interface Request {
  service: ServiceName;
  route: Route;
  actor: Actor;
  now: Instant;
  correlationId: string;
  random: () => number;
}

/** What a request carries in. */
interface Given {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Uses of glasses, to be written with what they let in; `done` once that stands, so that a lost race accounts for them anew. */
interface Accounting {
  writes: Write[];
  done: () => void;
}

/** The one guard of recusal: it looks at what a request names, writes and is shown. */
export interface Watch {
  /** @throws Problem not-found for what the caller stands aside from; recused for a whole list that holds it */
  enter: (given: Given) => void;
  /** Judges records before they are written; gives what accounts for glasses that let the caller write them, and is told once it is done. */
  write: (writes: readonly Write[]) => Accounting;
  /** The answer without what the caller stands aside from. @throws Problem as `enter` does */
  show: (answer: unknown) => unknown;
  /** The facts of a refusal without it. */
  tell: (problem: Problem) => Problem;
  /** Does the caller stand aside from the society itself? No glass opens what is on record of a society. */
  standsAsideFrom: (societyCode: string) => boolean;
  /** Accounts for glasses that let the caller see what is shown; nothing is shown before that. */
  account: () => Promise<void>;
}

/**
 * Who must be watched: a member of the office who stands aside from anything. Read with each request, so that a tie binds
 * from the moment it is declared, and a glass ends with the instant of arrival.
 * @returns undefined for everybody else
 */
export async function watchOf(request: Request): Promise<Watch | undefined> {
  const { service, route, actor, now } = request;
  if (withoutApplications.has(service) || ofNoApplication.has(route.id)) return undefined;
  if (!officials.some((role) => actor.roles.includes(role))) return undefined;
  const recusal = await recusals.get({ personId: actor.id });
  const bars = recusal && barsOf(recusal, now);
  if (!bars) return undefined;

  const opened = new Set<string>();
  const accounted = new Set<string>();
  const judge = judgeOf(bars, (applicationId) => opened.add(applicationId));
  const isWhole = wholeLists.has(route.id);
  const refusal = () =>
    new Problem(!isWhole && route.problems.includes("not-found") ? "not-found" : "recused");

  const uses = (): Accounting => {
    const fresh = [...opened].filter((applicationId) => !accounted.has(applicationId));
    return {
      writes: fresh.flatMap((applicationId) =>
        useOf(request, { applicationId, glassId: bars.open.get(applicationId) ?? "" }),
      ),
      done: () => {
        for (const applicationId of fresh) accounted.add(applicationId);
      },
    };
  };

  return {
    enter: ({ params, query, body }) => {
      if (manySocieties.has(route.id)) throw new Problem("recused");
      const { roundId, id } = (params ?? {}) as { roundId?: unknown; id?: unknown };
      const round = roundId ?? id;
      if (isWhole && isBarredRound(bars, round)) throw refusal();
      if (judge.holdsBarred([params, query, body], round)) throw refusal();
    },

    write: (writes) => {
      for (const { item } of writes) {
        const record = item.Put?.Item;
        if (!record || record.kind === "event" || record.kind === "once") continue;
        const isOfApplication = record.applicationId != null || record.roundId !== undefined;
        if ((isOfApplication || bars.applications.has(String(record.id))) && judge.isBarred(record))
          throw refusal();
        if (isWhole && record.applicationId == null && isBarredRound(bars, record.roundId)) throw refusal();
      }
      return uses();
    },

    show: (answer) => {
      if (typeof answer === "string") {
        if (judge.isNamedIn(answer)) throw refusal();
        return answer;
      }
      if (typeof answer !== "object" || answer === null || ArrayBuffer.isView(answer)) return answer;
      if (judge.isBarred(answer as Record<string, unknown>)) throw refusal();
      const { kept, hidden } = judge.pruned(answer);
      if (isWhole && route.method === "GET" && (hidden > 0 || isOfBarred(answer))) throw refusal();
      return kept;
    },

    tell: (problem) => new Problem(problem.code, judge.pruned(problem.facts).kept as Record<string, unknown>),

    standsAsideFrom: (societyCode) => bars.societies.has(societyCode),

    account: async () => {
      const { writes, done } = uses();
      if (writes.length > 0) await transact(writes);
      done();
    },
  };

  /** Is it of a round with something barred, or does a text in it name that? */
  function isOfBarred(value: unknown): boolean {
    if (typeof value === "string") return judge.isNamedIn(value);
    if (typeof value !== "object" || value === null || !bars) return false;
    if ("roundId" in value && isBarredRound(bars, value.roundId)) return true;
    return Object.values(value).some(isOfBarred);
  }
}

/** One use of a glass in its ledger, and the event of it. */
function useOf(
  { route, actor, now, correlationId, random }: Request,
  of: { applicationId: string; glassId: string },
): Write[] {
  const id = GlassUseId.parse(newId("glassUse", epochOf(now), random));
  const glassId = GlassId.parse(of.glassId);
  const applicationId = ApplicationId.parse(of.applicationId);
  const personId = actor.id;
  const payload = { glassUseId: id, glassId, applicationId, personId, routeId: route.id };
  const facts = [fact(glassUsed, { aggregateId: id, version: 1, payload })];
  return [
    glassUses.create({
      id,
      glassId,
      applicationId,
      personId,
      route: route.id,
      at: now,
      correlationId,
      version: 1,
    }),
    ...outboxOf(facts, { now, actorId: personId, correlationId, random }),
  ];
}
