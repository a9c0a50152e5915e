import * as z from "zod";
import { Counting, Instant, LastMoment, LocalDate, Zone } from "../kernel/time.ts";
import { Basis } from "./basis.ts";

/**
 * A deadline: `at` is the last instant that is in time, so that arrival <= `at` decides. The notice's own words ("11月11日前")
 * stand beside it with the reading chosen; the check refuses a definition in which the two disagree.
 */
export const Deadline = z.strictObject({
  at: Instant,
  zone: Zone,
  namedOn: LocalDate,
  includesNamedDay: z.boolean(),
  lastMoment: LastMoment,
  basis: Basis,
});
export type Deadline = z.infer<typeof Deadline>;

export const Opening = z.strictObject({ at: Instant, zone: Zone, basis: Basis });
export type Opening = z.infer<typeof Opening>;

/** A span in which something is done; both ends are in it. */
export const Window = z.strictObject({ fromAt: Instant, toAt: Instant, zone: Zone, basis: Basis });
export type Window = z.infer<typeof Window>;

/** What happens when fewer than `minimum` applied by the deadline; null minimum: nothing does. */
export const TooFewApplicants = z.strictObject({
  minimum: z.int().positive().nullable(),
  action: z.enum(["go-on", "extend"]),
  /** Working days of the extension, counted after the day on which it is announced. */
  workingDays: z.int().positive().max(60).nullable(),
  basis: Basis,
});
export type TooFewApplicants = z.infer<typeof TooFewApplicants>;

/** Who gains by an extension for all: those who had begun a draft by the deadline, or anybody who may apply. */
export const Cohort = z.enum(["begun", "all"]);
export type Cohort = z.infer<typeof Cohort>;

/** How the deadline may move for one or for all, by two officers and before the review begins. */
export const Dispensations = z.strictObject({
  /** For one draft that was begun by the deadline. */
  latePass: z.boolean(),
  /** For all; null: never. The most working days that one extension gives. */
  extension: z.strictObject({ cohort: Cohort, maxWorkingDays: z.int().positive().max(60) }).nullable(),
  basis: Basis,
});
export type Dispensations = z.infer<typeof Dispensations>;

/**
 * How many working days a society has to appeal against a fact after its rejection, and officers to answer; counted from
 * the day after.
 */
export const Appeals = z.strictObject({
  workingDays: z.int().positive().max(60),
  answerWorkingDays: z.int().positive().max(60),
  /** PDF files sent in for the appeal itself; null, as in older definitions: it rests on the application's own files. */
  evidence: z.strictObject({ maxBytes: z.int().positive() }).nullable().default(null),
  basis: Basis,
});
export type Appeals = z.infer<typeof Appeals>;

/** The dates of the round, in the order in which they come. */
export const Timetable = z.strictObject({
  publishedOn: LocalDate,
  opens: Opening,
  closes: Deadline,
  tooFewApplicants: TooFewApplicants,
  /** How often an officer may return an application, and how many working days it then has. */
  returns: z.strictObject({
    max: z.int().nonnegative().max(10),
    workingDays: z.int().positive().max(60),
    /** Does the day on which it is returned count? "no" in definitions from before it could. */
    counting: Counting.default({ kind: "no" }),
    /** While it is returned, is only that open which its items name, with what must follow from it? */
    listedItemsOnly: z.boolean().default(false),
    basis: Basis,
  }),
  dispensations: Dispensations,
  /** Hours to replace a file that inspection refuses after the deadline. */
  correction: z.strictObject({ hours: z.int().positive().max(720), basis: Basis }),
  examination: Window,
  /** Null, as in definitions from before there were any: no appeal is taken. */
  appeals: Appeals.nullable().default(null),
  review: Window,
  defence: Window.nullable(),
  /** The day on which the proposed list is meant to be shown; the period itself follows from the working days. */
  proposedOn: z.strictObject({ date: LocalDate, basis: Basis }),
  construction: z.strictObject({ years: z.int().positive(), targetYear: z.int(), basis: Basis }).nullable(),
});
export type Timetable = z.infer<typeof Timetable>;
