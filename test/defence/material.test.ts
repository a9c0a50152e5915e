import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/defence/api.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { defenceMaterialLooks as looks } from "../../shared/contract/defence-material-looks.ts";
import type { DefenceMaterial } from "../../shared/contract/defence-notice.ts";
import { defenceNoticeRoutes as routes } from "../../shared/contract/defence-notice.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as uploadRoutes } from "../../shared/contract/uploads.ts";
import { defenceMaterialNamed } from "../../shared/events/defence-notices.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { transact } from "../../shared/store/commit.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { societyLinks } from "../../shared/store/published/society-links.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { officer as onRecord } from "../conflicts/given-graph.ts";
import { givenExpert } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenPair } from "../notifications/given.ts";
import { factsOf } from "../told.ts";
import { send, sha256, tellOfObject } from "../uploads/given-files.ts";
import { pagesPdf } from "../uploads/given-pages.ts";
import { pptx, slideXml } from "../uploads/given-pptx.ts";
import { afterNotice, givenExaminedAs, givenNotice, materialDue, past, receiptsOf } from "./given-notice.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
  await givenNotice(round);
});

/** The call of 2021 as it would be if the best alone defended. */
const shortlisting: ProgrammeDefinition = {
  ...cast2021,
  defence: cast2021.defence && { ...cast2021.defence, who: "shortlist", shortlist: 1 },
};

type Defending = Awaited<ReturnType<typeof givenExaminedAs>>;
const deck = pptx();
/** Pictures of pages alone: a person has to look. */
const scanned = pagesPdf([{ picture: [595, 842] }]);

const presigning = (
  { application, filler }: Defending,
  declared: Record<string, unknown> = {},
  { token = filler.token, at = afterNotice }: { token?: string; at?: string } = {},
) =>
  answerTo(uploadsApi, uploadRoutes.presignDefenceMaterial, {
    ...{ at, token, headers: onceKey(), params: { id: application.id } },
    body: { format: "pptx", name: "答辩.pptx", bytes: deck.length, sha256: sha256(deck), ...declared },
  });

/** A file that was sent in and inspected. */
async function sentIn(one: Defending, bytes: Uint8Array = deck, format: "pptx" | "pdf" = "pptx") {
  const declared = { format, name: `答辩.${format}`, bytes: bytes.length, sha256: sha256(bytes) };
  const { body } = await presigning(one, declared);
  const taken = await send(body, bytes);
  if (taken.status !== 201) throw new Error(await taken.text());
  await tellOfObject(body.upload, afterNotice);
  return body.upload.id as string;
}

const naming = (
  { application, filler }: Defending,
  uploadId: string,
  { version = 0, token = filler.token, at = afterNotice } = {},
) =>
  answerTo(handler, routes.nameDefenceMaterial, {
    ...{ at, token, headers: onceKey(), params: { id: application.id }, body: { uploadId, version } },
  });

/** As an officer who has looked at a flagged file. */
const looking = async (
  { application }: Defending,
  uploadId: string,
  outcome: "cleared" | "not-cleared",
  { version = 0, token }: { version?: number; token?: string } = {},
) =>
  answerTo(handler, looks.recordMaterialLook, {
    ...{ at: afterNotice, token: token ?? (await signedIn("officer")).token, headers: onceKey() },
    ...{ params: { id: application.id, uploadId }, body: { version, outcome, note: "逐页查看" } },
  });

const downloading = ({ application }: Defending, token: string, at = afterNotice) =>
  answerTo(handler, routes.signDefenceMaterial, { at, token, params: { id: application.id } });

const bytesAt = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

async function givenNamed(of: Round = round) {
  const one = await givenExaminedAs(of, "CLEARED");
  const uploadId = await sentIn(one);
  const { body } = await naming(one, uploadId);
  return { ...one, uploadId, material: body as DefenceMaterial & { versionId: string } };
}

/** The draw was held, and these were in it. */
const drawn = (of: Round, ...those: Defending[]) =>
  transact([
    defenceDraws.create({
      ...{ roundId: of.id, definitionHash: of.definitionHash, state: "DRAWN", seedHash: null },
      ...{ openedBy: "per", openedAt: of.opensAt, seed: null, drawnBy: "per", drawnAt: of.opensAt },
      defenders: those.map(({ application: { id, societyCode, societyNames } }, at) => ({
        ...{ place: at + 1, applicationId: id, societyCode, societyNames },
      })),
      version: 2,
    }),
  ]);

/** An expert whose pair with the application stands so. */
async function expertOf(
  { application }: Defending,
  state: "ASSIGNED" | "DECLARED" | "RECUSED" | "RELEASED",
  who: { name?: string; institution?: string } = {},
) {
  const { id: expertId, token } = await givenExpert([], who);
  const pair = await givenPair(round, application, { expertId, state });
  return { token, pair };
}

