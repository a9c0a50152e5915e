import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/rounds/api.ts";
import { handler as onList } from "../../functions/rounds/on-list.ts";
import { type Round, rounds as routes } from "../../shared/contract/rounds.ts";
import { societyInvited } from "../../shared/events/invitations.ts";
import { recommendedListApproved, roundAdvanced } from "../../shared/events/rounds.ts";
import { transact } from "../../shared/store/commit.ts";
import { members } from "../../shared/store/published/members.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { duringIntake, givenSociety, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { factOf, factsOf, lastFact, tell } from "../told.ts";
import { givenRow, importing } from "./given.ts";

beforeAll(() => ownTable());

const at = "2021-11-03T02:00:00.000Z";

interface Listed {
  code: string;
  uscc: string;
}

/** A round with an approved list of these societies. */
async function givenApproved(listed: readonly Listed[], state: Round["state"] = "PUBLISHED") {
  const opened = await openRound();
  const round = { ...opened, state, version: 2 };
  await transact([rounds.replace(round)]);
  const [first, second] = [await signedIn("officer"), await signedIn("officer")];
  const params = { id: round.id };
  const propose = (societies: readonly Listed[]) =>
    answerTo(handler, routes.proposeRecommendedList, {
      ...{ at, token: first.token, headers: onceKey(), params },
      body: {
        ...{ how: "imported", origin: "附件1" },
        societies: societies.map(({ code, uscc }) => ({ code, uscc, sources: ["public-data"] })),
      },
    });
  const approve = ({ version, listHash }: { version: number; listHash: string }) =>
    answerTo(handler, routes.approveRecommendedList, {
      ...{ at, token: second.token, headers: onceKey(), params, body: { version, listHash } },
    });
  await approve((await propose(listed)).body);
  const heard = async () => tell(onList, await lastFact(recommendedListApproved, round.id));
  const reading = async (name: "listInvitations" | "listUninvited") => {
    const { body } = await answerTo(handler, routes[name], { at, token: first.token, params });
    return body.items;
  };
  const invited = async () =>
    (await reading("listInvitations")).map(({ societyCode }: { societyCode: string }) => societyCode);
  const uninvited = async () =>
    (await reading("listUninvited")).map((one: { societyCode: string; because: string }) => [
      one.societyCode,
      one.because,
    ]);
  return { round, first, second, propose, approve, heard, reading, invited, uninvited };
}

const invitations = (round: Round, code: string) => factsOf(societyInvited, `${round.id}#${code}`);

describe("an approved list", () => {
  it("invites those listed, each once, however often it is told, and in the name of who approved it", async () => {
    const societies = [(await givenSociety()).society, (await givenSociety()).society];
    const { round, second, heard, invited, reading } = await givenApproved(societies);
    await heard();
    await heard();
    const again = await lastFact(recommendedListApproved, round.id);
    await tell(onList, { ...again, id: `${again.id.slice(0, -1)}Z` as typeof again.id });
    expect((await invited()).toSorted()).toEqual(societies.map(({ code }) => code).toSorted());
    for (const { code } of societies) expect(await invitations(round, code)).toHaveLength(1);
    expect(await reading("listInvitations")).toMatchObject([
      { invitedBy: second.personId },
      { invitedBy: second.personId },
    ]);
  });

  it("leaves alone whom an officer invited before", async () => {
    const { society } = await givenSociety();
    const { round, first, heard } = await givenApproved([society]);
    await answerTo(handler, routes.inviteSocieties, {
      ...{ at, token: first.token, headers: onceKey(), params: { id: round.id } },
      body: { societies: [society.code] },
    });
    await heard();
    expect(await invitations(round, society.code)).toHaveLength(1);
  });

  it("puts whom no letter reaches on the officers' list, and off it once invited", async () => {
    const reached = await givenSociety();
    const refused = await givenSociety();
    for (const member of await members.list(`society#${refused.society.code}`))
      await transact([members.replace({ ...member, mailTrouble: "bounced", version: member.version + 1 })]);
    const unknown = givenRow();
    await importing([unknown]);
    const { round, first, heard, invited, uninvited } = await givenApproved([
      reached.society,
      refused.society,
      unknown,
    ]);
    await heard();
    expect(await invited()).toEqual([reached.society.code]);
    expect((await uninvited()).toSorted()).toEqual(
      [
        [refused.society.code, "mail-refused"],
        [unknown.code, "no-account"],
      ].toSorted(),
    );
    await answerTo(handler, routes.inviteSocieties, {
      ...{ at, token: first.token, headers: onceKey(), params: { id: round.id } },
      body: { societies: [refused.society.code] },
    });
    expect(await uninvited()).toEqual([[unknown.code, "no-account"]]);
  });

  it("that was proposed anew invites nobody until it is approved anew", async () => {
    const [one, other] = [(await givenSociety()).society, (await givenSociety()).society];
    const { propose, approve, heard, invited } = await givenApproved([one]);
    const { body } = await propose([other]);
    await heard();
    expect(await invited()).toEqual([]);
    await approve(body);
    await heard();
    expect(await invited()).toEqual([other.code]);
  });

  it("of a round that is a draft waits until that is published", async () => {
    const { society } = await givenSociety();
    const { round, heard, invited } = await givenApproved([society], "DRAFT");
    await heard();
    expect(await invited()).toEqual([]);
    await transact([rounds.replace({ ...round, state: "PUBLISHED", version: 3 })]);
    const published = factOf(roundAdvanced, {
      ...{ aggregateId: round.id, version: 3, at },
      payload: { roundId: round.id, state: "PUBLISHED", definitionHash: round.definitionHash },
    });
    await tell(onList, published);
    expect(await invited()).toEqual([society.code]);
  });

  it("invites nobody any more when it is heard of after the deadline", async () => {
    const { society } = await givenSociety();
    const { round, invited } = await givenApproved([society]);
    const late = new Date(Date.parse(round.closesAt) + 1).toISOString();
    await tell(onList, await lastFact(recommendedListApproved, round.id), late);
    expect(await invited()).toEqual([]);
    expect(late > duringIntake).toBe(true);
  });
});
