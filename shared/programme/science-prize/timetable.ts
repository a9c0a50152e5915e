import type * as z from "zod";
import type { PublicNotice, Reminder } from "../notice.ts";
import type { Timetable } from "../timetable.ts";
import { rule, zone } from "./rule.ts";

export const timetable: z.input<typeof Timetable> = {
  publishedOn: "2024-03-01",
  opens: { at: "2024-03-01T00:30:00.000Z", zone, basis: rule("article 5", "Open from 1 March, 08:30.") },
  closes: {
    at: "2024-03-29T09:00:00.000Z",
    zone,
    namedOn: "2024-03-29",
    includesNamedDay: true,
    lastMoment: "17:00",
    basis: rule("article 5", "Closed on 29 March at 17:00 Beijing time."),
  },
  tooFewApplicants: {
    minimum: null,
    action: "go-on",
    workingDays: null,
    basis: rule("article 5", "There is no least number of nominations."),
  },
  returns: {
    max: 2,
    workingDays: 2,
    counting: { kind: "no" },
    listedItemsOnly: false,
    basis: rule("article 5", "A nomination may be mended twice, within two working days."),
  },
  dispensations: {
    latePass: true,
    extension: { cohort: "all", maxWorkingDays: 3 },
    basis: rule(
      "article 5",
      "The intake may be extended for everybody by up to three working days, and for one nomination alone.",
    ),
  },
  correction: {
    hours: 24,
    basis: rule("article 5", "A file that cannot be read is replaced within 24 hours."),
  },
  examination: {
    fromAt: "2024-04-01T01:00:00.000Z",
    toAt: "2024-04-03T09:00:00.000Z",
    zone,
    basis: rule("article 5", "Examination from 1 to 3 April."),
  },
  appeals: {
    workingDays: 2,
    answerWorkingDays: 2,
    evidence: { maxBytes: 10_485_760 },
    basis: rule(
      "article 5",
      "A society may appeal within two working days, with PDF files of up to 10 MiB as evidence, and is answered within two.",
    ),
  },
  review: {
    fromAt: "2024-04-08T01:00:00.000Z",
    toAt: "2024-04-19T09:00:00.000Z",
    zone,
    basis: rule("article 5", "The jury reads from 8 to 19 April."),
  },
  defence: null,
  proposedOn: { date: "2024-04-22", basis: rule("article 5", "The proposal is shown on 22 April.") },
  construction: null,
};

export const publicNotice: z.input<typeof PublicNotice> = {
  workingDays: 10,
  minimumWorkingDays: 7,
  counting: { kind: "before", localTime: "12:00" },
  endsAt: "17:00",
  place: {
    name: { zh: "清禾基金会网站（虚构）", en: "The foundation's site (invented)" },
    url: "https://prize.example.org",
  },
  feedbackLetter: "link",
  objection: {
    named: true,
    written: true,
    needsContact: true,
    needsEvidence: false,
    otherwise: "refused",
    handling: {
      statementWorkingDays: 5,
      conclusionWorkingDays: 20,
      basis: rule(
        "article 8",
        "The society is heard within five working days; an answer is given within twenty.",
      ),
    },
    documents: {
      formats: ["pdf"],
      maxBytes: 10_485_760,
      most: 3,
      basis: rule("article 8", "Up to three papers may go with an objection, and with the answer to it."),
    },
    basis: rule("article 8", "Objections are made in writing and signed."),
  },
  basis: rule("article 8", "The proposal is shown for ten working days."),
};

export const reminders: z.input<typeof Reminder>[] = [
  { id: "closes-48", of: "closes", hoursBefore: 48 },
  { id: "review-ends-24", of: "review-ends", hoursBefore: 24 },
  { id: "objection-due-48", of: "objection-due", hoursBefore: 48 },
];
