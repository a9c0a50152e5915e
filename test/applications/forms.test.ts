import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { makeForm } from "../../functions/applications/form.ts";
import { handler as onForm } from "../../functions/applications/on-form.ts";
import { type Application, applications as routes } from "../../shared/contract/applications.ts";
import type { SectionContent } from "../../shared/contract/draft.ts";
import type { Difference } from "../../shared/contract/form-reading.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { lastFact, tell } from "../told.ts";
import { presign, send, tellOfObject, uploaded } from "../uploads/given-files.ts";
import { closesAt, duringIntake, givenDraft, openRound } from "./given.ts";
import { retyped } from "./given-word.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const formOf = (application: Application, sections: Record<string, SectionContent>) =>
  makeForm({
    definition: cast2021,
    application: { ...application, societyName: application.societyNames.zh, version: 1 },
    sections,
    checkCode: "0a1b2c3d".padEnd(64, "0"),
  });

/** A draft and its form with the president's name typed over, sent in and, unless nobody hears of it, read. */
async function given({ isHeard = true } = {}) {
  const draft = await givenDraft(round);
  const { application, content, filler } = draft;
  const president = content.profile?.parts.president ?? "";
  const docx = retyped(await formOf(application, content), president, "理事长乙");
  const { upload } = await uploaded(application, filler.token, docx, { kind: "form", name: "申报书.docx" });
  const fact = await lastFact(uploadInspected, upload.id);
  if (isHeard) await tell(onForm, fact);
  const params = { id: application.id, uploadId: upload.id };
  const list = (token = filler.token, more: Record<string, string> = {}) =>
    answerTo(handler, routes.listDifferences, { at: duringIntake, token, params: { ...params, ...more } });
  const take = (body: object, { token = filler.token, at = duringIntake, headers = onceKey() } = {}) =>
    answerTo(handler, routes.takeDifference, { at, token, headers, params, body });
  const save = (key: string, version: number, written?: SectionContent) =>
    answerTo(handler, routes.saveDraft, {
      ...{ at: duringIntake, token: filler.token, params: { id: application.id, key } },
      body: { version, content: written },
    });
  return { ...draft, president, upload, fact, list, take, save };
}

describe("the differences of an uploaded form", () => {
  it("are nobody else's to see, and of no other file", async () => {
    const { list, application, filler, upload } = await given();
    const stranger = (await givenDraft(round)).filler.token;
    expect(await list(stranger)).toMatchObject({ status: 404, body: { code: "not-found" } });
    const { body } = await presign(application, filler.token, Buffer.from("%PDF-"), {});
    expect(await list(filler.token, { uploadId: body.upload.id })).toMatchObject({ status: 404 });
    expect(await list(filler.token, { uploadId: upload.id })).toMatchObject({ status: 200 });
  });

  it("are waited for until inspection and reading are done, and a refused file has none", async () => {
    const { list, application, filler } = await given({ isHeard: false });
    expect((await list()).body).toMatchObject({ state: "waiting", differences: [] });
    const html = Buffer.from("<html>no form</html>");
    const { body } = await presign(application, filler.token, html, { kind: "form", name: "申报书.docx" });
    await send(body, html);
    await tellOfObject(body.upload, duringIntake);
    await tell(onForm, await lastFact(uploadInspected, body.upload.id));
    expect(await list(filler.token, { uploadId: body.upload.id })).toMatchObject({
      ...{ status: 409, body: { code: "file-refused" } },
    });
  });

  it("are those of the draft as it stands, whoever of the society asks", async () => {
    const { list, approver, president } = await given();
    const { body } = await list(approver.token);
    expect(body).toMatchObject({ state: "read", isOfThisApplication: true, strays: [] });
    expect(body.origin).toMatchObject({ template: "annex-2", checkCode: "0a1b2c3d" });
    expect(body.differences).toMatchObject([
      { key: "profile.president", draft: president, word: "理事长乙", canTake: true, version: 1 },
    ]);
  });

  it("are read once, however often the verdict is told", async () => {
    const { list, fact } = await given();
    await tell(onForm, fact);
    await tell(onForm, { ...fact, id: `${fact.id.slice(0, -1)}0` as typeof fact.id });
    expect((await list()).body.state).toBe("read");
  });
});

describe("taking a difference over", () => {
  it("writes what the platform read, as the filler's next version of that section", async () => {
    const { take, list, filler, content } = await given();
    const { status, body } = await take({ key: "profile.president", version: 1 });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { key: "profile", version: 2, savedBy: filler.personId, faults: [] },
    });
    expect(body.content.parts).toEqual({ ...content.profile?.parts, president: "理事长乙" });
    expect((await list()).body.differences).toEqual([]);
  });

  it("is refused to the approver, after the deadline, and of a key that does not differ", async () => {
    const { take, approver } = await given();
    const body = { key: "profile.president", version: 1 };
    expect(await take(body, { token: approver.token })).toMatchObject({ status: 403 });
    const late = new Date(Date.parse(closesAt) + 1).toISOString();
    expect((await take(body, { at: late })).body).toMatchObject({ code: "deadline-passed", closesAt });
    expect((await take({ ...body, key: "profile.address" })).body).toMatchObject({ code: "not-found" });
    expect((await take({ ...body, key: "nowhere", version: 0 })).body).toMatchObject({ code: "not-found" });
  });

  it("loses to a colleague who saved the section meanwhile, in either order", async () => {
    const { take, save, content } = await given();
    expect((await save("profile", 1, content.profile)).status).toBe(200);
    const lost = await take({ key: "profile.president", version: 1 });
    expect(lost.body).toMatchObject({ code: "version-conflict", version: 2 });
    expect((await take({ key: "profile.president", version: 2 })).body).toMatchObject({ version: 3 });
    expect((await save("profile", 2, content.profile)).body).toMatchObject({ code: "version-conflict" });
  });

  it("of two at once is done by one, and by its key only once", async () => {
    const { take } = await given();
    const body = { key: "profile.president", version: 1 };
    const headers = onceKey();
    const first = await take(body, { headers });
    expect((await take(body, { headers })).body).toEqual(first.body);
    expect((await take(body)).body).toMatchObject({ code: "version-conflict" });
    const other = await given();
    const both = await Promise.all([other.take(body), other.take(body)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("is refused where the form holds more than the draft may", async () => {
    const { application, content, filler } = await givenDraft(round);
    const long = {
      ...content,
      profile: { parts: { ...content.profile?.parts, president: "长".repeat(51) } },
    };
    const docx = new Uint8Array(await formOf(application, long));
    const { upload } = await uploaded(application, filler.token, docx, { kind: "form", name: "a.docx" });
    await tell(onForm, await lastFact(uploadInspected, upload.id));
    const answer = await answerTo(handler, routes.takeDifference, {
      ...{ at: duringIntake, token: filler.token, headers: onceKey() },
      params: { id: application.id, uploadId: upload.id },
      body: { key: "profile.president", version: 1 } satisfies Pick<Difference, "key" | "version">,
    });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  });
});
