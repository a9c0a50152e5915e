import { describe, expect, it } from "vitest";
import { createRouter } from "../../infra/local/routing.ts";
import fc from "../chance.ts";

const keys = (...routeKeys: string[]) => createRouter(routeKeys.map((routeKey) => ({ routeKey })));
const all = keys(
  "GET /rounds",
  "GET /rounds/{id}",
  "GET /rounds/open",
  "ANY /rounds/{id}",
  "GET /files/{path+}",
  "GET /files/{id}/versions",
  "$default",
);

describe("a request's route", () => {
  it.each([
    ["GET", "/rounds", "GET /rounds", {}],
    ["GET", "/rounds/open", "GET /rounds/open", {}],
    ["GET", "/rounds/rnd_1", "GET /rounds/{id}", { id: "rnd_1" }],
    ["DELETE", "/rounds/open", "ANY /rounds/{id}", { id: "open" }],
    ["GET", "/files/a/b/c", "GET /files/{path+}", { path: "a/b/c" }],
    ["GET", "/files/a/versions", "GET /files/{id}/versions", { id: "a" }],
    ["HEAD", "/rounds", "$default", {}],
    ["OPTIONS", "/rounds", "$default", {}],
    ["GET", "/rounds/", "$default", {}],
    ["GET", "/files/", "$default", {}],
    ["GET", "/nothing/here", "$default", {}],
  ])("%s %s is %s", (method, path, routeKey, parameters) => {
    expect(all(method, path)).toEqual({ route: { routeKey }, parameters });
  });

  it("is none when nothing fits and there is no $default", () => {
    expect(keys("GET /rounds")("POST", "/rounds")).toBeUndefined();
  });

  it("gives back every variable segment as it was sent, whatever it holds", () => {
    const segment = fc.string({ minLength: 1 }).filter((text) => !text.includes("/"));
    fc.assert(
      fc.property(segment, segment, (id, file) => {
        const found = keys("GET /a/{id}/b/{file}")("GET", `/a/${id}/b/${file}`);
        expect(Object.entries(found?.parameters ?? {})).toEqual([
          ["id", id],
          ["file", file],
        ]);
      }),
    );
  });
});
