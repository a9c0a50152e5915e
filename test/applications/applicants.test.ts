import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { duringIntake, givenSociety, openRound } from "./given.ts";
import { handedIn, mailWith, record, seenBy } from "./given-mail.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const opening = (token: string, body: object = {}) =>
  answerTo(handler, routes.openDraft, {
    ...{ at: duringIntake, token, headers: onceKey(), body: { roundId: round.id, ...body } },
  });
const ofOwn = async (token: string) =>
  (await answerTo(handler, routes.listOwnApplications, { at: duringIntake, token })).body.items;

/** A society that the register took for one before it knew better. */
async function givenBranch(name: string) {
  const given = await givenSociety();
  const { society } = given;
  const names = { ...society.names, zh: name };
  await transact([societies.replace({ ...society, names, version: society.version + 1 })]);
  return given;
}

describe("an application is not opened", () => {
  it("with partners, by society code or USCC: the refusal names them and says what to do, and nothing is begun", async () => {
    const { filler } = await givenSociety();
    const partner = await givenSociety();
    for (const partners of [[partner.society.code], [partner.society.uscc]]) {
      const { status, body } = await opening(filler.token, { partners });
      expect({ status, body }).toMatchObject({
        status: 409,
        body: { code: "joint-application-not-taken", partners, detail: expect.stringContaining("单独申报") },
      });
    }
    expect(await ofOwn(filler.token)).toEqual([]);
    expect((await opening(filler.token, { partners: ["somebody"] })).status).toBe(400);
    expect((await opening(filler.token, { partners: [] })).status).toBe(201);
  });

  it.each(["中国测试学会青年分会", "中国测试学会粉末专业委员会", "中国测试学会华东办事处"])(
    "by a branch, %s: its society applies",
    async (name) => {
      const { filler } = await givenBranch(name);
      expect(await opening(filler.token)).toMatchObject({
        status: 409,
        body: { code: "branch-not-applicant", detail: expect.stringContaining("所属学会") },
      });
      expect(await ofOwn(filler.token)).toEqual([]);
    },
  );

  it("for a branch by an officer who records its mail either; the mail stays to be recorded", async () => {
    const { society } = await givenBranch("中国测试学会科普工作委员会");
    const officer = await signedIn("officer");
    const params = { roundId: round.id, societyCode: society.code };
    const mail = await handedIn(officer, params, await mailWith());
    expect((await record(officer, mail)).body).toMatchObject({ code: "branch-not-applicant" });
    expect(await seenBy(officer, params, mail.id)).toMatchObject({ state: "READ", recording: null });
  });
});
