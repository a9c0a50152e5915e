import { beforeAll, describe, expect, it } from "vitest";
import { handler as onJoined } from "../../functions/uploads/on-mail.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { mailJoined } from "../../shared/events/mails.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { openRound } from "../applications/given.ts";
import {
  extracted,
  givenRecorded,
  hashOf,
  mailWith,
  nextMorning,
  stamped,
  word,
} from "../applications/given-mail.ts";
import { signedIn } from "../given.ts";
import { lastFact, tell } from "../told.ts";
import { docx } from "./given-docx.ts";
import { presign, uploaded } from "./given-files.ts";

let round: Round;
let officer: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  round = await openRound();
  officer = await signedIn("officer");
});

const macro = { name: "申报书.docx", bytes: docx({ "word/vbaProject.bin": "macro" }) };
const applicationOf = async ({ recording }: Mail) => {
  const found = recording && (await applications.get({ id: recording.applicationId }));
  if (!found) throw new Error("the mail has no application");
  return found;
};

describe("the attachments of a recorded mail", () => {
  it("become uploads of the application, byte for byte, and are inspected as any upload", async () => {
    const { mail } = await givenRecorded(officer, round);
    const files = await extracted(mail, (await applicationOf(mail)).id);
    expect(files.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
      {
        kind: "form",
        name: word.name,
        sha256: hashOf(word.bytes),
        state: "ACCEPTED",
        createdBy: officer.personId,
      },
      { kind: "stamped", name: stamped.name, sha256: hashOf(stamped.bytes), state: "ACCEPTED" },
    ]);
  });

  it("are refused for a macro by mail as they are in the portal", async () => {
    const { mail } = await givenRecorded(officer, round, await mailWith({ attachments: [macro, stamped] }));
    const files = await extracted(mail, (await applicationOf(mail)).id);
    expect(files.find(({ kind }) => kind === "form")).toMatchObject({
      state: "REFUSED",
      reasons: expect.arrayContaining([expect.objectContaining({ code: "macro" })]),
      kept: null,
    });
  });

  it("are declared once, however often it is told", async () => {
    const { mail } = await givenRecorded(officer, round);
    const { id } = await applicationOf(mail);
    const before = await extracted(mail, id);
    const fact = await lastFact(mailJoined, mail.id);
    await tell(onJoined, fact, nextMorning);
    await tell(onJoined, { ...fact, id: fact.id.replace(/.$/, "Z") as typeof fact.id }, nextMorning);
    expect(await uploads.list(id)).toEqual(before);
  });
});

describe("after the deadline, while a recorded mail waits for its society", () => {
  it("what the mail brought is not replaced; what inspection refused is", async () => {
    const { mail, filler } = await givenRecorded(
      officer,
      round,
      await mailWith({ attachments: [macro, stamped] }),
    );
    const application = await applicationOf(mail);
    await extracted(mail, application.id);
    const again = { at: nextMorning, name: "申报书.pdf" };
    expect(await presign(application, filler.token, stamped.bytes, again)).toMatchObject({
      status: 409,
      body: { code: "mailed-file-stands", kind: "stamped" },
    });
    const { upload } = await uploaded(application, filler.token, word.bytes, {
      ...{ at: nextMorning, kind: "form", name: word.name },
    });
    expect(await uploads.get(upload)).toMatchObject({ state: "ACCEPTED" });
  });

  it("what it lacked may still come, within the time to confirm", async () => {
    const { mail, filler } = await givenRecorded(officer, round, await mailWith({ attachments: [word] }));
    const application = await applicationOf(mail);
    await extracted(mail, application.id);
    expect(await presign(application, filler.token, stamped.bytes, { at: nextMorning })).toMatchObject({
      status: 201,
    });
    expect(
      await presign(application, filler.token, stamped.bytes, { at: "2021-11-17T16:00:00.000Z" }),
    ).toMatchObject({ status: 409, body: { code: "deadline-passed" } });
  });
});
