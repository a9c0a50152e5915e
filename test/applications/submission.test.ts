import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { closesAt, duringIntake, givenDraft, givenReady, givenUpload, openRound } from "./given.ts";

const oneMillisecondLate = "2021-11-11T16:00:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

describe("submitting", () => {
  it("one millisecond after the deadline is refused, and nothing is changed", async () => {
    const { application, submit } = await givenReady(round);
    const late = await submit(oneMillisecondLate);
    expect(late.body).toMatchObject({ code: "deadline-passed", closesAt, arrivedAt: oneMillisecondLate });
    expect(await applications.get({ id: application.id })).toMatchObject({ state: "DRAFT", version: 1 });
  });

  it("at the very instant of the deadline is in time", async () => {
    const { submit } = await givenReady(round);
    const answer = await submit(closesAt);
    expect(answer.body).toMatchObject({ state: "SUBMITTED", receipt: { arrivedAt: closesAt } });
  });

  it("is judged inside the write: a deadline that moved meanwhile refuses", async () => {
    const { application, submit } = await givenReady(round);
    const moved = { ...application, closesAt: application.opensAt, version: 2 };
    await transact([applications.replace(moved)]);
    const answer = await submit(duringIntake, { body: { version: 2 } });
    expect(answer.body.code).toBe("deadline-passed");
  });

  it("again with the same key gives the first answer, also after the deadline", async () => {
    const { submit } = await givenReady(round);
    const headers = onceKey();
    const first = await submit(closesAt, { headers });
    const again = await submit(oneMillisecondLate, { headers });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
  });

  it("with a used key and another body is refused", async () => {
    const { submit } = await givenReady(round);
    const headers = onceKey();
    await submit(duringIntake, { headers });
    const other = await submit(duringIntake, { headers, body: { version: 2 } });
    expect(other.status).toBe(422);
  });

  it("twice at once with one key is one receipt", async () => {
    const { submit } = await givenReady(round);
    const headers = onceKey();
    const [one, two] = await Promise.all([
      submit(duringIntake, { headers }),
      submit(duringIntake, { headers }),
    ]);
    expect([one?.status, two?.status]).toEqual([200, 200]);
    expect(one?.body).toEqual(two?.body);
  });

  it("twice at once with two keys, as two windows would: one submission, and both are given its receipt", async () => {
    const { submit } = await givenReady(round);
    const [one, two] = await Promise.all([submit(duringIntake), submit(duringIntake)]);
    expect([one?.status, two?.status]).toEqual([200, 200]);
    expect(two?.body.receipt).toEqual(one?.body.receipt);
    expect(one?.body.submissions).toBe(1);
    const later = await submit(oneMillisecondLate);
    expect(later.body.receipt).toEqual(one?.body.receipt);
  });

  it("again with other files is not taken for the same: it is submitted already", async () => {
    const { submit, named, application } = await givenReady(round);
    await submit(duringIntake);
    const other = await givenUpload(application, "form", { landed: true });
    const again = await submit(duringIntake, { body: { uploads: [other, named[1]] } });
    expect(again.body).toMatchObject({ code: "wrong-state", state: "SUBMITTED" });
  });

  it("by the filler is refused", async () => {
    const { filler, submit } = await givenReady(round);
    const answer = await submit(duringIntake, { token: filler.token });
    expect(answer.body.code).toBe("forbidden");
  });

  it("by an approver who also wrote is refused: a second person is needed", async () => {
    const { society, submit, application, content } = await givenReady(round);
    const both = await signedIn("filler", { societyCode: society.code });
    const [key] = Object.keys(content);
    await answerTo(handler, routes.saveDraft, {
      at: duringIntake,
      token: both.token,
      params: { id: application.id, key: key ?? "" },
      body: { version: 1, content: content[key ?? ""] },
    });
    const answer = await submit(duringIntake, { token: (await alsoApprover(both)).token });
    expect(answer.body.code).toBe("second-person-required");
  });

  it("of another society's application finds nothing", async () => {
    const { submit } = await givenReady(round);
    const stranger = await signedIn("approver", { societyCode: "Z-999Z" });
    const answer = await submit(duringIntake, { token: stranger.token });
    expect(answer.status).toBe(404);
  });

  it("without a file, or with one that never landed, is refused", async () => {
    const draft = await givenReady(round);
    const without = await draft.submit(duringIntake, { body: { uploads: draft.named.slice(0, 1) } });
    expect(without.body.code).toBe("incomplete");
    const absent = await givenUpload(draft.application, draft.named[1]?.kind ?? "", { landed: false });
    const unlanded = await draft.submit(duringIntake, { body: { uploads: [draft.named[0], absent] } });
    expect(unlanded.body.code).toBe("file-not-landed");
  });

  it("with a file that inspection refused names the file", async () => {
    const draft = await givenReady(round);
    const refused = await givenUpload(draft.application, draft.named[0]?.kind ?? "", {
      landed: true,
      state: "REFUSED",
    });
    const answer = await draft.submit(duringIntake, { body: { uploads: [refused, draft.named[1]] } });
    expect(answer.body).toMatchObject({ code: "file-refused", uploadId: refused.uploadId });
  });

  it("freezes exactly what the receipt's hash says", async () => {
    const { submit } = await givenReady(round);
    const { receipt } = (await submit(duringIntake)).body;
    const text = await textOf("documents", receipt.key, receipt.versionId);
    expect(createHash("sha256").update(text).digest("hex")).toBe(receipt.sha256);
    expect(receipt.files).toHaveLength(2);
  });

  it("while a section is being saved never freezes half of it", async () => {
    const { application, filler, content, submit } = await givenReady(round);
    const [key = ""] = Object.keys(content);
    const save = answerTo(handler, routes.saveDraft, {
      at: duringIntake,
      token: filler.token,
      params: { id: application.id, key },
      body: { version: 1, content: content[key] },
    });
    const [saved, submitted] = await Promise.all([save, submit(duringIntake)]);
    const { receipt } = submitted.body;
    if (saved.status === 200 && receipt) {
      const frozen = JSON.parse(await textOf("documents", receipt.key, receipt.versionId));
      expect(frozen.sections.find((one: { key: string }) => one.key === key).version).toBe(2);
    } else {
      expect([saved.status, submitted.status].toSorted()).toEqual([200, 409]);
    }
  });
});

