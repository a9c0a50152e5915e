import { describe, expect, it } from "vitest";
import { services } from "../../infra/services.ts";
import { allRoutes } from "../../shared/contract/all.ts";
import { manySocieties, ofNoApplication, wholeLists } from "../../shared/contract/recusal-scope.ts";
import type { FunctionManifest } from "../../shared/kernel/manifest.ts";
import { officials, type Role } from "../../shared/kernel/roles.ts";

const functions = services.flatMap(({ name: service, functions: all }) =>
  Object.values<FunctionManifest>(all).map((manifest) => ({ service, manifest })),
);
const isForOffice = ({ serves = {} }: FunctionManifest) =>
  Object.values(serves).some(
    ({ who }) => who !== "anyone" && officials.some((role: Role) => who.includes(role)),
  );

describe("the guard of recusal", () => {
  it("can be asked by every function that serves the office, but those that hold no application", () => {
    const blind = functions
      .filter(({ service, manifest }) => isForOffice(manifest) && service !== "oversight")
      .filter(({ manifest }) => !manifest.reads?.recusals?.includes("get"));
    expect(blind.map(({ service }) => service)).toEqual(["identity"]);
  });

  it("lets no function but oversight write who stands aside", () => {
    const writing = functions.filter(({ manifest }) => manifest.appends?.includes("recusals"));
    expect(writing).toEqual([]);
  });

  it("names only routes that there are", () => {
    const ids: string[] = Object.values(allRoutes).flatMap((routes) => Object.keys(routes));
    expect([...wholeLists, ...manySocieties, ...ofNoApplication].filter((id) => !ids.includes(id))).toEqual(
      [],
    );
  });
});
