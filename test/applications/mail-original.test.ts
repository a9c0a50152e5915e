import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { givenSociety, openRound } from "./given.ts";
import { givenTaken, takenIn } from "./given-handed-over.ts";
import { givenRecorded, handedIn, handIn, hashOf, mailWith, nextMorning } from "./given-mail.ts";

let round: Round;
let officer: Awaited<ReturnType<typeof signedIn>>;
let second: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  round = await openRound();
  officer = await signedIn("officer");
  second = await signedIn("officer");
});

const ask = ({ token }: { token: string }, { roundId, societyCode, id: mailId }: Mail) =>
  answerTo(handler, routes.getOriginal, {
    at: nextMorning,
    token,
    params: { roundId, societyCode, mailId },
  });
const fetched = async (url: string) => {
  const answer = await fetch(url);
  return { headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
};

describe("the original of what an officer recorded", () => {
  it("is nobody's before it has landed, and only staff's before it is recorded", async () => {
    const { society, filler } = await givenSociety();
    const params = { roundId: round.id, societyCode: society.code };
    const { body } = await handIn(officer, params, await mailWith());
    expect(await ask(officer, body.mail)).toMatchObject({ status: 409, body: { code: "file-not-landed" } });
    const mail = await handedIn(officer, params, await mailWith());
    expect(await ask(filler, mail)).toMatchObject({ status: 404 });
    expect(await ask(await signedIn("supervisor"), mail)).toMatchObject({ status: 200 });
  });

  it("is never another society's, nor an expert's, nor an administrator's", async () => {
    const { mail } = await givenRecorded(officer, round);
    const stranger = await givenSociety();
    expect(await ask(stranger.approver, mail)).toMatchObject({ status: 404 });
    for (const role of ["administrator", "expert"] as const)
      expect(await ask(await signedIn(role), mail)).toMatchObject({ status: 403 });
  });

  it("is the very mail, saved and never shown, by a link that ends in minutes", async () => {
    const eml = await mailWith();
    const { mail, filler, approver } = await givenRecorded(officer, round, eml);
    for (const who of [officer, filler, approver]) {
      const { body } = await ask(who, mail);
      expect(body).toMatchObject({ sha256: mail.sha256, bytes: eml.length, name: "来信.eml" });
      expect(body.expiresAt).toBe("2021-11-12T01:35:00.000Z");
      expect(body.url).toContain(`versionId=${mail.kept?.versionId}`);
      const { headers, bytes } = await fetched(body.url);
      expect(hashOf(bytes)).toBe(mail.sha256);
      expect(headers.get("content-disposition")).toMatch(/^attachment; .*\.eml$/);
      expect(headers.get("content-type")).toBe("message/rfc822");
    }
  });

  it("is also had of a mail that nobody could read", async () => {
    const { society } = await givenSociety();
    const params = { roundId: round.id, societyCode: society.code };
    const eml = await mailWith({ attachments: [] });
    const { body } = await ask(officer, await handedIn(officer, params, eml));
    expect(hashOf((await fetched(body.url)).bytes)).toBe(hashOf(eml));
  });

  it("is the slip of what was handed over", async () => {
    const { mail, approver } = await givenTaken(officer, second, round);
    const { body } = await ask(approver, mail);
    const { headers, bytes } = await fetched(body.url);
    expect(hashOf(bytes)).toBe(mail.sha256);
    expect(headers.get("content-disposition")).toMatch(/^attachment; .*\.json$/);
    const { society } = await givenSociety();
    const taken = await takenIn(officer, { roundId: round.id, societyCode: society.code });
    expect(await ask(approver, taken)).toMatchObject({ status: 404 });
  });
});
