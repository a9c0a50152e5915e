import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { RoundId } from "../../shared/kernel/ids.ts";
import { transact } from "../../shared/store/commit.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { closesAt, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { newSocietyCode } from "../codes.ts";
import type { MailService } from "../mail-service.ts";
import {
  accept,
  askCode,
  codeIn,
  givenPerson,
  later,
  morning,
  newSource,
  startCodes,
  tokenIn,
} from "./given.ts";

let service: MailService;
let round: Round;
beforeAll(async () => {
  service = await startCodes();
  round = await openRound();
});
afterAll(() => service.close());

const oneBefore = (at: string) => new Date(Date.parse(at) - 1).toISOString();

/** Signs in with a mailed code and asks for a device that stays until the deadline of a round. */
async function stay(mail: string, untilClosesOf: string = round.id, at = morning) {
  await askCode(mail, { at });
  const body = { mail, code: codeIn(service, mail), untilClosesOf };
  const answer = await answerTo(handler, routes.signIn, { at, body, sourceIp: newSource() });
  return { ...answer, token: tokenIn(answer) };
}
const getMe = (token: string, at: string) => answerTo(handler, routes.getMe, { at, token });
const ofSociety = () => givenPerson({ roles: ["filler"], societyCode: newSocietyCode().code });

describe("a device that stays signed in", () => {
  it("lasts until the round's deadline and not an instant longer", async () => {
    const { mail } = await ofSociety();
    const { body, token, cookies } = await stay(mail);
    expect(body.expiresAt).toBe(closesAt);
    expect(cookies[0]).toContain(
      `Max-Age=${Math.floor((Date.parse(closesAt) - Date.parse(morning)) / 1000)}`,
    );
    expect((await getMe(token, oneBefore(closesAt))).status).toBe(200);
    expect((await getMe(token, closesAt)).status).toBe(401);
  });

  it("lasts no working day beyond a deadline that is near", async () => {
    const { mail } = await ofSociety();
    const at = new Date(Date.parse(closesAt) - 3600_000).toISOString();
    expect((await stay(mail, round.id, at)).body.expiresAt).toBe(closesAt);
  });

  it("keeps its end when the session is rotated", async () => {
    const { mail } = await ofSociety();
    const { token } = await stay(mail);
    await accept(token);
    const rotated = await answerTo(handler, routes.rotateSession, { at: later(60), token });
    expect(rotated.body.expiresAt).toBe(closesAt);
  });

  it("is not offered to staff or experts; the code stays good", async () => {
    const officer = await givenPerson();
    const refused = await stay(officer.mail);
    expect(refused).toMatchObject({ status: 403, cookies: [] });
    const body = { mail: officer.mail, code: codeIn(service, officer.mail) };
    expect(
      (await answerTo(handler, routes.signIn, { at: morning, body, sourceIp: newSource() })).status,
    ).toBe(201);
  });

  it("is refused for a round that is closed, a draft, or unknown", async () => {
    const { mail } = await ofSociety();
    expect((await stay(mail, round.id, closesAt)).body.code).toBe("deadline-passed");
    const draft = { ...round, id: RoundId.parse("rnd_01FKYGY8M0V0YC0RB69XXEJXF0"), state: "DRAFT" as const };
    await transact([rounds.create(draft)]);
    expect((await stay(mail, draft.id)).body.code).toBe("not-found");
    expect((await stay(mail, "rnd_01FKYGY8M0V0YC0RB69XXEJXF1")).body.code).toBe("not-found");
  });

  it("is not asked for: the session lasts a working day", async () => {
    const { mail } = await ofSociety();
    await askCode(mail);
    const body = { mail, code: codeIn(service, mail) };
    const answer = await answerTo(handler, routes.signIn, { at: morning, body, sourceIp: newSource() });
    expect(answer.body.expiresAt).toBe(later(12 * 3600));
  });
});
