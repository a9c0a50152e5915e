import * as z from "zod";
import { ObjectionSide } from "../../shared/contract/objection-document-record.ts";
import { Release } from "../../shared/contract/objection-documents.ts";
import { Lead, type Objection, Objector, type Revocation } from "../../shared/contract/objections.ts";
import type { EventContract } from "../../shared/events/kit.ts";
import { LeadId, ObjectionDocumentId, ObjectionId, Sha256 } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { entity } from "../../shared/store/entity.ts";

/** Apart from the objection itself, so that nothing that reads one meets a name. */
export const objectors = entity<Objector, Pick<Objector, "objectionId">>({
  prefix: "objections#objector",
  schema: Objector,
  schemaVersion: 1,
  key: ({ objectionId }) => ({ of: objectionId, sort: "objector" }),
});

export const leads = entity<Lead, Pick<Lead, "id">>({
  prefix: "objections#lead",
  schema: Lead,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "lead" }),
  lists: {
    zh: "一轮的线索，按收到时间；已转办的另列",
    en: "a round's leads by the instant they came; those that were referred for themselves",
  },
  index: ({ roundId, state, receivedAt, id }) => ({
    of: state === "REFERRED" ? `referred#${roundId}` : `round#${roundId}`,
    sort: `${receivedAt}#${id}`,
  }),
});

/** Which files a matter (an objection, or a lead) has. They are its own record, so that nothing that reads an objection meets one. */
const NamedFiles = z.object({
  matterId: z.union([ObjectionId, LeadId]),
  /** Under which its objector may name more; null where none was given. */
  secretHash: Sha256.nullable(),
  named: z.array(
    z.object({
      id: ObjectionDocumentId,
      side: ObjectionSide,
      namedAt: Instant,
      /** To the target; null as long as it is the handling side's alone. */
      release: Release.nullable(),
    }),
  ),
  version: z.int().positive(),
});
export type NamedFiles = z.infer<typeof NamedFiles>;

export const namedFiles = entity<NamedFiles, Pick<NamedFiles, "matterId">>({
  prefix: "objections#files",
  schema: NamedFiles,
  schemaVersion: 1,
  key: ({ matterId }) => ({ of: matterId, sort: "files" }),
});

/** Where an evidence pack lies among the documents. */
export const packKey = (roundId: string, sha256: string) => `objections/${roundId}/${sha256}.evidence.json`;

const targetOf = ({ id: objectionId, roundId, noticeId, applicationId, societyCode }: Objection) => ({
  objectionId,
  roundId,
  noticeId,
  applicationId,
  societyCode,
});

/** A fact about an objection: of its target alone. */
export const objectionFact = (contract: EventContract, one: Objection, more: object = {}): Fact =>
  fact(contract, { aggregateId: one.id, version: one.version, payload: { ...targetOf(one), ...more } });

export const revocationFact = (contract: EventContract, one: Revocation, more: object = {}): Fact => {
  const { applicationId, roundId, societyCode, version } = one;
  return fact(contract, {
    aggregateId: applicationId,
    version,
    payload: { applicationId, roundId, societyCode, ...more },
  });
};
