import * as z from "zod";
import { ApplicationId, ParcelId, PersonId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { Instant, LocalDate, LocalTime } from "../kernel/time.ts";
import { PaperCopies } from "../programme/documents.ts";
import { Channel } from "./channel.ts";
import { Page, pageOf, route } from "./kit.ts";
import { NamedPartners } from "./partnership-record.ts";

/** Where the copies of an application stand; how many came is counted, not a state. CALLED: the deadline for paper has passed and its society was told what is short. */
export const CopiesState = z.enum(["AWAITED", "CALLED", "DROPPED"]);
export type CopiesState = z.infer<typeof CopiesState>;

/** The code in a page's footer, as people read it: capitals or not. */
const CheckCode = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}$/);

/** A set's number, counted from 1; whether the programme asks for so many is its definition's to say. */
const SetNumber = z.int().min(1).max(100);

const SetNumbers = z
  .array(SetNumber)
  .min(1)
  .max(100)
  .refine((numbers) => new Set(numbers).size === numbers.length, {
    error: "每份只能列一次 / each set once",
  });

const CourierText = z.string().trim().min(1).max(80);

/** A form of the application that may lie on paper: of which submission, and the codes that its pages can show. */
export const Printing = z.object({
  receiptNumber: z.string(),
  arrivedAt: Instant,
  sha256: Sha256,
  /** Of the form printed before it was submitted, from the same sections; null where they are not known any more. */
  formCode: z.string().nullable(),
});
export type Printing = z.infer<typeof Printing>;

/** One set that lies in the office. */
export const BookedSet = z.object({
  number: SetNumber,
  /** As read from its footer. */
  checkCode: z.string(),
  /** The submission that it was printed of. */
  receiptNumber: z.string(),
  parcelId: ParcelId.nullable(),
  courier: z.string().nullable(),
  courierNumber: z.string().nullable(),
  arrivedOn: LocalDate,
  arrivedTime: LocalTime.nullable(),
  /** By the postmark or the courier's slip. */
  sentOn: LocalDate.nullable(),
  isLate: z.boolean(),
  bookedBy: PersonId,
  bookedAt: Instant,
});
export type BookedSet = z.infer<typeof BookedSet>;

/** What an officer decided on a shortage where the programme leaves it to one. */
const ShortageDecision = z.object({
  outcome: z.enum(["waived", "barred"]),
  reason: z.string(),
  by: PersonId,
  at: Instant,
});

/** The copies on paper of one application. */
export const Copies = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  definitionHash: Sha256,
  societyCode: SocietyCode,
  societyNames: Words,
  /** How many the programme asks for. */
  due: z.int().positive(),
  state: CopiesState,
  /** Of each submission, the one that stands last. */
  printings: z.array(Printing).min(1),
  sets: z.array(BookedSet),
  decision: ShortageDecision.nullable(),
  calledAt: Instant.nullable(),
  version: z.int().positive(),
});
export type Copies = z.infer<typeof Copies>;

/** What is there and what is not, as everybody sees it who looks. */
export const Tally = z.object({
  due: z.int().positive(),
  /** Of the submission that stands, in time or late. */
  received: z.array(SetNumber),
  late: z.array(SetNumber),
  missing: z.array(SetNumber),
  /** Of an earlier submission with other words: they lie there and do not count. */
  outdated: z.array(SetNumber),
  isShort: z.boolean(),
});
export type Tally = z.infer<typeof Tally>;

/** What a society says is on its way. */
export const Parcel = z.object({
  id: ParcelId,
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  courier: z.string(),
  courierNumber: z.string(),
  sets: SetNumbers,
  sentOn: LocalDate,
  announcedBy: PersonId,
  announcedAt: Instant,
  /** The day on which an officer booked its sets in; null until then. */
  arrivedOn: LocalDate.nullable(),
  version: z.int().positive(),
});
export type Parcel = z.infer<typeof Parcel>;

/** A booking that was wrong: what it said, what it says now (null: taken back), and why. */
export const SetCorrection = z.object({
  applicationId: ApplicationId,
  number: SetNumber,
  was: BookedSet,
  becomes: BookedSet.nullable(),
  reason: z.string(),
  by: PersonId,
  at: Instant,
  /** Of the copies after it. */
  version: z.int().positive(),
});
export type SetCorrection = z.infer<typeof SetCorrection>;

const ofApplication = z.object({ id: ApplicationId });

/** The copies as they are shown: with what is counted. */
const Shown = z.object({ copies: Copies, tally: Tally });

/** When a set came and, where the rule asks for it, when it was sent. */
const Came = z.object({
  arrivedOn: LocalDate,
  /** Asked for on the last day where the deadline has an hour. */
  arrivedTime: LocalTime.nullable().default(null),
  sentOn: LocalDate.nullable().default(null),
});

