import type { ObjectionDocument } from "../../shared/contract/objection-document-record.ts";
import { wordsOfReason } from "../../shared/contract/reasons.ts";
import type { uploads as routes } from "../../shared/contract/uploads.ts";
import { uploadSeconds } from "../../shared/files/limits.ts";
import { ObjectionDocumentId } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { type Language, wordsIn } from "../../shared/kernel/text.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { quarantineForm } from "../../shared/runtime/quarantine-form.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { countOneMore, forgottenAt, limitKey, windowOf } from "../../shared/store/counter.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { objectionKeyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { contentTypes } from "./policy.ts";

type Routes = typeof routes;
type Presigning =
  | Call<Routes["presignObjectionDocument"]>
  | Call<Routes["presignStatementDocument"]>
  | Call<Routes["presignRedaction"]>;

/** Above what an office sends in ten minutes. */
const filesPerSource = 60;
const windowSeconds = 600;

/** Does the programme take such a file with an objection? @throws Problem where it does not */
export async function checkTerms(call: Presigning, roundId: ObjectionDocument["roundId"]): Promise<void> {
  const round = await rounds.get({ id: roundId });
  if (!round) throw call.refuse("not-found");
  const { documents: terms, handling } = (await definitionOf(round)).publicNotice.objection;
  const { format, bytes } = call.body;
  if (!terms || !handling || !terms.formats.includes(format))
    throw call.refuse("not-offered", { formats: handling ? (terms?.formats ?? []) : [] });
  if (bytes > terms.maxBytes) throw call.refuse("file-too-large", { maxBytes: terms.maxBytes });
}

type Belongs = Pick<
  ObjectionDocument,
  "noticeId" | "roundId" | "side" | "objectionId" | "societyCode" | "secretHash" | "redaction"
>;

/** Keeps the declaration and gives the form by which this very file, and no other, is sent. */
export async function declared(call: Presigning, of: Belongs) {
  const { format, name, bytes, sha256 } = call.body;
  const id = ObjectionDocumentId.parse(call.newId("objectionDocument"));
  const document: ObjectionDocument = {
    ...of,
    ...{ id, format, name, bytes, sha256, contentType: contentTypes[format], key: objectionKeyOf(id) },
    ...{ versionId: null, kept: null, safeCopy: null, state: uploadLifecycle.initial, reasons: [] },
    ...{ malware: "not-scanned", attempts: 0, createdAt: call.now, landedAt: null, inspectedAt: null },
    version: 1,
  };
  const answer = {
    id,
    post: await quarantineForm(document, uploadSeconds),
    expiresAt: plusSeconds(call.now, uploadSeconds),
  };
  return call.commit({ writes: [objectionDocuments.create(document)], answer });
}

const fromSource = (source: string, now: Instant): Promise<number> =>
  countOneMore(
    limitKey("uploads#limit", `objection source ${source}`, windowOf(now, windowSeconds)),
    forgottenAt(now, windowSeconds),
  );

/** Whoever objects needs no account: what they send is theirs by the secret. After the period nothing is taken. */
export async function presignObjectionDocument(call: Call<Routes["presignObjectionDocument"]>) {
  const notice = await notices.get({ id: call.params.id });
  if (!notice) throw call.refuse("not-found");
  if ((await fromSource(call.sourceIp, call.now)) > filesPerSource)
    throw call.refuse("too-many-requests", { retryAfterSeconds: windowSeconds });
  if (holdsIdentityData(call.body.name)) throw call.refuse("identity-data-not-taken");
  await checkTerms(call, notice.roundId);
  if (call.now > notice.endsAt)
    throw call.refuse("deadline-passed", { closesAt: notice.endsAt, arrivedAt: call.now });
  return declared(call, {
    ...{ noticeId: notice.id, roundId: notice.roundId, side: "objector" },
    ...{ objectionId: null, societyCode: null, secretHash: sha256Of(call.body.secret) },
    redaction: null,
  });
}

/** The target sends papers in while its statement is awaited; which of them go with it, it says with the statement. */
export async function presignStatementDocument(call: Call<Routes["presignStatementDocument"]>) {
  const objection = await objections.get({ id: call.params.id });
  const isAsked = objection !== undefined && objection.statementBy !== null;
  if (!isAsked || objection.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const { id: objectionId, noticeId, roundId, societyCode, statementBy, state } = objection;
  if (state !== "STATEMENT_ASKED") throw call.refuse("wrong-state", { state });
  await checkTerms(call, roundId);
  if (statementBy === null || call.now > statementBy)
    throw call.refuse("deadline-passed", { closesAt: statementBy, arrivedAt: call.now });
  return declared(call, {
    ...{ noticeId, roundId, side: "target", objectionId, societyCode, secretHash: null },
    redaction: null,
  });
}

export const verdictFor = ({ id, sha256, state, reasons }: ObjectionDocument, language: Language) => ({
  ...{ id, sha256, state },
  reasons: reasons.map((reason) => {
    const { what, cure } = wordsOfReason(reason.code);
    return { ...reason, what: wordsIn(what, language), cure: wordsIn(cure, language) };
  }),
});

/** Without its secret a paper does not exist. */
export async function readObjectionDocument(call: Call<Routes["readObjectionDocument"]>) {
  const document = await objectionDocuments.get({ id: call.params.id });
  if (!document || document.secretHash !== sha256Of(call.body.secret)) throw call.refuse("not-found");
  return verdictFor(document, call.language);
}

export async function getStatementDocument(call: Call<Routes["getStatementDocument"]>) {
  const { id, documentId } = call.params;
  const document = await objectionDocuments.get({ id: documentId });
  const { societyCode } = call.actor;
  if (societyCode === null || document?.objectionId !== id || document.societyCode !== societyCode)
    throw call.refuse("not-found");
  return verdictFor(document, call.language);
}
