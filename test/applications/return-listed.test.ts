import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { savedSection } from "../../functions/applications/step-save.ts";
import { handler as uploadsHandler } from "../../functions/uploads/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as uploadRoutes } from "../../shared/contract/uploads.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { duringIntake, givenReady, givenUpload, openRound } from "./given.ts";

const duringExamination = "2021-11-12T02:00:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

type Place = Record<string, string | number>;

/** An application that was submitted and came back with items at these places. */
async function givenReturned(places: readonly Place[], { of = round, at = duringExamination } = {}) {
  const ready = await givenReady(of);
  await ready.submit(duringIntake);
  const { token } = await signedIn("officer");
  const items = places.map((place) => ({ item: "补正事项", reason: "请更正", place }));
  const returned = await answerTo(handler, routes.returnApplication, {
    at,
    token,
    headers: onceKey(),
    params: { id: ready.application.id },
    body: { version: 2, items },
  });
  const params = { id: ready.application.id };
  const save = (key: string, parts: Record<string, string>, more: object = {}) =>
    answerTo(handler, routes.saveDraft, {
      at: duringExamination,
      token: ready.filler.token,
      params: { ...params, key },
      body: { version: 1, content: { parts, ...more } },
    });
  const presign = (kind: string) =>
    answerTo(uploadsHandler, uploadRoutes.presignUpload, {
      at: duringExamination,
      token: ready.filler.token,
      headers: onceKey(),
      params,
      body: { kind, name: `${kind}.bin`, bytes: 10, sha256: "a".repeat(64) },
    });
  const written = (key: string) => ({ ...ready.content[key]?.parts });
  return { ...ready, returned, save, presign, written };
}

describe("while an application is returned", () => {
  it("a section that no item names is not changed, and the refusal says what may be", async () => {
    const { application, save, written } = await givenReturned([{ section: "profile" }]);
    const refused = await save("strengths", { ...written("strengths"), text: "全部重写" });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: "not-listed",
        changed: ["strengths"],
        open: { sections: [{ key: "profile", parts: null }], documents: ["form", "stamped"] },
      },
    });
    expect(await sections.get({ applicationId: application.id, key: "strengths" })).toMatchObject({
      version: 1,
      content: { parts: written("strengths") },
    });
    expect((await save("profile", written("profile"))).status).toBe(200);
  });

  it("of a section only the named part is changed", async () => {
    const { save, written } = await givenReturned([{ section: "profile", part: "president" }]);
    const [other = ""] = Object.keys(written("profile")).filter((part) => part !== "president");
    const both = await save("profile", { ...written("profile"), president: "新任", [other]: "改" });
    expect(both.body).toMatchObject({ code: "not-listed", changed: [`profile.${other}`] });
    expect((await save("profile", { ...written("profile"), president: "新任" })).status).toBe(200);
  });

  it("a budget that is named is changed with its lines and totals", async () => {
    const { content, save, written } = await givenReturned([{ section: "budget", part: "notes" }]);
    const lines = content.budget?.lines?.slice(0, 1) ?? [];
    const stated = { unit: "yuan", total: "1" };
    const saved = await save("budget", { ...written("budget"), notes: "已补充" }, { lines, stated });
    expect(saved.status).toBe(200);
  });

  it("a file that no item names is neither uploaded nor submitted", async () => {
    const { application, named, submit, presign } = await givenReturned([{ document: "stamped", page: 3 }]);
    expect((await presign("form")).body).toMatchObject({
      code: "not-listed",
      open: { documents: ["stamped"] },
    });
    expect((await presign("stamped")).status).toBe(201);
    // One that was uploaded before the return, and never submitted, is no way around it.
    const other = await givenUpload(application, "form", { landed: true });
    const exchanged = named.map((file) => (file.kind === "form" ? other : file));
    const refused = await submit(duringExamination, { body: { version: 3, uploads: exchanged } });
    expect(refused.body).toMatchObject({ code: "not-listed", changed: ["form"] });
    expect(await applications.get({ id: application.id })).toMatchObject({ state: "RETURNED", version: 3 });
    const stamped = await givenUpload(application, "stamped", { landed: true });
    const mended = named.map((file) => (file.kind === "stamped" ? stamped : file));
    const again = await submit(duringExamination, { body: { version: 3, uploads: mended } });
    expect(again.body).toMatchObject({ state: "SUBMITTED", submissions: 2 });
  });

  it("after a change of content the Word form and its stamped PDF are made anew", async () => {
    const { application, submit, presign } = await givenReturned([{ section: "profile" }]);
    expect([(await presign("form")).status, (await presign("stamped")).status]).toEqual([201, 201]);
    const anew = [];
    for (const kind of ["form", "stamped"]) anew.push(await givenUpload(application, kind, { landed: true }));
    const again = await submit(duringExamination, { body: { version: 3, uploads: anew } });
    expect(again.body).toMatchObject({ state: "SUBMITTED", submissions: 2 });
  });

  it("a submitted file that inspection refused meanwhile may be replaced, named or not", async () => {
    const { application, named, submit, presign } = await givenReturned([{ document: "stamped" }]);
    const form = named.find(({ kind }) => kind === "form");
    const held = form && (await uploads.get({ applicationId: application.id, id: form.uploadId }));
    if (!held) throw new Error("the form was submitted");
    await transact([uploads.replace({ ...held, state: "REFUSED", version: held.version + 1 })]);
    expect((await presign("form")).status).toBe(201);
    const other = await givenUpload(application, "form", { landed: true });
    const mended = named.map((file) => (file.kind === "form" ? other : file));
    const again = await submit(duringExamination, { body: { version: 3, uploads: mended } });
    expect(again.body).toMatchObject({ state: "SUBMITTED" });
  });

  it("withdrawing and coming back is no way around the list", async () => {
    const { application, approver, filler, save, written } = await givenReturned([{ document: "stamped" }]);
    const params = { id: application.id };
    const asked = { at: duringExamination, headers: onceKey(), params };
    await answerTo(handler, routes.withdrawApplication, {
      ...asked,
      token: approver.token,
      body: { version: 3, reason: "改日再报" },
    });
    const at = duringIntake;
    const body = { roundId: application.roundId };
    await answerTo(handler, routes.openDraft, { at, token: filler.token, headers: onceKey(), body });
    expect(await applications.get(params)).toMatchObject({ state: "DRAFT" });
    expect((await save("profile", { ...written("profile"), president: "新任" })).body.code).toBe(
      "not-listed",
    );
  });

  it("what was written under the list of an earlier return is not saved under that of a later one", async () => {
    const { application, filler, written } = await givenReturned([{ section: "profile" }]);
    const read = await applications.get(application);
    const held = await sections.get({ applicationId: application.id, key: "profile" });
    if (!read || !held) throw new Error("it was returned with what was written");
    const content = { parts: { ...written("profile"), president: "新任" } };
    const savedAt = Instant.parse(duringExamination);
    const next = { ...held, content, savedAt, savedBy: filler.personId, version: held.version + 1 };
    const { writes } = await savedSection(read, cast2021, next);
    await transact([applications.replace({ ...read, returns: 2, version: read.version + 1 })]);
    await expect(transact(writes)).rejects.toMatchObject({ code: "version-conflict" });
    expect(await sections.get(held)).toEqual(held);
  });

  it("its people see what is open", async () => {
    const { application, filler } = await givenReturned([{ section: "profile", part: "president" }]);
    const params = { id: application.id };
    const { body } = await answerTo(handler, routes.checkDraft, {
      at: duringExamination,
      token: filler.token,
      params,
    });
    expect(body.open).toEqual({
      sections: [{ key: "profile", parts: ["president"] }],
      documents: ["form", "stamped"],
    });
  });
});

