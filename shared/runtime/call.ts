import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from "../contract/kit.ts";
import type { commonProblems, ProblemCode } from "../contract/problems.ts";
import { Problem } from "../contract/problems.ts";
import { type IdKind, newId } from "../kernel/ids.ts";
import type { Language } from "../kernel/text.ts";
import { epochOf, type Instant } from "../kernel/time.ts";
import { transact } from "../store/commit.ts";
import type { Write } from "../store/entity.ts";
import { answeredBefore, type Once, onceWrite } from "../store/once.ts";
import type { Actor } from "./actor.ts";
import type { HandedOut } from "./exports.ts";
import { type Circumstance, type Fact, outboxOf } from "./facts.ts";
import type { Watch } from "./recusal.ts";

type Refusable<R extends Route> = R["problems"][number] | (typeof commonProblems)[number];

/** What a handler answers: the declared output; of a `media` route the document itself. */
export type Answer<R extends Route> = R extends { media: string } ? string | Uint8Array : AnswerOf<R>;

/** One request, parsed and authorised. */
export interface Call<R extends Route> {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  /** Null only on a route that anyone may call. */
  actor: R["who"] extends "anyone" ? Actor | null : Actor;
  /** Arrival at the gateway: the instant that counts. */
  now: Instant;
  language: Language;
  correlationId: string;
  /** Who asks, for limits per source; never logged. */
  sourceIp: string;
  newId: (kind: IdKind) => string;
  /** A problem that this route declares; `throw call.refuse(...)`. */
  refuse: (code: Refusable<R>, facts?: Record<string, unknown>) => Problem;
  /** State, facts and the answer under its Idempotency-Key, all or nothing; gives the answer back. */
  commit: (act: { writes: Write[]; facts?: Fact[]; answer: Answer<R> }) => Promise<Answer<R>>;
  /** An earlier part of an act that needs several transactions; each part alone must be harmless and repeatable. */
  commitPart: (part: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
  /** Does the caller, of the office, stand aside from the society? Of a file on many, its rows are refused. */
  standsAsideFrom: (societyCode: string) => boolean;
  setCookie: (cookie: string) => void;
  /** What a copy for the office says of itself, for a reader to see; null where nothing is exported. */
  mark: string | null;
  /** Notes a kept file to which the answer holds a link; for `linkTo` alone. */
  handsOut: (file: HandedOut) => void;
  /** A file name for a `media` answer. */
  nameFile: (name: string) => void;
}

export interface Asked {
  params: unknown;
  query: unknown;
  body: unknown;
  actor: Actor | null;
  now: Instant;
  language: Language;
  correlationId: string;
  sourceIp: string;
  once: Once | undefined;
  /** Of who stands aside from something. */
  watch: Watch | undefined;
  mark: string | null;
  cookies: string[];
  handedOut: HandedOut[];
  fileName: { value: string | undefined };
}

/** The random source of ids and jitter; rules never see it. */
export const random = Math.random;

/** Builds the call that a handler sees. */
export function callOf(asked: Asked): Call<Route> {
  const circumstance: Circumstance = {
    now: asked.now,
    actorId: asked.actor?.id ?? "anyone",
    correlationId: asked.correlationId,
    random,
  };
  return {
    params: asked.params as never,
    query: asked.query as never,
    body: asked.body as never,
    actor: asked.actor as never,
    now: asked.now,
    language: asked.language,
    correlationId: asked.correlationId,
    sourceIp: asked.sourceIp,
    newId: (kind) => newId(kind, epochOf(asked.now), random),
    refuse: (code: ProblemCode, facts) => new Problem(code, facts),
    commit: async ({ writes, facts = [], answer }) => {
      const first = asked.once ? [onceWrite(asked.once, answer)] : [];
      const uses = asked.watch?.write(writes);
      await transact([...first, ...writes, ...outboxOf(facts, circumstance), ...(uses?.writes ?? [])]);
      uses?.done();
      return answer;
    },
    commitPart: async ({ writes, facts = [] }) => {
      // The answer is written with the last part: an act that has one is not begun again over what came after it.
      const before = asked.once && (await answeredBefore(asked.once));
      if (before) throw before;
      const uses = asked.watch?.write(writes);
      await transact([...writes, ...outboxOf(facts, circumstance), ...(uses?.writes ?? [])]);
      uses?.done();
    },
    standsAsideFrom: (societyCode) => asked.watch?.standsAsideFrom(societyCode) ?? false,
    setCookie: (cookie) => asked.cookies.push(cookie),
    mark: asked.mark,
    handsOut: (file) => asked.handedOut.push(file),
    nameFile: (name) => {
      asked.fileName.value = name;
    },
  };
}
