import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { duringIntake, givenDraft, openRound } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const reading = (id: string, token: string) =>
  answerTo(handler, routes.getApplication, { at: duringIntake, token, params: { id } });

describe("an application", () => {
  it("is read by its two people and by staff; to another society it does not exist", async () => {
    const { application, filler, approver } = await givenDraft(round);
    const staff = [await signedIn("officer"), await signedIn("supervisor")];
    for (const { token } of [filler, approver, ...staff]) {
      expect((await reading(application.id, token)).status).toBe(200);
    }
    const { filler: stranger } = await givenDraft(round);
    expect((await reading(application.id, stranger.token)).body.code).toBe("not-found");
    expect((await reading(application.id, (await signedIn("expert")).token)).status).toBe(403);
  });

  it("of another society can be neither saved, submitted nor withdrawn: nothing there", async () => {
    const { application, content } = await givenDraft(round);
    const stranger = await givenDraft(round);
    const [key = ""] = Object.keys(content);
    const asked = { at: duringIntake, headers: onceKey() };
    const answers = await Promise.all([
      answerTo(handler, routes.saveDraft, {
        ...asked,
        token: stranger.filler.token,
        params: { id: application.id, key },
        body: { version: 1, content: content[key] },
      }),
      answerTo(handler, routes.withdrawApplication, {
        ...asked,
        token: stranger.approver.token,
        params: { id: application.id },
        body: { version: 1, reason: "." },
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it("stands in its society's own list and in nobody else's", async () => {
    const { application, filler } = await givenDraft(round);
    const own = await answerTo(handler, routes.listOwnApplications, {
      at: duringIntake,
      token: filler.token,
    });
    expect(own.body.items.map(({ id }: { id: string }) => id)).toEqual([application.id]);
  });
});

describe("the list of a round", () => {
  it("comes to staff in pages, each application once, in the register's order", async () => {
    const own = await openRound();
    const drafts = [await givenDraft(own), await givenDraft(own), await givenDraft(own)];
    const { token } = await signedIn("officer");
    const page = (query: Record<string, string>) =>
      answerTo(handler, routes.listApplications, {
        at: duringIntake,
        token,
        params: { roundId: own.id },
        query,
      });
    const first = (await page({ limit: "2" })).body;
    const second = (await page({ limit: "2", cursor: first.cursor })).body;
    expect(second.cursor).toBeNull();
    const codes = [...first.items, ...second.items].map(
      ({ societyCode }: { societyCode: string }) => societyCode,
    );
    expect(codes).toEqual(drafts.map(({ society }) => society.code).toSorted());
  });

  it("is not for societies, and a cursor of something else is refused", async () => {
    const { filler } = await givenDraft(round);
    const { token } = await signedIn("officer");
    const params = { roundId: round.id };
    const list = (by: string, query = {}) =>
      answerTo(handler, routes.listApplications, { at: duringIntake, token: by, params, query });
    expect((await list(filler.token)).status).toBe(403);
    expect((await list(token, { cursor: "bm9uc2Vuc2U" })).body.code).toBe("invalid-request");
  });
});
