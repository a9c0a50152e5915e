import { randomBytes } from "node:crypto";
import { handler } from "../../functions/objections/api.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { objections as routes } from "../../shared/contract/objections.ts";
import { uploads as uploadRoutes } from "../../shared/contract/uploads.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { newSource } from "../identity/given.ts";
import { send, sha256, tellOfObject } from "../uploads/given-files.ts";
import { onePage, pdf } from "../uploads/given-pdf.ts";
import { monday } from "./given.ts";

/** What somebody who objects thinks up. */
export const newSecret = () => randomBytes(24).toString("base64url");

export const paper = pdf(onePage());

interface Announced {
  format?: string;
  name?: string;
  bytes?: number;
  sha256?: string;
}
const announced = (file: Uint8Array, more: Announced) => ({
  ...{ format: "pdf", name: "登记信息.pdf", bytes: file.length, sha256: sha256(file) },
  ...more,
});

/** Asks to send a paper in, as somebody of the public. */
export const presigning = (
  notice: { id: string },
  secret: string,
  { file = paper, at = monday, ...more }: Announced & { file?: Uint8Array; at?: string } = {},
) =>
  answerTo(uploadsApi, uploadRoutes.presignObjectionDocument, {
    ...{ at, sourceIp: newSource(), headers: onceKey(), params: { id: notice.id } },
    body: { ...announced(file, more), secret },
  });

/** Asks to send a paper in with a statement. */
export const presigningStatement = (
  id: string,
  token: string,
  { file = paper, at = monday, ...more }: Announced & { file?: Uint8Array; at?: string } = {},
) =>
  answerTo(uploadsApi, uploadRoutes.presignStatementDocument, {
    ...{ at, token, headers: onceKey(), params: { id } },
    body: announced(file, more),
  });

/** A paper that S3 took and inspection has seen. */
export async function landedBy(presigned: { body: { id: string; post: never } }, file: Uint8Array = paper) {
  const { id, post } = presigned.body;
  const taken = await send({ post }, file);
  if (taken.status !== 201) throw new Error(await taken.text());
  await tellOfObject({ key: `uploads/objections/${id}` }, monday);
  return id;
}

/** A paper of the public that was sent in and inspected. */
export const sentIn = async (
  notice: { id: string },
  secret: string,
  more: Parameters<typeof presigning>[2] = {},
) => landedBy(await presigning(notice, secret, more), more.file);

export const verdict = (id: string, secret: string) =>
  answerTo(uploadsApi, uploadRoutes.readObjectionDocument, { at: monday, params: { id }, body: { secret } });

export const adding = (id: string, secret: string, documentIds: readonly string[], at = monday) =>
  answerTo(handler, routes.addObjectionDocuments, {
    ...{ at, headers: onceKey(), params: { id }, body: { secret, documentIds } },
  });

export const filesOf = async (id: string, token?: string) =>
  answerTo(handler, routes.listObjectionDocuments, {
    ...{ at: monday, token: token ?? (await signedIn("supervisor")).token, params: { id } },
  });

export const linkTo = (id: string, documentId: string, token: string, as?: string) =>
  answerTo(handler, routes.signObjectionDocument, {
    ...{ at: monday, token, params: { id, documentId }, query: as ? { as } : {} },
  });

/** What the target of an objection is shown of its papers, or a link to one of them. */
export const released = (
  route: "listReleasedDocuments" | "signReleasedDocument",
  id: string,
  token: string,
  of = "",
) =>
  answerTo(handler, routes[route], {
    ...{ at: monday, token, params: { id, ...(of && { documentId: of }) } },
  });
