import * as z from "zod";
import type { Application } from "../../shared/contract/applications.ts";
import { Dispensation } from "../../shared/contract/dispensation-record.ts";
import { FormReading } from "../../shared/contract/form-reading.ts";
import { ShareFen } from "../../shared/contract/partnership-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { ApplicationId, MailId, RoundId, SocietyCode, UploadId } from "../../shared/kernel/ids.ts";
import type { Transition } from "../../shared/kernel/lifecycle.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { type Condition, entity, stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";

/** One application per legal body and round: written with the application, so that two accounts can't open two. */
const Claim = z.object({
  roundId: RoundId,
  uscc: z.string(),
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  version: z.int().positive(),
});
type Claim = z.infer<typeof Claim>;

export const claims = entity<Claim, Pick<Claim, "roundId" | "uscc">>({
  prefix: "applications#claim",
  schema: Claim,
  schemaVersion: 1,
  key: ({ roundId, uscc }) => ({ of: `${roundId}#${uscc}`, sort: "claim" }),
  lists: { zh: "一个学会的全部申报", en: "one society's applications" },
  index: ({ societyCode, applicationId }) => ({ of: `society#${societyCode}`, sort: applicationId }),
});

/** Whose partner a society has agreed to be in a round, by its USCC: written with the agreement, so that two can't bind it at once. */
const PartnerClaim = z.object({
  roundId: RoundId,
  uscc: z.string(),
  applicationIds: z.array(ApplicationId),
  version: z.int().positive(),
});
export type PartnerClaim = z.infer<typeof PartnerClaim>;

export const partnerClaims = entity<PartnerClaim, Pick<PartnerClaim, "roundId" | "uscc">>({
  prefix: "applications#partner-claim",
  schema: PartnerClaim,
  schemaVersion: 1,
  key: ({ roundId, uscc }) => ({ of: `${roundId}#${uscc}`, sort: "partner-claim" }),
});

/** Moves with every change of an application's partners: a submission stands only on the very ones that it has read. */
const Roster = z.object({
  applicationId: ApplicationId,
  leadShareFen: ShareFen.nullable(),
  version: z.int().positive(),
});
export type Roster = z.infer<typeof Roster>;

export const rosters = entity<Roster, Pick<Roster, "applicationId">>({
  prefix: "applications#roster",
  schema: Roster,
  schemaVersion: 1,
  key: ({ applicationId }) => ({ of: applicationId, sort: "roster" }),
});

/** What is given beyond the rule: proposed by one officer, decided by another. */
export const dispensations = entity<Dispensation, Pick<Dispensation, "id">>({
  prefix: "applications#dispensation",
  schema: Dispensation,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "dispensation" }),
  lists: {
    zh: "一轮的例外办理，按提出时间",
    en: "a round's dispensations by the instant they were proposed",
  },
  index: ({ roundId, proposedAt, id }) => ({ of: `round#${roundId}`, sort: `${proposedAt}#${id}` }),
});

/** A Word form as it was read back, once for each upload: what is taken over comes from here and from no request. */
const KeptReading = z.object({
  applicationId: ApplicationId,
  uploadId: UploadId,
  reading: FormReading,
  readAt: Instant,
  version: z.int().positive(),
});
type KeptReading = z.infer<typeof KeptReading>;

export const readings = entity<KeptReading, Pick<KeptReading, "applicationId" | "uploadId">>({
  prefix: "applications#reading",
  schema: KeptReading,
  schemaVersion: 1,
  key: ({ applicationId, uploadId }) => ({ of: applicationId, sort: uploadId }),
});

/** How the reading of a mail, or of what was handed over, goes: what a sweep looks after while it waits. */
const MailReading = z.object({
  id: MailId,
  roundId: RoundId,
  societyCode: SocietyCode,
  handedInAt: Instant,
  isWaiting: z.boolean(),
  /** Begun and not ended: a reading that dies of time or memory is counted. */
  attempts: z.int().nonnegative(),
  /** Of the last one; null when it ended. */
  begunAt: Instant.nullable(),
  version: z.int().positive(),
});
type MailReading = z.infer<typeof MailReading>;

export const mailReadings = entity<MailReading, Pick<MailReading, "id">>({
  prefix: "applications#mail-reading",
  schema: MailReading,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "mail-reading" }),
  lists: {
    zh: "等待读取的邮件和介质，最早的在前",
    en: "mails and media that wait to be read, the oldest first",
  },
  index: ({ handedInAt, id }) => ({ of: "waiting", sort: `${handedInAt}#${id}` }),
  isListed: ({ isWaiting }) => isWaiting,
});

/** Nothing of it was read yet. */
export const unreadMail = ({
  id,
  roundId,
  societyCode,
  handedInAt,
}: Pick<MailReading, "id" | "roundId" | "societyCode" | "handedInAt">): MailReading => ({
  ...{ id, roundId, societyCode, handedInAt },
  isWaiting: true,
  attempts: 0,
  begunAt: null,
  version: 1,
});

/** In time by the application's own deadline: ends the race of a last-second write with whatever moves the deadline. */
export const inTime = (arrivedAt: Instant): Condition => ({ field: "closesAt", is: ">=", to: arrivedAt });

/** What a refused write on an application means to its caller. */
export function applicationRefused(held: Record<string, unknown> | undefined, arrivedAt?: Instant): Problem {
  if (!held) return new Problem("not-found");
  if (arrivedAt !== undefined && String(held.closesAt) < arrivedAt) {
    return new Problem("deadline-passed", { closesAt: held.closesAt, arrivedAt });
  }
  return new Problem("version-conflict", { version: held.version, state: held.state });
}

type From = Pick<Transition, "from">;

/** The next version of an application, by a line of its table. */
export const changed = (next: Application, { from }: From): Write =>
  applications.replace(next, [stillIn(from)], (held) => applicationRefused(held));

/** The next version of an application, by a line of its table and still in time. */
export const changedInTime = (next: Application, { from }: From, arrivedAt: Instant): Write =>
  applications.replace(next, [stillIn(from), inTime(arrivedAt)], (held) =>
    applicationRefused(held, arrivedAt),
  );
