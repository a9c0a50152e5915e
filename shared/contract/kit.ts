import * as z from "zod";
import type { Role } from "../kernel/roles.ts";
import type { Words } from "../kernel/text.ts";
import type { ProblemCode } from "./problems.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Everything that is true of a route: validation, OpenAPI, client, authorisation matrix and gateway come from here. */
export interface Route {
  /** The operationId; never renamed. */
  id: string;
  method: Method;
  /** With `{name}` for each key of `params`. */
  path: string;
  summary: Words;
  who: "anyone" | readonly Role[];
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  output: z.ZodType;
  /** 200 unless something was created (201) or only accepted (202). */
  status?: 200 | 201 | 202;
  /** What a caller must be ready for, beside `commonProblems`. */
  problems: readonly ProblemCode[];
  /** Creates, submits or decides: takes `Idempotency-Key`; the same key and body give the first answer for 7 days. */
  isIdempotent?: true;
  /** Also for who has not accepted the consent text in force; every other route that asks who calls refuses them. */
  beforeConsent?: true;
  /** The answer is a document for people (HTML, Word, CSV) with this media type; `output` is then a string. */
  media?: string;
  /** Takes data out of the platform: a copy for the office bears a mark and is logged. */
  isExport?: true;
  /** Hands out a signed link to a kept file: to whom of the office or the experts is logged. */
  givesLink?: true;
}

export type Routes = Record<string, Route>;

/** Declares a route; its type keeps every literal, so that handler and client are inferred from it. */
export const route = <const R extends Route>(declared: R): R => declared;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;
type Field<R, K extends string> = R extends { [P in K]: infer S } ? S : undefined;

export type ParamsOf<R extends Route> = Parsed<Field<R, "params">>;
export type QueryOf<R extends Route> = Parsed<Field<R, "query">>;
export type BodyOf<R extends Route> = Parsed<Field<R, "body">>;
export type OutputOf<R extends Route> = z.output<R["output"]>;
/** What a handler answers, before the schema strips what is not declared. */
export type AnswerOf<R extends Route> = z.input<R["output"]>;
export type CallOf<R extends Route> = {
  params: Given<Field<R, "params">>;
  query: Given<Field<R, "query">>;
  body: Given<Field<R, "body">>;
};

/** `limit` and `cursor` of every list; a cursor is opaque. */
export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(2000).optional(),
});

/** A page of a list; `cursor` is null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), cursor: z.string().nullable() });
