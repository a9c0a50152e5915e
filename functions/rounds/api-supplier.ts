import type { Application } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { ImportRecord } from "../../shared/contract/register-record.ts";
import type { rounds as routes } from "../../shared/contract/rounds.ts";
import { noBankData } from "../../shared/contract/supplier-proofs.ts";
import { type SupplierClaim, supplierStatusWords } from "../../shared/contract/supplier-record.ts";
import { supplierProofKind, type Upload } from "../../shared/contract/upload-record.ts";
import { supplierClaimed, supplierDecided } from "../../shared/events/rounds.ts";
import { PersonId, type UploadId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsPersonalNumber } from "../../shared/kernel/personal-numbers.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { asRead, stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { supplierClaimLifecycle } from "./lifecycle.ts";
import { supplierClaims } from "./records.ts";
import { changeOf } from "./register-change.ts";
import { latestDayAt } from "./register-held.ts";
import { actOf, grouped } from "./step-register.ts";
import { supplierRows } from "./supplier-rows.ts";
import { supplierRow, supplierStatus } from "./supplier-standing.ts";

type Routes = typeof routes;

/** The application, for its own society and for staff; to anybody else it does not exist. */
async function readable(id: Application["id"], actor: Actor): Promise<Application> {
  const application = await applications.get({ id });
  const isStaff = actor.roles.some((role) => role === "officer" || role === "supervisor");
  if (!application || (!isStaff && application.societyCode !== actor.societyCode))
    throw new Problem("not-found");
  return application;
}

/** What a programme asks, what the register knows and what the society said. */
async function standingOf({ roundId, definitionHash, societyCode }: Application) {
  const [{ supplierRegistration: asked }, society, claim] = await Promise.all([
    definitionOf({ id: roundId, definitionHash }),
    societies.get({ code: societyCode }),
    supplierClaims.get({ societyCode }),
  ]);
  return { asked, society, claim, status: supplierStatus(society?.facts.supplier ?? null, claim) };
}

export async function getSupplierStatus(call: Call<Routes["getSupplierStatus"]>) {
  const { asked, claim, status } = await standingOf(await readable(call.params.id, call.actor));
  return { asked, status, words: supplierStatusWords[status], claim: claim ?? null, notice: noBankData };
}

/** The proof that a claim names, as it was inspected. @throws Problem not-found, file-refused, file-not-landed */
function proofOf(uploadId: UploadId, upload: Upload | null | undefined): SupplierClaim["proof"] {
  if (upload?.kind !== supplierProofKind) throw new Problem("not-found", { uploadId });
  if (upload.state === "REFUSED")
    throw new Problem("file-refused", { uploadId, reasons: upload.reasons.map(({ code }) => code) });
  if (!upload.kept) throw new Problem("file-not-landed", { uploadId });
  return { uploadId, sha256: upload.sha256 };
}

export async function claimSupplier(call: Call<Routes["claimSupplier"]>) {
  const application = await readable(call.params.id, call.actor);
  const { account, confirmation, registeredOn, proofUploadId, version } = call.body;
  const [{ asked, society, claim, status }, upload] = await Promise.all([
    standingOf(application),
    proofUploadId && uploads.get({ applicationId: application.id, id: proofUploadId }),
  ]);
  const own = [application.uscc, ...(society ? [society.uscc] : [])];
  if (holdsPersonalNumber(account, own) || holdsPersonalNumber(confirmation, own))
    throw call.refuse("bank-data-not-taken");
  if (asked === null) throw call.refuse("not-offered");
  const transition = claim && transitionOf(supplierClaimLifecycle, "claim", claim.state);
  if (status === "REGISTERED" || (claim && !transition)) throw call.refuse("wrong-state", { state: status });
  if ((claim?.version ?? 0) !== version)
    throw call.refuse("version-conflict", { version: claim?.version ?? 0 });
  const { id: applicationId, roundId, societyCode } = application;
  const proof = proofUploadId && proofOf(proofUploadId, upload);
  const next: SupplierClaim = {
    ...{ societyCode, applicationId, roundId, account, confirmation, registeredOn, proof },
    state: supplierClaimLifecycle.initial,
    claimedBy: PersonId.parse(call.actor.id),
    claimedAt: call.now,
    ...{ decidedBy: null, decidedAt: null, reason: null },
    version: version + 1,
  };
  const stale = (held: Record<string, unknown> | undefined) =>
    call.refuse("version-conflict", { version: held?.version ?? 0 });
  return call.commit({
    writes: [
      claim ? supplierClaims.replace(next, [asRead(claim)], stale) : supplierClaims.create(next, stale),
    ],
    facts: [
      fact(supplierClaimed, {
        aggregateId: societyCode,
        version: next.version,
        payload: { societyCode, applicationId },
      }),
    ],
    answer: next,
  });
}

