import { createHash, randomBytes } from "node:crypto";
import type { Notice } from "../../shared/contract/notices.ts";
import type { Objection } from "../../shared/contract/objections.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { postFile } from "./applicant.ts";
import { allOf, type Caller, callerOf, newKey, refusalOf } from "./caller.ts";
import { officersOf, type Play } from "./play.ts";

/** One white pixel: what a photograph of a certificate is to this play. */
const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";
const photograph = new Uint8Array(Buffer.from(onePixel, "base64"));
const noPicture = new Uint8Array(Buffer.from("<html>not a picture</html>"));

const announced = (name: string, bytes: Uint8Array) => ({
  ...{ format: "png" as const, name, bytes: bytes.length },
  sha256: Sha256.parse(createHash("sha256").update(bytes).digest("hex")),
});

/** Somebody of the public sends papers in before they object: a photograph, and what only calls itself one. */
export async function sendPapers({ local, checks }: Play, { id }: Pick<Notice, "id">) {
  const anybody = callerOf(local.url);
  const secret = randomBytes(24).toString("base64url");
  const sent = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const body = { ...announced(name, bytes), secret };
    const asked = await anybody.uploads.presignObjectionDocument({ key: newKey(), params: { id }, body });
    await postFile(asked.post, { name, bytes });
    return asked.id;
  };
  const paper = await sent("证书照片（演示）.png", photograph);
  const wrong = await sent("不是图片（演示）.png", noPicture);
  await local.idle();
  const verdicts = await Promise.all(
    [paper, wrong].map((one) =>
      anybody.uploads.readObjectionDocument({ params: { id: one }, body: { secret } }),
    ),
  );
  checks.equal(
    "a paper of an objection is inspected by its content",
    verdicts.map(({ state }) => state),
    ["ACCEPTED", "REFUSED"],
  );
  return { secret, documentIds: [paper] };
}

/** The target sends a paper in with its statement. */
export async function sendStatementPaper({ local }: Play, caller: Caller, { id }: Pick<Objection, "id">) {
  const name = "复函（演示）.png";
  const body = announced(name, photograph);
  const asked = await caller.uploads.presignStatementDocument({ key: newKey(), params: { id }, body });
  await postFile(asked.post, { name, bytes: photograph });
  await local.idle();
  return asked.id;
}

/** The handler reads the papers of both sides; an officer who took part in the decision does not. */
export async function readPapers(play: Play, handler: Caller, { id }: Pick<Objection, "id">): Promise<void> {
  const { checks } = play;
  const { first } = await officersOf(play);
  const params = { id };
  const { items } = await handler.objections.listObjectionDocuments({ params });
  checks.equal(
    "the handler reads the papers of both sides, and who was involved does not",
    [
      items.map(({ side }) => side).join(" "),
      await refusalOf(first.objections.listObjectionDocuments({ params })),
    ],
    ["objector target", "not-found"],
  );
  const [paper] = items;
  if (!paper) return;
  const link = await handler.objections.signObjectionDocument({
    params: { id, documentId: paper.id },
    query: {},
  });
  checks.equal("a paper of an objection is handed out as a copy", link.version, "copy");
}

/** With the result both people of every society that took part hear that their feedback is there. */
export async function countFeedbackLetters(play: Play, roundId: Notice["roundId"], tookPart: number) {
  const { first } = await officersOf(play);
  const letters = await allOf((query) => first.notifications.listLetters({ params: { id: roundId }, query }));
  const feedback = letters.filter(({ template }) => template === "feedback");
  const of = new Set(feedback.map(({ personId }) => personId)).size;
  play.checks.equal(
    "everybody who took part is written to once about the feedback",
    [of, feedback.every(({ state }) => state === "SENT")],
    [feedback.length, true],
  );
  play.checks.equal("no society is left out of the feedback", feedback.length >= tookPart * 2, true);
}
