import { randomBytes } from "node:crypto";
import { cpSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applications } from "../../shared/contract/applications.ts";
import { notifications } from "../../shared/contract/notifications.ts";
import { uploads } from "../../shared/contract/uploads.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { closesAt } from "../applications/given.ts";
import { localAssembly } from "../infra/deployed.ts";
import { changeTemplate } from "../local/small-app.ts";
import { callerOf } from "./caller.ts";
import { type GivenFile, hashOf, makeFiles, type Ready } from "./given.ts";
import { newDir, type Running, startPrepared } from "./running.ts";
import { submit } from "./storm.ts";
import { tiringPdf } from "./tiring-pdf.ts";
import { uploadFile } from "./upload.ts";

const page = Buffer.from("<!doctype html><html><body>not a PDF</body></html>");
const impatientSeconds = 5;

let assembly: string;
let running: Running;
beforeAll(async () => {
  assembly = newDir();
  cpSync(await localAssembly(), assembly, { recursive: true });
  // Nobody waits a minute for an inspection to die.
  changeTemplate(assembly, "uploads", ({ Resources }) => {
    for (const { Type, Properties } of Object.values(Resources)) {
      const isInspecting = /-on-(object|tick)$/.test(String(Properties.FunctionName));
      if (Type === "AWS::Lambda::Function" && isInspecting) Properties.Timeout = impatientSeconds;
    }
  });
  running = await startPrepared({
    assembly,
    societies: 5,
    filesOf: (at, good) =>
      at < 3 ? [...good] : good.map((file) => (file.format === "pdf" ? { ...file, bytes: page } : file)),
  });
});
afterAll(async () => {
  await running.close();
  rmSync(assembly, { recursive: true, force: true });
});

const one = (at: number): Ready => {
  const found = running.ready[at];
  if (!found) throw new Error(`society ${at} was to be prepared`);
  return found;
};
const key = () => randomBytes(12).toString("hex");
const filesOf = async ({ application, filler }: Ready) =>
  (await callerOf(running.url, uploads, filler).listUploads({ params: { id: application.id } })).items;
const read = async ({ application, filler }: Ready) =>
  (await callerOf(running.url, applications, filler).getApplication({ params: { id: application.id } }))
    .application;
const declare = ({ application, filler }: Ready, kind: string) =>
  callerOf(running.url, uploads, filler).presignUpload({
    params: { id: application.id },
    body: { kind, name: `${kind}.bin`, bytes: 9, sha256: hashOf(Buffer.alloc(9)) },
    key: key(),
  });

describe("an inspection", () => {
  it("that dies twice ends as a file that a person looks at, and that can be submitted", async () => {
    const tired = one(0);
    const { id } = await uploadFile(running.url, tired, {
      kind: "stamped",
      format: "pdf",
      bytes: tiringPdf(),
    });
    await running.control.idle();
    const found = (await filesOf(tired)).find((upload) => upload.id === id);
    expect(found).toMatchObject({ state: "FLAGGED", reasons: [{ code: "too-complex" }], attempts: 3 });
    expect(found?.kept).not.toBeNull();
    const named = tired.submission.uploads.map((named) =>
      named.kind === "stamped" ? { ...named, uploadId: id } : named,
    );
    expect(await submit(running.url, tired, key(), { uploads: named })).toMatchObject({ state: "SUBMITTED" });
  });

  it("that nobody called for is made up for after five minutes, past files that never landed", async () => {
    const forgotten = one(1);
    await running.control.setClock(plusSeconds(closesAt, -600));
    for (let at = 0; at < 25; at += 1) await declare(one(2), "stamped");
    for (const at of [3, 4]) await submit(running.url, one(at), key());
    await running.control.setClock(plusSeconds(closesAt, 179));
    expect((await filesOf(forgotten)).map(({ state }) => state)).toEqual(["PRESIGNED", "PRESIGNED"]);
    await running.control.setClock(plusSeconds(closesAt, 181));
    expect((await filesOf(forgotten)).map(({ state }) => state)).toEqual(["ACCEPTED", "ACCEPTED"]);
    expect((await filesOf(one(2))).filter(({ state }) => state === "PRESIGNED")).toHaveLength(25);
  });
});

describe("a submitted file that is refused after the deadline", () => {
  let good: GivenFile;
  const until = (from: number) => plusSeconds(closesAt, from + cast2021.timetable.correction.hours * 3600);
  beforeAll(async () => {
    const stamped = (await makeFiles()).find(({ kind }) => kind === "stamped");
    if (stamped) good = stamped;
  });

  it("may be replaced, that one alone, and the society is told until when", async () => {
    const wronged = one(3);
    const { state, corrections } = await read(wronged);
    expect(state).toBe("SUBMITTED");
    expect(corrections).toMatchObject([{ kind: "stamped", reasons: ["html-as-pdf"] }]);
    const [ends = ""] = corrections.map((one) => one.until);
    expect(ends >= until(180) && ends <= until(300)).toBe(true);
    const office = callerOf(running.url, notifications, running.officer);
    const { items } = await office.listLetters({
      params: { id: running.round.id },
      query: { limit: 1000 },
    });
    const told = items.filter(({ template }) => template === "correction");
    expect(told.map((letter) => letter.state)).toEqual(["SENT", "SENT", "SENT", "SENT"]);
    await expect(declare(wronged, "form")).rejects.toMatchObject({ refusal: { status: 409 } });
  });

  it("is replaced within the hours: the application stands with the new file", async () => {
    const wronged = one(3);
    const { id } = await uploadFile(running.url, wronged, good);
    await running.control.idle();
    const { version } = await read(wronged);
    const corrected = await callerOf(running.url, applications, wronged.approver).correctFile({
      params: { id: wronged.application.id },
      body: { version, kind: "stamped", uploadId: id },
      key: key(),
    });
    expect(corrected).toMatchObject({ state: "SUBMITTED", submissions: 2, corrections: [] });
    const stamped = corrected.receipt?.files.filter(({ kind }) => kind === "stamped");
    expect(stamped).toMatchObject([{ uploadId: id, sha256: hashOf(good.bytes) }]);
  });

  it("is not replaced after them, even when the new file came in time", async () => {
    const late = one(4);
    const { id } = await uploadFile(running.url, late, good);
    await running.control.setClock(until(400));
    const { version, corrections } = await read(late);
    await expect(
      callerOf(running.url, applications, late.approver).correctFile({
        params: { id: late.application.id },
        body: { version, kind: "stamped", uploadId: id },
        key: key(),
      }),
    ).rejects.toMatchObject({
      refusal: { status: 409, code: "deadline-passed", facts: { closesAt: corrections[0]?.until } },
    });
    await expect(declare(late, "stamped")).rejects.toMatchObject({ refusal: { status: 409 } });
    expect(await read(late)).toMatchObject({ state: "SUBMITTED", submissions: 1 });
  });
});
