import { beforeAll, describe, expect, it } from "vitest";
import { handler as onApplication } from "../../functions/oversight/on-application.ts";
import { handler as selectionApi } from "../../functions/selection/api.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { selection } from "../../shared/contract/selection.ts";
import { applicationOpened } from "../../shared/events/applications.ts";
import { tieDeclared, tieEnded } from "../../shared/events/oversight.ts";
import { givenDraft, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenPerson } from "../identity/given.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { at, declaring, ending, givenTied, listing, ownTies, reading, recording } from "./given.ts";

let round: Round;
let applied: Awaited<ReturnType<typeof givenDraft>>[];
beforeAll(async () => {
  round = await openRound();
  applied = [];
  for (let count = 0; count < 3; count++) applied.push(await givenDraft(round));
  applied.sort((a, b) => (a.society.code < b.society.code ? -1 : 1));
});

const nth = (index: number) => {
  const found = applied[index];
  if (!found) throw new Error("there are three");
  return found;
};

describe("a tie of the office", () => {
  it("is not taken to a society that the register does not know, nor with an identity number in it", async () => {
    const officer = await signedIn("officer");
    expect((await declaring(officer, "Z-999Z")).body.code).toBe("not-found");
    const refused = await declaring(officer, nth(0).society.code, "身份证11010519491231002X");
    expect(refused.body.code).toBe("identity-data-not-taken");
    expect((await ownTies(officer)).body).toEqual({ items: [], glasses: [] });
  });

  it("is declared by oneself: an officer records it for another person only, and for staff only", async () => {
    const officer = await signedIn("officer");
    const { code } = nth(0).society;
    expect((await recording(officer, officer.personId, code)).body.code).toBe("second-person-required");
    expect((await recording(officer, nth(0).filler.personId, code)).body.code).toBe("not-found");
  });

  it("keeps out the application at once: it answers as one that there is none of, and is in no list", async () => {
    const { application, society } = nth(1);
    const officer = await signedIn("officer");
    expect((await reading(officer, application.id)).status).toBe(200);
    const { status, body: tie } = await declaring(officer, society.code);
    expect(status).toBe(201);
    const unknown = await reading(officer, "app_01HQHET0M05Z9P4F4AGM95VREG");
    const refused = await reading(officer, application.id);
    expect(refused.status).toBe(404);
    expect({ ...refused.body, instance: "" }).toEqual({ ...unknown.body, instance: "" });
    const { body } = await listing(officer, round.id, { limit: "100" });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([
      nth(0).application.id,
      nth(2).application.id,
    ]);
    expect((await lastFact(tieDeclared, `${society.code}#${officer.personId}`)).payload).toEqual({
      personId: officer.personId,
      societyCode: society.code,
    });
    expect((await ownTies(officer)).body.items).toEqual([tie]);
  });

  it("binds a supervisor as it binds an officer", async () => {
    const supervisor = await givenTied(nth(0).society.code, "supervisor");
    expect((await reading(supervisor, nth(0).application.id)).status).toBe(404);
    expect((await reading(supervisor, nth(1).application.id)).status).toBe(200);
  });

  it("shows in no page's length nor cursor", async () => {
    const officer = await givenTied(nth(1).society.code);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: { items: { id: string }[]; cursor: string | null } } = await listing(
        officer,
        round.id,
        {
          limit: "1",
          ...(cursor !== null && { cursor }),
        },
      );
      const place = Buffer.from(body.cursor ?? "", "base64url").toString();
      expect(place).not.toContain(nth(1).application.id);
      if (body.cursor !== null) expect(body.items).toHaveLength(1);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.cursor;
    } while (cursor !== null);
    expect(seen).toEqual([nth(0).application.id, nth(2).application.id]);
  });

  it("is kept with reason and source when another person recorded it", async () => {
    const colleague = await givenPerson({ roles: ["officer"] });
    const recorder = await signedIn("officer");
    const { status, body } = await recording(recorder, colleague.id, nth(2).society.code);
    expect(status).toBe(201);
    expect(body).toMatchObject({ personId: colleague.id, source: "学会官网", declaredBy: recorder.personId });
    expect((await recording(recorder, colleague.id, nth(2).society.code)).body.code).toBe("already-exists");
  });

  it("also keeps out what the society applies for later", async () => {
    const { application, society } = await givenDraft(round);
    const officer = await givenTied(society.code);
    const other = await openRound();
    const later = await givenDraft(other);
    await declaring(officer, later.society.code);
    // Heard twice and late: one application more, not two.
    for (const fact of await factsOf(applicationOpened, later.application.id)) {
      await tell(onApplication, fact);
      await tell(onApplication, fact);
    }
    expect((await reading(officer, later.application.id)).status).toBe(404);
    expect((await reading(officer, application.id)).status).toBe(404);
  });

  it("is never ended by the person; once another officer ends it, the application is there again", async () => {
    const { application, society } = nth(0);
    const officer = await givenTied(society.code);
    const other = await signedIn("officer");
    expect((await ending(officer, officer, society.code)).body.code).toBe("second-person-required");
    expect((await reading(officer, application.id)).status).toBe(404);
    const { status, body } = await ending(other, officer, society.code);
    expect(status).toBe(200);
    expect(body.stamps.map(({ act }: { act: string }) => act)).toEqual(["declare", "end"]);
    expect((await reading(officer, application.id)).status).toBe(200);
    expect(await factsOf(tieEnded, `${society.code}#${officer.personId}`)).toHaveLength(1);
    expect((await ending(other, officer, society.code, 2)).body.code).toBe("wrong-state");
  });
});

describe("an act on a whole list", () => {
  it("that holds something of the caller's society is for another officer", async () => {
    const officer = await givenTied(nth(2).society.code);
    const propose = (who: { token: string }) =>
      answerTo(selectionApi, selection.proposeDecision, {
        ...{ at, token: who.token, headers: onceKey(), params: { id: round.id } },
      });
    const refused = await propose(officer);
    expect([refused.status, refused.body.code]).toEqual([403, "recused"]);
    expect(Object.keys(refused.body).toSorted()).toEqual([
      "code",
      "detail",
      "instance",
      "status",
      "title",
      "type",
    ]);
    expect((await propose(await signedIn("officer"))).body.code).toBe("reviews-open");
  });
});
