import { describe, expect, it } from "vitest";
import { handler as api } from "../../functions/rounds/api.ts";
import { handler as onNotice } from "../../functions/rounds/on-notice.ts";
import { handler as onTick } from "../../functions/rounds/on-tick.ts";
import { type Round, rounds as routes } from "../../shared/contract/rounds.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { roundAdvanced } from "../../shared/events/rounds.ts";
import { DecisionId, NoticeId, newId, Sha256 } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factOf, factsOf, tell, tick } from "../told.ts";

const drafted = "2021-11-03T01:00:00.000Z";

async function givenDraftRound(): Promise<Round> {
  const made = await answerTo(api, routes.createRound, {
    at: drafted,
    token: (await signedIn("officer")).token,
    headers: onceKey(),
    body: { definition: cast2021 },
  });
  return made.body;
}

const publish = async (round: Round, at = drafted) =>
  answerTo(api, routes.publishRound, {
    at,
    token: (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id: round.id },
    body: { version: round.version, definitionHash: round.definitionHash },
  });

async function givenPublished(): Promise<Round> {
  return (await publish(await givenDraftRound())).body;
}

const stateOf = async ({ id }: Round) => (await rounds.get({ id }))?.state;
const phasesOf = async ({ id }: Round) =>
  (await factsOf(roundAdvanced, id)).map(({ payload }) => payload.state);

describe("a published round", () => {
  it("opens with its opening instant and not before", async () => {
    const round = await givenPublished();
    await tick(onTick, "2021-11-04T00:59:59.999Z");
    expect(await stateOf(round)).toBe("PUBLISHED");
    await tick(onTick, "2021-11-04T01:00:00.000Z");
    expect(await stateOf(round)).toBe("OPEN");
  });

  it("is still open in the last instant of the intake and closed one millisecond later", async () => {
    const round = await givenPublished();
    await tick(onTick, round.closesAt);
    expect(await stateOf(round)).toBe("OPEN");
    await tick(onTick, "2021-11-11T16:00:00.000Z");
    expect(await stateOf(round)).toBe("INTAKE_CLOSED");
  });

  it("goes through every phase whose tick was missed, each a fact of its own, in order", async () => {
    const round = await givenPublished();
    await tick(onTick, "2021-12-11T00:00:00.000Z");
    expect(await phasesOf(round)).toEqual([
      "PUBLISHED",
      "OPEN",
      "INTAKE_CLOSED",
      "IN_REVIEW",
      "SCORES_LOCKED",
    ]);
    const versions = (await factsOf(roundAdvanced, round.id)).map(({ version }) => version);
    expect(versions).toEqual([2, 3, 4, 5, 6]);
  });

  it("does not call its scores locked before the defence is over, for until then they are written", async () => {
    const round = await givenPublished();
    await tick(onTick, "2021-12-04T00:00:00.000Z");
    expect(await stateOf(round)).toBe("IN_REVIEW");
    await tick(onTick, "2021-12-10T10:00:00.000Z");
    expect(await stateOf(round)).toBe("IN_REVIEW");
    await tick(onTick, "2021-12-10T10:00:00.001Z");
    expect(await stateOf(round)).toBe("SCORES_LOCKED");
  });

  it("is not moved back by a tick that comes late, nor told of twice by one that comes again", async () => {
    const round = await givenPublished();
    await tick(onTick, "2021-11-12T00:00:00.000Z");
    await tick(onTick, "2021-11-05T00:00:00.000Z");
    await tick(onTick, "2021-11-12T00:00:00.000Z");
    expect(await phasesOf(round)).toEqual(["PUBLISHED", "OPEN", "INTAKE_CLOSED"]);
  });
});

describe("a draft", () => {
  it("waits for its second officer, whatever the date", async () => {
    const round = await givenDraftRound();
    await tick(onTick, "2021-12-11T00:00:00.000Z");
    expect(await stateOf(round)).toBe("DRAFT");
  });

  it("is not published any more when its intake has ended", async () => {
    const round = await givenDraftRound();
    const late = await publish(round, "2021-11-11T16:00:00.000Z");
    expect(late.body).toMatchObject({ code: "deadline-passed", closesAt: round.closesAt });
    expect(await stateOf(round)).toBe("DRAFT");
  });

  it("is not published under another hash than the one that was read", async () => {
    const round = await givenDraftRound();
    const refused = await publish({ ...round, definitionHash: Sha256.parse("0".repeat(64)) });
    expect(refused.body).toMatchObject({ code: "version-conflict", definitionHash: round.definitionHash });
  });

  it("is published once when two officers do it at once", async () => {
    const round = await givenDraftRound();
    const answers = await Promise.all([publish(round), publish(round)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await phasesOf(round)).toEqual(["PUBLISHED"]);
  });
});

describe("what is shown to the public", () => {
  const noticeId = () => NoticeId.parse(newId("notice", 1_639_000_000_000, Math.random));

  /** A fact of notices about the round's notice. */
  const told = (
    contract: typeof noticePublished | typeof resultAnnounced,
    { id: roundId }: Round,
    notice: { id: NoticeId; version: number },
  ) => {
    const at = Instant.parse("2021-12-13T02:00:00.000Z");
    const decisionId = DecisionId.parse(newId("decision", 1_639_000_000_000, Math.random));
    const sha256 = Sha256.parse("a".repeat(64));
    const payload = { noticeId: notice.id, roundId, decisionId, sha256, endsAt: at };
    return factOf(contract, { aggregateId: notice.id, version: notice.version, at, payload });
  };

  it("puts the round on notice, and the result ends it", async () => {
    const round = await givenPublished();
    const id = noticeId();
    await tell(onNotice, told(noticePublished, round, { id, version: 1 }));
    expect(await stateOf(round)).toBe("ON_NOTICE");
    await tell(onNotice, told(resultAnnounced, round, { id, version: 3 }));
    expect(await stateOf(round)).toBe("AWARDED");
  });

  it("in the wrong order and twice leaves the round where the result put it", async () => {
    const round = await givenPublished();
    const id = noticeId();
    const [shown, announced] = [
      told(noticePublished, round, { id, version: 1 }),
      told(resultAnnounced, round, { id, version: 3 }),
    ];
    for (const fact of [announced, shown, announced]) await tell(onNotice, fact);
    expect(await phasesOf(round)).toEqual(["PUBLISHED", "AWARDED"]);
  });

  it("of a round that is shown already stays as it is when dates pass", async () => {
    const round = await givenPublished();
    await tell(onNotice, told(noticePublished, round, { id: noticeId(), version: 1 }));
    await tick(onTick, "2022-01-01T00:00:00.000Z");
    expect(await stateOf(round)).toBe("ON_NOTICE");
  });
});
