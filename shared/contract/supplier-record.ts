import * as z from "zod";
import { ApplicationId, PersonId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { AwardConditionState } from "./award-record.ts";
import { Channel } from "./channel.ts";
import { NamedPartners } from "./partnership-record.ts";
import { TableFault } from "./table-file.ts";

/** What a society says of its registration with the payer, and what an officer found. */
export const SupplierClaimState = z.enum(["CLAIMED", "CONFIRMED", "REFUSED"]);
export type SupplierClaimState = z.infer<typeof SupplierClaimState>;

export const SupplierClaim = z.object({
  societyCode: SocietyCode,
  applicationId: ApplicationId,
  roundId: RoundId,
  /** The name of the account on the payer's platform. */
  account: z.string(),
  /** What the platform showed when the account was registered: its number or message. */
  confirmation: z.string(),
  registeredOn: LocalDate,
  /** The file that shows it, pinned by its hash; null where none was given. */
  proof: z.object({ uploadId: UploadId, sha256: Sha256 }).nullable(),
  state: SupplierClaimState,
  claimedBy: PersonId,
  claimedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  version: z.int().positive(),
});
export type SupplierClaim = z.infer<typeof SupplierClaim>;

/** Where a society stands: what the register knows first, then what it says itself. */
export const SupplierStatus = z.enum(["REGISTERED", "CLAIMED", "REFUSED", "NOT_REGISTERED", "UNKNOWN"]);
export type SupplierStatus = z.infer<typeof SupplierStatus>;

export const supplierStatusWords: Record<SupplierStatus, Words> = {
  REGISTERED: { zh: "已注册，无需办理", en: "registered: nothing to do" },
  CLAIMED: { zh: "已填报，待核对", en: "entered, to be checked" },
  REFUSED: { zh: "核对未通过，请更正", en: "not confirmed: please correct it" },
  NOT_REGISTERED: { zh: "尚未注册", en: "not registered yet" },
  UNKNOWN: { zh: "尚无记录，请填报", en: "nothing is known: please enter it" },
};

/** What a list of the payer's did, or in a dry run would do. */
export const SupplierImport = z.object({
  rows: z.int(),
  /** Societies that are registered from now on. */
  matched: z.int(),
  unchanged: z.int(),
  fileHash: Sha256,
  isDryRun: z.boolean(),
  /** Only in a dry run: who becomes registered. */
  changes: z.array(z.object({ code: SocietyCode, nameZh: z.string(), account: z.string() })),
  /** Only in a dry run: every fault at once. An import with a fault is refused with the same list. */
  faults: z.array(TableFault),
});
export type SupplierImport = z.infer<typeof SupplierImport>;

/** How far an applicant has come, as officers list it: nothing sound entered, entered and to be checked, known to the register. */
export const SupplierProgress = z.enum(["unregistered", "claimed", "confirmed"]);
export type SupplierProgress = z.infer<typeof SupplierProgress>;

/** An applicant as it stands as a supplier, and what that stands in the way of. */
export const SupplierStanding = z.object({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  societyNames: Words,
  channel: Channel,
  partners: NamedPartners,
  state: SupplierProgress,
  status: SupplierStatus,
  blocks: z.enum(["nothing", "defence", "award"]),
  /** Of a society that was selected on condition; else null. */
  award: AwardConditionState.nullable(),
});
export type SupplierStanding = z.infer<typeof SupplierStanding>;
