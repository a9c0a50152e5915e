import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler } from "../../functions/oversight/api.ts";
import { allRoutes } from "../../shared/contract/all.ts";
import { applications } from "../../shared/contract/applications.ts";
import type { Export } from "../../shared/contract/export-record.ts";
import type { Route } from "../../shared/contract/kit.ts";
import { oversight as routes } from "../../shared/contract/oversight.ts";
import { exportMade } from "../../shared/events/oversight.ts";
import { officials } from "../../shared/kernel/roles.ts";
import { givenDraft, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { lastFact } from "../told.ts";
import { at, givenTied } from "./given.ts";

const exported = async (): Promise<Export[]> => {
  const { token } = await signedIn("supervisor");
  const { body } = await answerTo(handler, routes.listExports, { at, token, query: {} });
  return body.items;
};

const formFor = async ({ token }: { token: string }, { id }: { id: string }) => {
  const { status, body } = await answerTo(applicationsApi, applications.getForm, {
    at,
    token,
    params: { id },
  });
  return { status, bytes: Buffer.from(String(body), "base64") };
};

/** All that is printed in a Word file. */
const textOf = (bytes: Uint8Array) =>
  Object.entries(unzipSync(bytes))
    .filter(([name]) => name.endsWith(".xml"))
    .map(([, part]) => strFromU8(part))
    .join("");

describe("an export", () => {
  it("is every document that the office can take out of a route, but for what holds nothing of anybody", () => {
    const taken = Object.values(allRoutes).flatMap((all) =>
      Object.values<Route>(all).filter(
        ({ media, who }) =>
          media !== undefined && who !== "anyone" && officials.some((role) => who.includes(role)),
      ),
    );
    const unmarked = taken.filter(({ isExport }) => !isExport).map(({ id }) => id);
    expect(unmarked.toSorted()).toEqual(["getExpertTemplate", "getSocietyLinkTemplate"]);
    expect(taken.length).toBeGreaterThan(5);
  });

  it("by the office says on every page which it is and whose, and is logged with the hash of its bytes", async () => {
    await ownTable();
    const { application, filler, society } = await givenDraft(await openRound());
    // A society that reads its own exports nothing; nor does who is refused.
    const own = await formFor(filler, application);
    expect(textOf(own.bytes)).not.toContain("xpt_");
    expect((await formFor(await givenTied(society.code), application)).status).toBe(404);
    expect(await exported()).toEqual([]);

    const officer = await signedIn("officer");
    const { bytes } = await formFor(officer, application);
    const [made, ...others] = await exported();
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      personId: officer.personId,
      route: "getForm",
      of: { id: application.id },
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      at,
    });
    expect(textOf(bytes)).toContain(`${made?.id} · ${officer.personId} · ${at}`);
    expect((await lastFact(exportMade, made?.id ?? "")).payload).toMatchObject({ sha256: made?.sha256 });
  });
});
