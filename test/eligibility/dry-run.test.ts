import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/eligibility/api.ts";
import { eligibility as routes } from "../../shared/contract/eligibility.ts";
import { noFacts } from "../../shared/contract/register.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { watched } from "../contract/table.ts";
import { signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { givenRow, importing } from "../rounds/given.ts";
import { partyIncomplete } from "./given.ts";

beforeAll(() => ownTable());

const at = "2021-11-03T02:00:00.000Z";

describe("a dry run over the register before the round opens", () => {
  it("says of each society what the rules would find, page by page, and stores nothing", async () => {
    const rows = [
      givenRow({ code: "A-01" as never }),
      givenRow({ code: "A-02" as never, facts: partyIncomplete }),
      givenRow({ code: "A-03" as never, facts: noFacts }),
    ];
    await importing(rows);
    const { id: roundId } = await openRound();
    const { token } = await signedIn("officer");
    const changes = await watched();
    const page = (query: Record<string, string>) =>
      answerTo(handler, routes.dryRunEligibility, { at, token, params: { roundId }, query });
    const first = await page({ limit: "2" });
    const second = await page({ limit: "2", cursor: first.body.cursor });
    const found = [...first.body.items, ...second.body.items];
    expect(found.map(({ societyCode, proposal }) => [societyCode, proposal])).toEqual([
      ["A-01", "pass"],
      ["A-02", "fail"],
      ["A-03", "needs-evidence"],
    ]);
    expect(found.map(({ findings }) => findings.length)).toEqual([4, 4, 4]);
    expect(second.body.cursor).toBeNull();
    expect(await changes()).toEqual([]);
  });

  it("is not for societies, and of a round that exists", async () => {
    const { id: roundId } = await openRound();
    const asked = (token: string, of: string) =>
      answerTo(handler, routes.dryRunEligibility, { at, token, params: { roundId: of }, query: {} });
    expect((await asked((await signedIn("approver", { societyCode: "A-01" })).token, roundId)).status).toBe(
      403,
    );
    const unknown = roundId.replace(/.{4}$/, "0000");
    expect((await asked((await signedIn("supervisor")).token, unknown)).status).toBe(404);
  });
});
