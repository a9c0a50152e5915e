import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "./caller.ts";

/** A request whose signature was found good. */
export interface ApiRequest {
  caller: Caller;
  method: string;
  /** Path with query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** One AWS API: takes a signed request and answers as AWS would. */
export type Api = (request: ApiRequest) => Promise<Answer> | Answer;

/** The operation of a JSON API: what follows the dot in `x-amz-target`. */
export const operationOf = ({ headers }: Pick<ApiRequest, "headers">): string =>
  String(headers["x-amz-target"] ?? "")
    .split(".")
    .at(-1) ?? "";

export const json = (body: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});

/** An error of a JSON API. `message` in both spellings, as services differ. */
export const jsonError = (type: string, message: string, status = 400): Answer => ({
  ...json({ __type: `com.amazon.coral.service#${type}`, message, Message: message }, status),
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": type },
});

const xmlEntities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text made safe for XML and HTML. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => xmlEntities[sign] ?? sign);