describe("a file for the defence is not asked for", () => {
  it("by another society, one that was not cleared, or in a format or size that the programme does not take", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    const stranger = await givenExaminedAs(round, "CLEARED");
    expect((await presigning(one, {}, { token: stranger.filler.token })).body.code).toBe("not-found");
    expect((await presigning(await givenExaminedAs(round, "REJECTED"))).body.code).toBe("wrong-state");
    expect((await presigning(one, { bytes: 52_428_801 })).body).toMatchObject({
      code: "file-too-large",
      maxBytes: 52_428_800,
    });
    expect((await presigning(one, { format: "docx" })).status).toBe(400);
  });

  it("one millisecond after its deadline; at its last instant it is", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    expect((await presigning(one, {}, { at: past(materialDue) })).body.code).toBe("deadline-passed");
    expect((await presigning(one, {}, { at: materialDue })).status).toBe(201);
  });

  it("where the programme shows none", async () => {
    const { defence } = cast2021;
    if (!defence?.preparation) throw new Error("the call of 2021 takes material");
    const preparation = { ...defence.preparation, material: null };
    const other = await openRound({ ...cast2021, defence: { ...defence, preparation } });
    const refused = await presigning(await givenExaminedAs(other, "CLEARED"));
    expect(refused.body).toMatchObject({ code: "not-offered", formats: [] });
  });
});

describe("material is not named", () => {
  it("that inspection refused, that has not landed, or that is another society's", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    const unsafe = await sentIn(one, pptx({ "ppt/vbaProject.bin": Buffer.from("VBA") }));
    expect((await naming(one, unsafe)).body.code).toBe("file-refused");
    const { upload } = (await presigning(one)).body;
    expect((await naming(one, upload.id)).body.code).toBe("file-not-landed");
    const other = await givenNamed();
    expect((await naming(one, other.uploadId)).body.code).toBe("not-found");
    expect((await naming(other, other.uploadId, { token: one.filler.token, version: 1 })).body.code).toBe(
      "not-found",
    );
  });

  it("one millisecond after its deadline, nor on the ground of an older naming", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    const uploadId = await sentIn(one);
    expect((await naming(one, uploadId, { at: past(materialDue) })).body.code).toBe("deadline-passed");
    expect((await naming(one, uploadId, { at: materialDue })).status).toBe(200);
    expect((await naming(one, uploadId)).body).toMatchObject({ code: "version-conflict", version: 1 });
  });

  it("after the draw: what was named before stays", async () => {
    const own = await openRound();
    await givenNotice(own);
    const one = await givenNamed(own);
    const later = await sentIn(one, pptx({ "ppt/slides/slide1.xml": slideXml("改过") }));
    await drawn(own, one);
    expect((await naming(one, later, { version: 1 })).body.code).toBe("material-frozen");
    const { token } = await signedIn("officer");
    const { items } = (await receiptsOf(own, token)).body;
    expect(items).toMatchObject([{ material: { uploadId: one.uploadId, isFrozen: true } }]);
  });

  it("that inspection flagged, until an officer has looked at it and cleared it", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    const uploadId = await sentIn(one, scanned, "pdf");
    const refused = await naming(one, uploadId);
    expect(refused.body).toMatchObject({
      code: "material-not-cleared",
      reasons: [{ code: expect.any(String) }],
    });
    await looking(one, uploadId, "not-cleared");
    expect((await naming(one, uploadId)).body.code).toBe("material-not-cleared");
    const again = await looking(one, uploadId, "cleared", { version: 1 });
    expect(again.body.looks).toHaveLength(2);
    expect((await naming(one, uploadId)).status).toBe(200);
  });

  it("by who does not defend by the list that was drawn", async () => {
    const own = await openRound(shortlisting);
    const [one, other] = [await givenExaminedAs(own, "CLEARED"), await givenExaminedAs(own, "CLEARED")];
    const uploadId = await sentIn(one);
    await drawn(own, other);
    await givenNotice(own);
    expect((await naming(one, uploadId)).body.code).toBe("not-found");
  });
});

