import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { assigning, declaring, givenCleared, givenExpert, releasing } from "./given.ts";

/** A Thursday; two working days later it is Monday. */
const thursday = "2021-11-18T02:00:00.000Z";
const endOfMonday = "2021-11-22T15:59:59.999Z";
const tuesday = "2021-11-22T16:00:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

async function silentAt(at: string): Promise<{ expertId: string; expectedAt: string }[]> {
  const { token } = await signedIn("supervisor");
  const asked = { at, token, params: { id: round.id }, query: {} };
  return (await answerTo(handler, routes.listSilentExperts, asked)).body.items;
}

describe("an assignment that nobody acknowledges", () => {
  it("is shown to officers when the working days for it are over, and no instant before", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenExpert();
    await assigning(application, expert, { at: thursday });
    expect(await silentAt(endOfMonday)).toEqual([]);
    expect(await silentAt(tuesday)).toMatchObject([{ expertId: expert.id, expectedAt: endOfMonday }]);
  });

  it("is shown no more once the expert has declared, stood aside or was released", async () => {
    const { application } = await givenCleared(round);
    const [one, other, third] = [await givenExpert(), await givenExpert(), await givenExpert()];
    for (const expert of [one, other, third]) await assigning(application, expert, { at: thursday });
    expect(await silentAt(tuesday)).toHaveLength(4);
    await declaring(application, one);
    await declaring(application, other, "relative");
    await releasing(application, third);
    const silent = (await silentAt(tuesday)).map(({ expertId }) => expertId);
    expect(silent.filter((id) => [one, other, third].some((expert) => expert.id === id))).toEqual([]);
  });

  it("of a round that is none is not found", async () => {
    const { token } = await signedIn("officer");
    const params = { id: round.id.replace(/.{4}$/, "0000") };
    const asked = { at: tuesday, token, params, query: {} };
    expect((await answerTo(handler, routes.listSilentExperts, asked)).body.code).toBe("not-found");
  });
});
