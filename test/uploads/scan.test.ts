import type { Context } from "aws-lambda";
import { beforeAll, describe, expect, it } from "vitest";
import { handler as api } from "../../functions/uploads/api.ts";
import { handler as onObject } from "../../functions/uploads/on-object.ts";
import { handler as onScan } from "../../functions/uploads/on-scan.ts";
import { details } from "../../functions/uploads/records.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as routes, type Upload } from "../../shared/contract/uploads.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { transact } from "../../shared/store/commit.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { duringIntake, givenDraft, givenUpload, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { assigning, declaring, givenCleared, givenExpert } from "../experts/given.ts";
import { signedIn } from "../given.ts";
import { factsOf } from "../told.ts";

const ofAws = (source: string, detailType: string, detail: object) => ({
  version: "0",
  id: "scan-1",
  source,
  account: "000000000000",
  region: "local",
  resources: [],
  time: "2021-11-08T02:00:30Z",
  "detail-type": detailType,
  detail,
});

/** GuardDuty's word on an object, in the shape that it has on the default bus. */
const said = (objectKey: string, scanResultStatus: string, versionId = "version-1") =>
  onScan(
    ofAws("aws.guardduty", "GuardDuty Malware Protection Object Scan Result", {
      schemaVersion: "1.0",
      scanStatus: "COMPLETED",
      resourceType: "S3_OBJECT",
      s3ObjectDetails: { bucketName: "quarantine", objectKey, eTag: "e", versionId, s3Throttled: false },
      scanResultDetails: { scanResultStatus, threats: null },
    }),
    {} as Context,
  );

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

/** An upload in a state, as inspection left it. */
async function given(state: Upload["state"]) {
  const { application } = await givenDraft(round);
  const { uploadId } = await givenUpload(application, "form", { landed: true, state });
  const held = async () => {
    const upload = await uploads.get({ applicationId: application.id, id: uploadId });
    if (!upload) throw new Error("no upload");
    return upload;
  };
  return { application, held, key: (await held()).key, facts: () => factsOf(uploadInspected, uploadId) };
}

describe("a scanner's word", () => {
  it("that a file is clean is shown, and changes nothing else", async () => {
    const { application, held, key, facts } = await given("ACCEPTED");
    const before = await held();
    await said(key, "NO_THREATS_FOUND");
    const { body } = await answerTo(api, routes.getUpload, {
      at: duringIntake,
      token: (await signedIn("officer")).token,
      params: { id: application.id, uploadId: before.id },
    });
    expect(body).toMatchObject({ state: "ACCEPTED", malware: "clean", version: before.version + 1 });
    expect(await facts()).toEqual([]);
  });

  it.each(["ACCEPTED", "FLAGGED", "LANDED", "PRESIGNED"] as const)(
    "that a file is infected refuses it although it was %s, and everybody hears why",
    async (state) => {
      const { held, key, facts } = await given(state);
      await said(key, "THREATS_FOUND");
      expect(await held()).toMatchObject({
        state: "REFUSED",
        malware: "infected",
        kept: null,
        reasons: [{ code: "malware", where: null }],
      });
      expect((await facts()).map(({ payload }) => payload)).toMatchObject([
        { verdict: "refused", reasons: ["malware"] },
      ]);
    },
  );

  it("is not overruled by an inspection that comes after it", async () => {
    const { held, key } = await given("PRESIGNED");
    await said(key, "THREATS_FOUND");
    const object = { key, "version-id": "version-1" };
    await onObject(ofAws("aws.s3", "Object Created", { object }), {} as Context);
    expect(await held()).toMatchObject({ state: "REFUSED", malware: "infected" });
  });

  it.each(["UNSUPPORTED", "ACCESS_DENIED", "FAILED"])(
    "that is none (%s) leaves a file not scanned",
    async (status) => {
      const { held, key } = await given("ACCEPTED");
      const before = await held();
      await said(key, status);
      expect(await held()).toEqual(before);
      expect(before.malware).toBe("not-scanned");
    },
  );

  it("that comes twice is written once", async () => {
    const { held, key, facts } = await given("ACCEPTED");
    await said(key, "THREATS_FOUND");
    const { version } = await held();
    await said(key, "THREATS_FOUND");
    expect((await held()).version).toBe(version);
    expect(await facts()).toHaveLength(1);
  });

  it("on what no upload knows fails, so that a person hears of it", async () => {
    await expect(said("elsewhere/file", "THREATS_FOUND")).rejects.toThrow("no upload knows");
    const unknown = "uploads/app_01J9ZZZZZZZZZZZZZZZZZZZZZZ/upl_01J9ZZZZZZZZZZZZZZZZZZZZZZ";
    await expect(said(unknown, "NO_THREATS_FOUND")).rejects.toThrow("is unknown");
  });
});

describe("an expert's download", () => {
  const duringReview = "2021-11-25T02:00:00.000Z";

  async function downloading(definition: typeof cast2021) {
    const { application, named } = await givenCleared(await openRound(definition));
    const expert = await givenExpert();
    await assigning(application, expert);
    await declaring(application, expert);
    const [file] = await uploads.list(application.id);
    if (!file || named.length === 0) throw new Error("no file");
    const kept = { key: file.key, versionId: "kept-1" };
    const { applicationId, id: uploadId, bytes, sha256 } = file;
    const safeCopy = { key: `copies/${file.key}`, versionId: "copy-1", bytes, sha256, removed: [] };
    await transact([
      uploads.replace({ ...file, state: "ACCEPTED", kept, version: file.version + 1 }),
      details.create({ applicationId, uploadId, signatures: null, safeCopy, version: 1 }),
    ]);
    const ask = async (query: { as?: string } = {}) =>
      (
        await answerTo(api, routes.signDownload, {
          at: duringReview,
          token: expert.token,
          params: { id: application.id, uploadId: file.id },
          query,
        })
      ).body;
    return { ask, key: file.key };
  }

  it("of a file that was not scanned is refused where the programme says so, until it is clean", async () => {
    const { ask, key } = await downloading({
      ...cast2021,
      malware: { ...cast2021.malware, notScannedBlocks: true },
    });
    expect(await ask()).toMatchObject({ code: "file-not-scanned" });
    await said(key, "NO_THREATS_FOUND");
    expect(await ask()).toMatchObject({ url: expect.stringContaining("versionId=copy-1") });
  });

  it("is allowed where the programme does not ask for a scan, unless malware was found", async () => {
    const { ask, key } = await downloading(cast2021);
    expect(await ask()).toMatchObject({ url: expect.stringContaining("versionId=copy-1") });
    await said(key, "THREATS_FOUND");
    expect(await ask()).toMatchObject({ code: "file-refused" });
  });

  it("is the copy and never the original", async () => {
    const { ask } = await downloading(cast2021);
    expect(await ask()).toMatchObject({ version: "copy", notice: expect.stringContaining("副本") });
    expect(await ask({ as: "original" })).toMatchObject({ code: "forbidden" });
  });
});