export const listSupplierClaims = (call: Call<Routes["listSupplierClaims"]>) =>
  supplierClaims.page("open", call.query);

/** The next version of a claim that is decided, and the fact of it. */
function decided(
  claim: SupplierClaim,
  given: { act: "confirm" | "refuse" | "match"; by: string; reason: string; now: ImportRecord["importedAt"] },
): { next: SupplierClaim; writes: Write[]; facts: Fact[] } | undefined {
  const transition = transitionOf(supplierClaimLifecycle, given.act, claim.state);
  if (!transition) return undefined;
  const next: SupplierClaim = {
    ...claim,
    state: transition.to,
    decidedBy: given.by,
    decidedAt: given.now,
    reason: given.reason,
    version: claim.version + 1,
  };
  const { societyCode, applicationId, version } = next;
  const decision = transition.to === "CONFIRMED" ? "confirmed" : "refused";
  const payload = { societyCode, applicationId, decision } as const;
  return {
    next,
    writes: [supplierClaims.replace(next, [stillIn(transition.from), asRead(claim)])],
    facts: [fact(supplierDecided, { aggregateId: societyCode, version, payload })],
  };
}

export async function decideSupplierClaim(call: Call<Routes["decideSupplierClaim"]>) {
  const [claim, society] = await Promise.all([
    supplierClaims.get({ societyCode: call.params.code }),
    societies.get({ code: call.params.code }),
  ]);
  if (!claim || !society) throw call.refuse("not-found");
  const { isConfirmed, reason, version } = call.body;
  const act = isConfirmed ? "confirm" : "refuse";
  const part = decided(claim, { act, by: call.actor.id, reason, now: call.now });
  if (!part) throw call.refuse("wrong-state", { state: claim.state });
  if (claim.version !== version) throw call.refuse("version-conflict", { version: claim.version });
  const { account, confirmation, registeredOn } = claim;
  const by: ImportRecord = {
    importHash: sha256Of(JSON.stringify([account, confirmation, registeredOn])),
    importFile: "supplier-claim",
    importedBy: call.actor.id,
    importedAt: call.now,
  };
  const source = `供应商账号${account}，由工作人员核对`;
  const row = supplierRow(society, { isRegistered: true, source, on: registeredOn });
  const change = isConfirmed ? changeOf(row, society, by) : null;
  const register = actOf(change ? [change] : []);
  return call.commit({
    writes: [...part.writes, ...register.writes],
    facts: [...part.facts, ...register.facts],
    answer: part.next,
  });
}

export async function importSuppliers(call: Call<Routes["importSuppliers"]>) {
  const { csv, xlsx, fileName, isDryRun } = call.body;
  const file = csv ?? Buffer.from(xlsx ?? "", "base64");
  const registered = await societies.all("all");
  const { rows, faults } = supplierRows(file, { registered, today: latestDayAt(call.now) });
  if (faults.length > 0 && !isDryRun) throw call.refuse("invalid-register", { faults });
  const by: ImportRecord = {
    importHash: sha256Of(file),
    importFile: fileName,
    importedBy: call.actor.id,
    importedAt: call.now,
  };
  const changed = rows.flatMap(({ society, account, registeredOn: on }) => {
    if (society.facts.supplier?.isRegistered) return [];
    const source = `供应商名单${fileName}，账号${account}`;
    const change = changeOf(supplierRow(society, { isRegistered: true, source, on }), society, by);
    return change ? [{ change, account }] : [];
  });
  const answer = {
    rows: rows.length,
    matched: changed.length,
    unchanged: rows.length - changed.length,
    fileHash: by.importHash,
    isDryRun,
    changes: isDryRun
      ? changed.map(({ change: { next }, account }) => ({ code: next.code, nameZh: next.names.zh, account }))
      : [],
    faults,
  };
  if (isDryRun) return answer;
  const claims = await supplierClaims.getMany(rows.map(({ society }) => ({ societyCode: society.code })));
  // The payer's own list answers what societies have said meanwhile.
  for (const claim of claims) {
    const reason = `与供应商名单${fileName}一致`;
    const part = decided(claim, { act: "match", by: call.actor.id, reason, now: call.now });
    if (part) await call.commitPart(part);
  }
  // A list that dies half-way is finished by its retry: who is registered by then is unchanged.
  const groups = grouped(changed.map(({ change }) => change));
  for (const group of groups.slice(0, -1)) await call.commitPart(actOf(group));
  return call.commit({ ...actOf(groups.at(-1) ?? []), answer });
}
