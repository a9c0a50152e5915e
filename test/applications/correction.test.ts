import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { handler as onInspected } from "../../functions/applications/on-inspected.ts";
import { handler as onSubmitted } from "../../functions/applications/on-submitted.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationSubmitted, correctionOpened } from "../../shared/events/applications.ts";
import type { UploadId } from "../../shared/kernel/ids.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { closesAt, givenReady, givenUpload, inspected, openRound, verdictOn } from "./given.ts";

/** Two minutes after the deadline the verdict comes; the file may be replaced for the 48 hours that the definition gives. */
const verdictAt = "2021-11-11T16:02:00.000Z";
const lastInstant = "2021-11-13T16:02:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

/** Submitted in the last instant; the first file's verdict is still to come. */
async function givenSubmitted() {
  const ready = await givenReady(round);
  await ready.submit(closesAt);
  const [file] = ready.named;
  if (!file) throw new Error("the definition asks for no file");
  const current = async () => {
    const held = await applications.get({ id: ready.application.id });
    if (!held) throw new Error("lost");
    return held;
  };
  const correct = async (uploadId: UploadId, at: string, kind = file.kind) =>
    answerTo(handler, routes.correctFile, {
      at,
      token: ready.approver.token,
      headers: onceKey(),
      params: { id: ready.application.id },
      body: { version: (await current()).version, kind, uploadId },
    });
  return { ...ready, file, current, correct };
}

describe("a file that inspection refuses after the deadline", () => {
  it("opens one correction for that file, and the application stays submitted", async () => {
    const { application, file, current } = await givenSubmitted();
    const verdict = await inspected(application, file.uploadId, { state: "REFUSED", at: verdictAt });
    await tell(onInspected, verdict);
    await tell(onInspected, verdict);
    expect(await current()).toMatchObject({
      state: "SUBMITTED",
      corrections: [{ kind: file.kind, until: lastInstant, reasons: ["macros"] }],
    });
    expect(await factsOf(correctionOpened, application.id)).toHaveLength(1);
  });

  it("is replaced in the last instant of those hours, frozen anew with the old sections", async () => {
    const { application, file, current, correct } = await givenSubmitted();
    await tell(onInspected, await inspected(application, file.uploadId, { state: "REFUSED", at: verdictAt }));
    const before = (await current()).receipt;
    const { uploadId } = await givenUpload(application, file.kind, { landed: true });
    const { body } = await correct(uploadId, lastInstant);
    expect(body).toMatchObject({ state: "SUBMITTED", corrections: [], submissions: 2 });
    const text = await textOf("documents", body.receipt.key, body.receipt.versionId);
    expect(createHash("sha256").update(text).digest("hex")).toBe(body.receipt.sha256);
    const kinds = (files: { kind: string; uploadId: string }[]) =>
      Object.fromEntries(files.map((one) => [one.kind, one.uploadId]));
    expect(kinds(body.receipt.files)).toEqual({ ...kinds(before?.files ?? []), [file.kind]: uploadId });
    const old = JSON.parse(await textOf("documents", before?.key ?? "", before?.versionId ?? ""));
    expect(JSON.parse(text).sections).toEqual(old.sections);
  });

  it("is not replaced one millisecond later", async () => {
    const { application, file, correct } = await givenSubmitted();
    await tell(onInspected, await inspected(application, file.uploadId, { state: "REFUSED", at: verdictAt }));
    const { uploadId } = await givenUpload(application, file.kind, { landed: true });
    const late = await correct(uploadId, "2021-11-13T16:02:00.001Z");
    expect(late.body).toMatchObject({ code: "deadline-passed", closesAt: lastInstant });
  });

  it("lets no other file be replaced, and none that is not there or refused as well", async () => {
    const { application, file, named, correct } = await givenSubmitted();
    await tell(onInspected, await inspected(application, file.uploadId, { state: "REFUSED", at: verdictAt }));
    const other = named[1]?.kind ?? "";
    const otherFile = await givenUpload(application, other, { landed: true });
    expect((await correct(otherFile.uploadId, verdictAt, other)).body.code).toBe("wrong-state");
    const absent = await givenUpload(application, file.kind, { landed: false });
    expect((await correct(absent.uploadId, verdictAt)).body.code).toBe("file-not-landed");
    expect((await correct(file.uploadId, verdictAt)).body.code).toBe("file-refused");
  });

  it("refused again, may be replaced again: an application is never lost to a file", async () => {
    const { application, file, current, correct } = await givenSubmitted();
    await tell(onInspected, await inspected(application, file.uploadId, { state: "REFUSED", at: verdictAt }));
    const second = await givenUpload(application, file.kind, { landed: true });
    await correct(second.uploadId, verdictAt);
    await tell(
      onInspected,
      await inspected(application, second.uploadId, { state: "REFUSED", at: verdictAt }),
    );
    expect((await current()).corrections).toHaveLength(1);
  });

  it("refused again, has no hours of its own: what is left of the first ones, and none after them", async () => {
    const { application, file, current, correct } = await givenSubmitted();
    const refuse = async (uploadId: UploadId, at: string) =>
      tell(onInspected, await inspected(application, uploadId, { state: "REFUSED", at }));
    await refuse(file.uploadId, verdictAt);
    const second = await givenUpload(application, file.kind, { landed: true });
    await correct(second.uploadId, "2021-11-12T16:00:00.000Z");
    await refuse(second.uploadId, "2021-11-12T16:01:00.000Z");
    expect((await current()).corrections).toMatchObject([{ kind: file.kind, until: lastInstant }]);
    const third = await givenUpload(application, file.kind, { landed: true });
    await correct(third.uploadId, lastInstant);
    await refuse(third.uploadId, "2021-11-13T16:04:00.000Z");
    expect(await current()).toMatchObject({ state: "SUBMITTED", corrections: [] });
  });

  it("is corrected one by one when both were refused", async () => {
    const { application, named, current } = await givenSubmitted();
    const facts = await Promise.all(
      named.map(({ uploadId }) => inspected(application, uploadId, { state: "REFUSED", at: verdictAt })),
    );
    for (const fact of facts) await tell(onInspected, fact);
    expect((await current()).corrections.map(({ kind }) => kind).toSorted()).toEqual(
      named.map(({ kind }) => kind).toSorted(),
    );
    expect((await factsOf(correctionOpened, application.id)).map(({ version }) => version)).toEqual([3, 4]);
  });
});

describe("a verdict that overtakes the submission", () => {
  it("is found when the submission is heard of: the file may be replaced all the same", async () => {
    const ready = await givenReady(round);
    const [file] = ready.named;
    if (!file) throw new Error("the definition asks for no file");
    const { write, fact } = await verdictOn(ready.application, file.uploadId, {
      state: "REFUSED",
      at: verdictAt,
    });
    await tell(onInspected, fact);
    // The submission had read the file before its verdict was written.
    await ready.submit(closesAt);
    await transact([write]);
    await tell(onSubmitted, await lastFact(applicationSubmitted, ready.application.id), verdictAt);
    expect(await applications.get({ id: ready.application.id })).toMatchObject({
      state: "SUBMITTED",
      corrections: [{ kind: file.kind, until: lastInstant }],
    });
  });

  it("that accepts the file opens nothing", async () => {
    const { application, file, current } = await givenSubmitted();
    await tell(
      onInspected,
      await inspected(application, file.uploadId, { state: "ACCEPTED", at: verdictAt }),
    );
    await tell(onSubmitted, await lastFact(applicationSubmitted, application.id), verdictAt);
    expect(await current()).toMatchObject({ corrections: [], version: 2 });
  });
});