describe("drafting", () => {
  it("two savings of one version: one is kept, the other hears which version stands", async () => {
    const { application, filler, content } = await givenDraft(round);
    const [key = ""] = Object.keys(content);
    const save = () =>
      answerTo(handler, routes.saveDraft, {
        at: duringIntake,
        token: filler.token,
        params: { id: application.id, key },
        body: { version: 1, content: content[key] },
      });
    const answers = await Promise.all([save(), save()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: "version-conflict",
      version: 2,
    });
  });

  it("opens one application for one legal body, however often it is asked for", async () => {
    const { filler } = await givenDraft(round);
    const again = await answerTo(handler, routes.openDraft, {
      at: duringIntake,
      token: filler.token,
      headers: onceKey(),
      body: { roundId: round.id },
    });
    expect(again.body.code).toBe("application-exists");
  });

  it("after the deadline is refused", async () => {
    const { application, filler, content } = await givenDraft(round);
    const [key = ""] = Object.keys(content);
    const late = await answerTo(handler, routes.saveDraft, {
      at: oneMillisecondLate,
      token: filler.token,
      params: { id: application.id, key },
      body: { version: 1, content: content[key] },
    });
    expect(late.body.code).toBe("deadline-passed");
  });

  it("the form of a draft is a Word file for its society and nobody else's", async () => {
    const { application, filler } = await givenDraft(round);
    const form = await answerTo(handler, routes.getForm, {
      at: duringIntake,
      token: filler.token,
      params: { id: application.id },
    });
    expect(form.status).toBe(200);
    expect(Buffer.from(form.body, "base64").subarray(0, 2).toString()).toBe("PK");
    const stranger = await signedIn("filler", { societyCode: "Z-999Z" });
    const hidden = await answerTo(handler, routes.getForm, {
      at: duringIntake,
      token: stranger.token,
      params: { id: application.id },
    });
    expect(hidden.status).toBe(404);
  });
});

/** The same person with the other role of the society: what a careless administrator might set up. */
async function alsoApprover(person: { token: string; personId: string }) {
  const { sessions } = await import("../../shared/store/published/sessions.ts");
  const { hashToken } = await import("../../shared/runtime/actor.ts");
  const session = await sessions.get({ tokenHash: hashToken(person.token) });
  if (!session) throw new Error("no session");
  await transact([sessions.replace({ ...session, roles: ["approver"], version: session.version + 1 })]);
  return person;
}
