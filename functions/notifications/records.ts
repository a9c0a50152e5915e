import * as z from "zod";
import { LedgerEntry } from "../../shared/contract/notifications.ts";
import { ApplicationId, ExpertId, PersonId, RoundId } from "../../shared/kernel/ids.ts";
import { Words } from "../../shared/kernel/text.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { entity } from "../../shared/store/entity.ts";

/** A letter of the ledger with its words, as they were owed; the address is looked up when it is sent. */
export const Letter = LedgerEntry.extend({
  personId: PersonId.nullable(),
  /** The group in which the reader is found. */
  group: z.string(),
  /** It is about the reader's own account: it goes to them though they may hold no role any more. */
  isPersonal: z.boolean(),
  subject: Words,
  text: Words,
  correlationId: z.string(),
  claimedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type Letter = z.infer<typeof Letter>;

export const letters = entity<Letter, Pick<Letter, "id">>({
  prefix: "notifications#letter",
  schema: Letter,
  schemaVersion: 2,
  // Version 1 went to nobody without a role.
  upgrade: (old) => ({ ...old, isPersonal: false }),
  key: ({ id }) => ({ of: id, sort: "letter" }),
  lists: { zh: "一轮的信件，按应发时间", en: "a round's letters by the instant they were owed" },
  index: (letter) => ({ of: `round#${letter.roundId}`, sort: `${letter.owedAt}#${letter.id}` }),
  isListed: ({ roundId }) => roundId !== null,
});

/** Stands as long as a letter is unsent: the sweep and the alarm look here, the oldest first. */
const Due = z.object({ letterId: z.string(), owedAt: Instant, version: z.literal(1) });
type Due = z.infer<typeof Due>;

export const dues = entity<Due, Pick<Due, "letterId">>({
  prefix: "notifications#due",
  schema: Due,
  schemaVersion: 1,
  key: ({ letterId }) => ({ of: letterId, sort: "due" }),
  lists: { zh: "未发出的信件，最早的在前", en: "letters that are unsent, the oldest first" },
  index: ({ owedAt, letterId }) => ({ of: "open", sort: `${owedAt}#${letterId}` }),
});

/** An assignment of which its expert has not been told yet. */
const Untold = z.object({
  roundId: RoundId,
  expertId: ExpertId,
  applicationId: ApplicationId,
  assignedAt: Instant,
  version: z.literal(1),
});
export type Untold = z.infer<typeof Untold>;

export const untold = entity<Untold, Pick<Untold, "roundId" | "expertId" | "applicationId">>({
  prefix: "notifications#untold",
  schema: Untold,
  schemaVersion: 1,
  key: ({ roundId, expertId, applicationId }) => ({ of: `${roundId}#${expertId}`, sort: applicationId }),
  lists: {
    zh: "尚未通知专家的评审任务，最早的在前",
    en: "assignments of which their experts are untold, the oldest first",
  },
  index: ({ assignedAt, expertId, applicationId }) => ({
    of: "open",
    sort: `${assignedAt}#${expertId}#${applicationId}`,
  }),
});

/** A deadline of a round that some of its applications have for themselves: returned ones, each day one. */
const OwnDeadline = z.object({ roundId: z.string(), closesAt: Instant, version: z.literal(1) });
type OwnDeadline = z.infer<typeof OwnDeadline>;

export const ownDeadlines = entity<OwnDeadline, Pick<OwnDeadline, "roundId" | "closesAt">>({
  prefix: "notifications#deadline",
  schema: OwnDeadline,
  schemaVersion: 1,
  key: ({ roundId, closesAt }) => ({ of: roundId, sort: closesAt }),
});

/** That a reminder of a round's deadline went out. */
const Reminded = z.object({
  roundId: z.string(),
  reminderId: z.string(),
  deadline: Instant,
  at: Instant,
  version: z.literal(1),
});
type Reminded = z.infer<typeof Reminded>;

export const reminded = entity<Reminded, Pick<Reminded, "roundId" | "reminderId" | "deadline">>({
  prefix: "notifications#reminded",
  schema: Reminded,
  schemaVersion: 1,
  key: ({ roundId, reminderId, deadline }) => ({ of: roundId, sort: `${reminderId}#${deadline}` }),
});

/** A letter that is not known to have arrived; an officer is told of it once, when that has lasted. */
const Awaited = z.object({
  letterId: z.string(),
  personId: PersonId,
  owedAt: Instant,
  isTold: z.boolean(),
  version: z.int().positive(),
});
export type Awaited = z.infer<typeof Awaited>;

export const awaited = entity<Awaited, Pick<Awaited, "letterId">>({
  prefix: "notifications#awaited",
  schema: Awaited,
  schemaVersion: 1,
  key: ({ letterId }) => ({ of: letterId, sort: "awaited" }),
  lists: {
    zh: "尚不知是否送达的信件，最早的在前",
    en: "letters that are not known to have arrived, the oldest first",
  },
  index: ({ owedAt, letterId }) => ({ of: "open", sort: `${owedAt}#${letterId}` }),
  isListed: ({ isTold }) => !isTold,
});
