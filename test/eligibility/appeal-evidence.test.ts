import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { applications as applicationRoutes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as routes } from "../../shared/contract/uploads.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { transact } from "../../shared/store/commit.ts";
import { appeals } from "../../shared/store/published/appeals.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { givenExpert } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenPair } from "../notifications/given.ts";
import { uploaded } from "../uploads/given-files.ts";
import { pagesPdf } from "../uploads/given-pages.ts";
import { duringExamination } from "./given.ts";
import { givenDetermined } from "./given-reconsidered.ts";

const kind = "appeal:party-organisation";
const pdf = pagesPdf([{ text: "The election of 20 October" }]);

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

type Determined = Awaited<ReturnType<typeof givenDetermined>>;

const presign = (
  { application, approver }: Determined,
  given: { at?: string; token?: string; kind?: string; bytes?: number } = {},
) =>
  answerTo(uploadsApi, routes.presignUpload, {
    at: given.at ?? duringExamination,
    token: given.token ?? approver.token,
    headers: onceKey(),
    params: { id: application.id },
    body: { kind: given.kind ?? kind, name: "换届文件.pdf", bytes: given.bytes ?? 9, sha256: "a".repeat(64) },
  });

/** Evidence that was sent in and inspected. */
async function sentIn({ application, approver }: Determined, bytes = pdf) {
  const given = { kind, name: "换届文件.pdf", at: duringExamination };
  const { upload } = await uploaded(application, approver.token, bytes, given);
  const held = await uploads.get({ applicationId: application.id, id: upload.id });
  if (!held) throw new Error("it was sent in");
  return held;
}

/** Somebody else than those who are involved says what comes of the appeal. */
const answered = async (one: Determined) => {
  const { answerAppeal } = (await import("../../shared/contract/eligibility.ts")).eligibility;
  const { handler } = await import("../../functions/eligibility/api.ts");
  return answerTo(handler, answerAppeal, {
    at: duringExamination,
    token: one.third.token,
    headers: onceKey(),
    params: { id: one.application.id },
    body: { disqualifier: "party-organisation", version: 1, decision: "dismissed", reason: "已核对" },
  });
};

describe("evidence for an appeal", () => {
  it("is sent in, inspected as other files are, and lodged with it", async () => {
    const one = await givenDetermined(round, "rejected");
    const evidence = await sentIn(one);
    expect(evidence).toMatchObject({ kind, format: "pdf", state: "ACCEPTED" });
    const lodged = await one.appeal({ evidenceUploadId: evidence.id });
    expect(lodged).toMatchObject({ status: 201, body: { evidenceUploadId: evidence.id } });
  });

  it("is taken of a lodged appeal until it is answered, also after the days to lodge one", async () => {
    const one = await givenDetermined(round, "rejected");
    await one.appeal();
    expect((await presign(one, { at: "2021-11-25T02:00:00.000Z" })).status).toBe(201);
    expect((await answered(one)).status).toBe(200);
    expect((await presign(one)).body).toMatchObject({ code: "wrong-state", appeal: "DISMISSED" });
  });

  it("is taken from the rejection on for the days of the definition, and not one millisecond longer", async () => {
    const one = await givenDetermined(round, "rejected");
    // Rejected on Monday the 15th; three working days end with Thursday.
    expect((await presign(one, { at: "2021-11-18T15:59:59.999Z" })).status).toBe(201);
    expect((await presign(one, { at: "2021-11-18T16:00:00.000Z" })).body.code).toBe("deadline-passed");
  });

  it("is seen by officers and supervisors, and does not exist for an expert of the application", async () => {
    const one = await givenDetermined(round, "rejected");
    const evidence = await sentIn(one);
    const params = { id: one.application.id, uploadId: evidence.id };
    const download = (token: string, uploadId: string = evidence.id) =>
      answerTo(uploadsApi, routes.signDownload, {
        at: duringExamination,
        token,
        params: { ...params, uploadId },
        query: {},
      });
    const supervisor = await signedIn("supervisor");
    for (const { token } of [one.third, supervisor, one.approver])
      expect((await download(token)).status).toBe(200);
    const { id: expertId } = await givenExpert();
    const expert = await signedIn("expert", { expertId });
    await givenPair(round, one.application, { expertId, state: "DECLARED" });
    expect((await download(expert.token)).body.code).toBe("not-found");
    const [file] = one.named;
    expect((await download(expert.token, file?.uploadId)).body.code).not.toBe("not-found");
  });
});

describe("no evidence is taken", () => {
  it("of who was cleared, or before both officers have spoken, of whom no more is said", async () => {
    const cleared = await givenDetermined(round, "cleared");
    expect((await presign(cleared)).body).toMatchObject({ code: "wrong-state", state: "CLEARED" });
    const { givenExamined, partyIncomplete } = await import("./given.ts");
    const examined = await givenExamined(round, { facts: partyIncomplete });
    await examined.determine("rejected");
    const asked = await presign(examined as Determined);
    expect(asked.body).toMatchObject({ code: "wrong-state", state: "FOUND" });
  });

  it("on a ground that passed or is none, of another society, or larger than the definition says", async () => {
    const one = await givenDetermined(round, "rejected");
    const other = await givenDetermined(round, "rejected");
    expect((await presign(one, { kind: "appeal:penalties" })).body.code).toBe("not-found");
    expect((await presign(one, { kind: "appeal:weather" })).body.code).toBe("not-found");
    expect((await presign(one, { token: other.approver.token })).body.code).toBe("not-found");
    const maxBytes = cast2021.timetable.appeals?.evidence?.maxBytes ?? 0;
    expect((await presign(one, { bytes: maxBytes + 1 })).body).toMatchObject({
      code: "file-too-large",
      maxBytes,
    });
  });

  it("in a programme that takes none", async () => {
    const { timetable } = cast2021;
    const terms = timetable.appeals && { ...timetable.appeals, evidence: null };
    const own = await openRound({ ...cast2021, timetable: { ...timetable, appeals: terms } });
    expect((await presign(await givenDetermined(own, "rejected"))).body.code).toBe("not-found");
  });

  it("that inspection refused, or that was sent in for another ground", async () => {
    const one = await givenDetermined(round, "rejected");
    const refused = await sentIn(one, Buffer.from("<html>no PDF</html>"));
    expect(refused.state).toBe("REFUSED");
    expect((await one.appeal({ evidenceUploadId: refused.id })).body.code).toBe("file-refused");
    const evidence = await sentIn(one);
    await transact([
      uploads.replace({ ...evidence, kind: "appeal:penalties", version: evidence.version + 1 }),
    ]);
    expect((await one.appeal({ evidenceUploadId: evidence.id })).body.code).toBe("not-found");
    expect(await appeals.get({ applicationId: one.application.id, disqualifier: "party-organisation" })).toBe(
      undefined,
    );
  });

  it("into a submission: what was sent in for an appeal is no file of the application", async () => {
    const one = await givenDetermined(round, "rejected");
    const evidence = await sentIn(one);
    const params = { id: one.application.id };
    const held = await applications.get(params);
    const place = { section: "profile" };
    const { body: returned } = await answerTo(applicationsApi, applicationRoutes.returnApplication, {
      at: duringExamination,
      token: one.officer.token,
      headers: onceKey(),
      params,
      body: { version: held?.version, items: [{ item: "申报单位", reason: "请补充", place }] },
    });
    const uploads = [...one.named, { kind, uploadId: evidence.id }];
    const refused = await one.submit(duringExamination, { body: { version: returned.version, uploads } });
    expect(refused.body.code).toBe("not-found");
    expect((await applications.get(params))?.state).toBe("RETURNED");
  });
});
