import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler } from "../../functions/oversight/api.ts";
import { handler as selectionApi } from "../../functions/selection/api.ts";
import { applications } from "../../shared/contract/applications.ts";
import { oversight as routes } from "../../shared/contract/oversight.ts";
import type { GlassUse } from "../../shared/contract/recusal-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { selection } from "../../shared/contract/selection.ts";
import { glassOpened, glassUsed } from "../../shared/events/oversight.ts";
import { Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { givenDraft, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { givenCleared, givenExpert, givenStanding } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { lastFact } from "../told.ts";
import {
  asking,
  at,
  deciding,
  givenStaff,
  givenTied,
  glassesOf,
  listing,
  ownTies,
  reading,
} from "./given.ts";

const hours = cast2021.reviewing.breakingGlass.hours ?? 0;
const lastInstant = plusSeconds(Instant.parse(at), hours * 3600);

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

/** Somebody who stands aside from a draft, and two officers who don't. */
async function given() {
  const { application, society } = await givenDraft(round);
  const tied = await givenTied(society.code);
  const [one, other] = [await givenStaff(), await givenStaff()];
  return { application, society, tied, one, other };
}

/** The same with the glass broken. */
async function givenOpen() {
  const all = await given();
  const { body } = await asking(all.one, all.application, all.tied.personId);
  const { body: glass } = await deciding(all.other, body);
  return { ...all, glass };
}

describe("a glass", () => {
  it("is not asked for who has no tie, nor where the programme has none, nor by who stands aside for another", async () => {
    const { application, society, tied, one, other } = await given();
    expect((await asking(one, application, other.personId)).body.code).toBe("no-tie");
    const alsoTied = await givenTied(society.code);
    expect((await asking(alsoTied, application, tied.personId)).body.code).toBe("not-found");
    const { reviewing } = cast2021;
    const none = { ...reviewing, breakingGlass: { ...reviewing.breakingGlass, hours: null } };
    const strict = await givenDraft(await openRound({ ...cast2021, reviewing: none }));
    const out = await givenTied(strict.society.code);
    expect((await asking(one, strict.application, out.personId)).body.code).toBe("glass-not-offered");
  });

  it("opens nothing until somebody approves who neither asked nor is let in nor stands aside", async () => {
    const { application, society, tied, one } = await given();
    const { body: glass } = await asking(one, application, tied.personId);
    expect((await asking(one, application, tied.personId)).body.code).toBe("already-exists");
    expect((await deciding(one, glass)).body.code).toBe("second-person-required");
    // Who stands aside does not even find it.
    expect((await deciding(tied, glass)).status).toBe(404);
    expect((await deciding(await givenTied(society.code), glass)).status).toBe(404);
    expect((await reading(tied, application.id)).status).toBe(404);
  });

  it("that was refused opens nothing", async () => {
    const { application, tied, one, other } = await given();
    const { body: glass } = await asking(tied, application, tied.personId);
    expect((await deciding(one, glass, "refused")).body).toMatchObject({ state: "REFUSED", until: null });
    expect((await reading(tied, application.id)).status).toBe(404);
    expect((await deciding(other, { ...glass, version: 2 })).body.code).toBe("wrong-state");
  });

  it("opens one application for one person, until its instant and no longer", async () => {
    const { application, society, tied, glass } = await givenOpen();
    expect(glass).toMatchObject({ state: "OPEN", until: lastInstant });
    expect((await lastFact(glassOpened, glass.id)).payload).toMatchObject({ untilAt: lastInstant });
    expect((await reading(tied, application.id)).status).toBe(200);
    const { body } = await listing(tied, round.id, { limit: "100" });
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(application.id);
    expect((await reading(await givenTied(society.code), application.id)).status).toBe(404);
    expect((await ownTies(tied)).body.glasses).toHaveLength(1);
    const before = new Date(Date.parse(lastInstant) - 1).toISOString();
    expect((await reading(tied, application.id, before)).status).toBe(200);
    expect((await reading(tied, application.id, lastInstant)).status).toBe(404);
    expect((await ownTies(tied, lastInstant)).body.glasses).toEqual([]);
  });

  it("lets nobody act on the whole list", async () => {
    const { tied } = await givenOpen();
    const refused = await answerTo(selectionApi, selection.proposeDecision, {
      ...{ at, token: tied.token, headers: onceKey(), params: { id: round.id } },
    });
    expect(refused.body.code).toBe("recused");
  });

  it("is accounted for with every use, and with none of what it did not open", async () => {
    const { application, tied, one, glass } = await givenOpen();
    const unrelated = await givenDraft(await openRound());
    await reading(tied, unrelated.application.id);
    await reading(tied, application.id);
    const form = await answerTo(applicationsApi, applications.getForm, {
      ...{ at, token: tied.token, params: { id: application.id } },
    });
    expect(form.status).toBe(200);
    const { body } = await glassesOf(one, application);
    const uses: GlassUse[] = body.items[0].uses;
    expect(uses.map(({ route, personId }) => [route, personId]).toSorted()).toEqual([
      ["getApplication", tied.personId],
      ["getForm", tied.personId],
    ]);
    for (const { id, route } of uses)
      expect((await lastFact(glassUsed, id)).payload).toMatchObject({ glassId: glass.id, routeId: route });
  });
});

describe("the panel and the supervisors", () => {
  it("see who was let in, by whom, why, until when, and each use; other experts see nothing", async () => {
    const { application } = await givenCleared(round);
    const judge = await givenStanding(application);
    const tied = await givenTied(application.societyCode);
    const [one, other] = [await signedIn("officer"), await signedIn("officer")];
    const { body: asked } = await asking(one, application, tied.personId, "附件只有其能辨认");
    await deciding(other, asked);
    await reading(tied, application.id);
    const shown = await glassesOf(judge, application);
    expect(shown.body.items).toMatchObject([
      {
        personId: tied.personId,
        askedBy: one.personId,
        decidedBy: other.personId,
        reason: "附件只有其能辨认",
        until: lastInstant,
        uses: [{ route: "getApplication", at }],
      },
    ]);
    expect((await glassesOf(await givenExpert(), application)).status).toBe(404);
    const listOf = async (role: { token: string }) =>
      answerTo(handler, routes.listRoundGlasses, {
        ...{ at, token: role.token, params: { id: round.id }, query: { limit: "1000" } },
      });
    const ids = (body: { items: { applicationId: string }[] }) =>
      body.items.map((item) => item.applicationId);
    expect(ids((await listOf(await signedIn("supervisor"))).body)).toContain(application.id);
    // A supervisor with a tie of their own is shown none of it.
    const aside = await givenTied(application.societyCode, "supervisor");
    expect(ids((await listOf(aside)).body)).not.toContain(application.id);
  });
});