describe("material", () => {
  it("of who is on a list, which the draw makes before anybody is asked, is named until its deadline", async () => {
    const own = await openRound(shortlisting);
    const one = await givenExaminedAs(own, "CLEARED");
    await drawn(own, one);
    await givenNotice(own);
    const { status, body } = await naming(one, await sentIn(one));
    expect({ status, body }).toMatchObject({ status: 200, body: { version: 1, isFrozen: false } });
    const { token } = await expertOf(one, "DECLARED");
    expect((await downloading(one, token, materialDue)).body.code).toBe("not-found");
    expect((await downloading(one, token, past(materialDue))).body).toMatchObject({ isFrozen: true });
  });

  it("is still named by a society that became eligible after the draw", async () => {
    const own = await openRound();
    await givenNotice(own);
    await drawn(own);
    expect((await givenNamed(own)).material).toMatchObject({ version: 1, isFrozen: false });
  });

  it("is PPTX or PDF, exchanged until its deadline, and told by its hash and version", async () => {
    const one = await givenNamed();
    expect(one.material).toMatchObject({ format: "pptx", sha256: sha256(deck), isFrozen: false });
    const printed = pagesPdf([{ text: "Three years" }]);
    const exchanged = await naming(one, await sentIn(one, printed, "pdf"), { version: 1 });
    expect(exchanged.body).toMatchObject({ format: "pdf", sha256: sha256(printed), version: 2 });
    const told = (await factsOf(defenceMaterialNamed, one.application.id)).map(({ payload }) => payload);
    expect(told).toMatchObject([
      { uploadId: one.uploadId, fileHash: sha256(deck), versionId: one.material.versionId },
      { fileHash: sha256(printed), versionId: exchanged.body.versionId },
    ]);
  });

  it("is downloaded by its society, officers and supervisors, byte for byte in the version that was named", async () => {
    const one = await givenNamed();
    const officer = await signedIn("officer");
    const supervisor = await signedIn("supervisor");
    for (const { token } of [one.filler, one.approver, officer, supervisor]) {
      const { status, body } = await downloading(one, token);
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { sha256: sha256(deck), versionId: one.material.versionId },
      });
      expect(sha256(await bytesAt(body.url))).toBe(sha256(deck));
    }
  });

  it("is shown to an expert who declared no conflict, once it is frozen and not before", async () => {
    const one = await givenNamed();
    const { token } = await expertOf(one, "DECLARED");
    expect((await downloading(one, token, materialDue)).body.code).toBe("not-found");
    const { status, body } = await downloading(one, token, past(materialDue));
    expect({ status, body }).toMatchObject({ status: 200, body: { isFrozen: true } });
    expect(sha256(await bytesAt(body.url))).toBe(sha256(deck));
  });

  it("does not exist for another society, nor for an expert who stood aside, was released, has not declared yet, or has another application", async () => {
    const one = await givenNamed();
    const other = await givenNamed();
    const at = past(materialDue);
    expect((await downloading(one, other.filler.token, at)).body.code).toBe("not-found");
    for (const state of ["RECUSED", "RELEASED", "ASSIGNED"] as const)
      expect((await downloading(one, (await expertOf(one, state)).token, at)).body.code).toBe("not-found");
    expect((await downloading(one, (await expertOf(other, "DECLARED")).token, at)).body.code).toBe(
      "not-found",
    );
  });

  it("is taken away from an expert who is released after having read it", async () => {
    const one = await givenNamed();
    const { token, pair } = await expertOf(one, "DECLARED");
    const at = past(materialDue);
    expect((await downloading(one, token, at)).status).toBe(200);
    await transact([assignments.replace({ ...pair, state: "RELEASED", version: 2 })]);
    expect((await downloading(one, token, at)).body.code).toBe("not-found");
  });

  it("is taken away from an expert whom the society turns out to have among its officers, or may have", async () => {
    const one = await givenNamed();
    const { societyCode } = one.application;
    const at = past(materialDue);
    for (const [name, institution] of [
      ["孟祥林", "某研究院"],
      ["赵守一", "另一研究院"],
    ] as const) {
      const { token } = await expertOf(one, "DECLARED", { name, institution: "某研究院" });
      expect((await downloading(one, token, at)).status).toBe(200);
      const id = newId("societyLink", Date.parse(at), Math.random);
      await transact([societyLinks.create(onRecord(name, institution, { id, societyCode }))]);
      expect((await downloading(one, token, at)).body.code).toBe("not-found");
    }
  });

  it("that a later look does not clear is shown to no expert any more", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    const uploadId = await sentIn(one, scanned, "pdf");
    await looking(one, uploadId, "cleared");
    await naming(one, uploadId);
    const { token } = await expertOf(one, "DECLARED");
    const at = past(materialDue);
    expect((await downloading(one, token, at)).status).toBe(200);
    await looking(one, uploadId, "not-cleared", { version: 1 });
    expect((await downloading(one, token, at)).body.code).toBe("material-not-cleared");
    expect((await downloading(one, one.filler.token, at)).status).toBe(200);
  });

  it("is no file of the application to an expert, who gets it here alone", async () => {
    const one = await givenNamed();
    const { token } = await expertOf(one, "DECLARED");
    const asked = await answerTo(uploadsApi, uploadRoutes.signDownload, {
      ...{ at: past(materialDue), token, query: {} },
      params: { id: one.application.id, uploadId: one.uploadId },
    });
    expect(asked.body.code).toBe("not-found");
  });
});

describe("a look at a file for the defence", () => {
  it("is an officer's, at a flagged one alone, and counts the looks before it", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    const sound = await sentIn(one);
    expect((await looking(one, sound, "cleared")).body).toMatchObject({
      code: "wrong-state",
      state: "ACCEPTED",
    });
    const uploadId = await sentIn(one, scanned, "pdf");
    const other = await givenExaminedAs(round, "CLEARED");
    expect((await looking(other, uploadId, "cleared")).body.code).toBe("not-found");
    expect((await looking(one, uploadId, "cleared", { version: 1 })).body).toMatchObject({
      ...{ code: "version-conflict", version: 0 },
    });
    for (const token of [one.filler.token, (await signedIn("supervisor")).token])
      expect((await looking(one, uploadId, "cleared", { token })).status).toBe(403);
  });
});