export const paper = {
  announceParcel: route({
    id: "announceParcel",
    method: "POST",
    path: "/applications/{id}/paper/parcels",
    summary: { zh: "登记已寄出的纸质材料", en: "Announce a parcel of copies on paper" },
    who: societyPeople,
    params: ofApplication,
    body: z.object({
      courier: CourierText,
      courierNumber: CourierText,
      sets: SetNumbers,
      sentOn: LocalDate,
    }),
    output: Parcel,
    status: 201,
    problems: ["not-found", "wrong-state"],
    isIdempotent: true,
  }),
  cancelParcel: route({
    id: "cancelParcel",
    method: "DELETE",
    path: "/applications/{id}/paper/parcels/{parcelId}",
    summary: { zh: "撤销寄送登记", en: "Take back the announcement of a parcel" },
    who: societyPeople,
    params: z.object({ id: ApplicationId, parcelId: ParcelId }),
    output: z.object({}),
    problems: ["not-found", "wrong-state", "version-conflict"],
  }),
  getPaper: route({
    id: "getPaper",
    method: "GET",
    path: "/applications/{id}/paper",
    summary: { zh: "查看纸质材料收到情况", en: "Read what came on paper and what did not" },
    who: [...staff, ...societyPeople],
    params: ofApplication,
    output: Shown.extend({
      rule: PaperCopies,
      parcels: z.array(Parcel),
      corrections: z.array(SetCorrection),
    }),
    problems: ["not-found"],
  }),
  getCoverSheets: route({
    id: "getCoverSheets",
    method: "GET",
    path: "/applications/{id}/paper/cover-sheets.html",
    summary: { zh: "打印每份纸质材料的封面页", en: "Cover sheets to print, one for each set" },
    who: [...staff, ...societyPeople],
    params: ofApplication,
    /** One set alone; without it all of them, a page each. */
    query: z.object({ set: z.coerce.number().int().min(1).max(100).optional() }),
    output: z.string(),
    media: "text/html; charset=utf-8",
    isExport: true,
    problems: ["not-found", "wrong-state"],
  }),
  bookSets: route({
    id: "bookSets",
    method: "POST",
    path: "/applications/{id}/paper/bookings",
    summary: { zh: "登记收到的纸质材料", en: "Book in sets that have arrived" },
    who: ["officer"],
    params: ofApplication,
    body: Came.extend({
      parcelId: ParcelId.nullable().default(null),
      courier: CourierText.nullable().default(null),
      courierNumber: CourierText.nullable().default(null),
      /** Each by its number, or by what the scanner read on its cover sheet; always with the code in its own footer. */
      sets: z
        .array(
          z.union([
            z.object({ number: SetNumber, checkCode: CheckCode }),
            z.object({ scanned: z.string().max(200), checkCode: CheckCode }),
          ]),
        )
        .min(1)
        .max(100),
    }),
    output: Shown,
    status: 201,
    problems: ["not-found", "wrong-state", "paper-other-version", "set-already-booked"],
    isIdempotent: true,
  }),
  correctSet: route({
    id: "correctSet",
    method: "POST",
    path: "/applications/{id}/paper/corrections",
    summary: { zh: "更正纸质材料登记", en: "Correct the booking of a set, with a reason" },
    who: ["officer"],
    params: ofApplication,
    body: z.object({
      version: z.int().positive(),
      number: SetNumber,
      /** Null takes the booking back. */
      becomes: Came.extend({
        courier: CourierText.nullable().default(null),
        courierNumber: CourierText.nullable().default(null),
      }).nullable(),
      reason: z.string().trim().min(1).max(2000),
    }),
    output: Shown,
    problems: ["not-found", "wrong-state", "version-conflict"],
    isIdempotent: true,
  }),
  decideShortage: route({
    id: "decideShortage",
    method: "POST",
    path: "/applications/{id}/paper/decision",
    summary: {
      zh: "决定纸质材料短缺的处理",
      en: "Decide on a shortage, where the programme leaves it to an officer",
    },
    who: ["officer"],
    params: ofApplication,
    body: z.object({
      version: z.int().positive(),
      outcome: z.enum(["waived", "barred"]),
      reason: z.string().trim().min(1).max(2000),
    }),
    output: Shown,
    problems: ["not-found", "wrong-state", "version-conflict"],
    isIdempotent: true,
  }),
  listShortages: route({
    id: "listShortages",
    method: "GET",
    path: "/rounds/{roundId}/paper/shortages",
    summary: { zh: "列出纸质材料短缺的学会", en: "List the societies whose copies are short" },
    who: staff,
    params: z.object({ roundId: RoundId }),
    query: Page,
    output: pageOf(
      z.object({
        applicationId: ApplicationId,
        societyCode: SocietyCode,
        societyNames: Words,
        channel: Channel,
        partners: NamedPartners,
        state: CopiesState,
        tally: Tally,
        decision: ShortageDecision.nullable(),
        /** What it stands in the way of, by the programme's setting and the officer's decision. */
        blocks: z.enum(["nothing", "defence", "award"]),
      }),
    ),
    problems: ["not-found"],
  }),
};