describe("returning an application", () => {
  it("is refused when an item has no place or one that does not exist, and nothing is changed", async () => {
    const { application, returned } = await givenReturned([{ section: "profile" }, { document: "photo" }]);
    expect(returned.body).toMatchObject({
      code: "invalid-request",
      faults: [{ path: "items[1].place.document", code: "unknown-document" }],
    });
    expect(await applications.get({ id: application.id })).toMatchObject({ state: "SUBMITTED", version: 2 });
  });

  it.each([
    ["counts its own day where the definition says so", { kind: "yes" }, "2021-11-16T15:59:59.999Z"],
    [
      "counts it when sent before the hour",
      { kind: "before", localTime: "10:01" },
      "2021-11-16T15:59:59.999Z",
    ],
    ["does not from that hour on", { kind: "before", localTime: "10:00" }, "2021-11-17T15:59:59.999Z"],
    ["does not in the call of 2021", cast2021.timetable.returns.counting, "2021-11-17T15:59:59.999Z"],
  ] as const)("%s", async (_, counting, until) => {
    const returns = { ...cast2021.timetable.returns, counting };
    const of = await openRound({ ...cast2021, timetable: { ...cast2021.timetable, returns } });
    const { returned } = await givenReturned([{ section: "profile" }], { of });
    expect(returned.body).toMatchObject({ state: "RETURNED", closesAt: until });
  });

  it("leaves everything open where the definition does not ask for places", async () => {
    const returns = { ...cast2021.timetable.returns, listedItemsOnly: false };
    const of = await openRound({ ...cast2021, timetable: { ...cast2021.timetable, returns } });
    const { save, written } = await givenReturned([{ section: "profile" }], { of });
    expect((await save("strengths", written("strengths"))).status).toBe(200);
  });
});
