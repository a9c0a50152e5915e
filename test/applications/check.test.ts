import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { closesAt, duringIntake, givenDraft, givenReady, inspected, openRound } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const checking = (id: string, token: string) =>
  answerTo(handler, routes.checkDraft, { at: duringIntake, token, params: { id } });

const keysOf = ({ body }: Awaited<ReturnType<typeof checking>>) =>
  body.missing.map(({ kind, key }: { kind: string; key: string }) => `${kind} ${key}`);

describe("a draft that is checked before it is submitted", () => {
  it("does not exist for another society, and is no expert's to see", async () => {
    const { application } = await givenDraft(round);
    const { filler: stranger } = await givenDraft(round);
    expect((await checking(application.id, stranger.token)).body.code).toBe("not-found");
    expect((await checking(application.id, (await signedIn("expert")).token)).status).toBe(403);
  });

  it("names what the submission would be refused for, and the same to both people", async () => {
    const { application, filler, approver } = await givenDraft(round);
    const found = await checking(application.id, filler.token);
    expect(found.body).toMatchObject({ closesAt, version: application.version, files: [] });
    expect(keysOf(found)).toEqual(["document form", "document stamped"]);
    expect((await checking(application.id, approver.token)).body).toEqual(found.body);
  });

  it("finds nothing missing once a submission would be taken, and changes nothing by looking", async () => {
    const { application, filler, submit, named } = await givenReady(round);
    for (const { uploadId } of named)
      await inspected(application, uploadId, { state: "ACCEPTED", at: duringIntake });
    const found = await checking(application.id, filler.token);
    expect(keysOf(found)).toEqual([]);
    expect(found.body.files.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual([
      "form",
      "stamped",
    ]);
    expect((await submit(duringIntake)).body.state).toBe("SUBMITTED");
  });

  it("misses a file that inspection refused, and shows that it was", async () => {
    const { application, filler, named } = await givenReady(round);
    const [first, second] = named;
    if (!first || !second) throw new Error("nothing was uploaded");
    await inspected(application, first.uploadId, { state: "REFUSED", at: duringIntake });
    await inspected(application, second.uploadId, { state: "FLAGGED", at: duringIntake });
    const found = await checking(application.id, filler.token);
    expect(keysOf(found)).toEqual([`document ${first.kind}`]);
    expect(found.body.files).toContainEqual({ ...first, state: "REFUSED" });
  });
});
