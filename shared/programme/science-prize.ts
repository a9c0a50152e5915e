import type * as z from "zod";
import { ProgrammeDefinition } from "./schema.ts";
import { reviewing, scoring, selection } from "./science-prize/jury.ts";
import { disqualifiers, documents, entryRoutes, sections } from "./science-prize/nomination.ts";
import { rule, zone } from "./science-prize/rule.ts";
import { publicNotice, reminders, timetable } from "./science-prize/timetable.ts";

/**
 * An invented foundation's prize for science: other criteria, another scale, two tiers, other documents, one stage of
 * experts, no defence and no paper. It proves that another programme is data and needs no code.
 */
export const sciencePrize: ProgrammeDefinition = ProgrammeDefinition.parse({
  schemaVersion: 1,
  id: "science-prize",
  version: 1,
  names: { zh: "清禾科学奖（虚构）", en: "Qinghe Science Prize (invented)" },
  issuer: { zh: "清禾基金会（虚构）", en: "Qinghe Foundation (invented)" },
  source: { title: "清禾科学奖章程（虚构）", number: "QH-2024-01", issuedOn: "2024-02-26", url: null },
  locale: "zh-CN",
  languages: ["zh-CN", "en"],
  zone,
  statements: [
    {
      id: "purpose",
      text: {
        zh: "奖励由学会提名的近五年原创科学成果。",
        en: "To honour original science of the last five years that a society nominates.",
      },
      basis: rule("article 1", "The prize honours original science of the last five years."),
    },
  ],
  capabilities: [],
  tiers: [
    {
      id: "gold",
      name: { zh: "金奖", en: "Gold" },
      places: 3,
      selects: { zh: "具有开创性的成果", en: "Work that opens a field" },
      expects: { zh: "获奖者作一次公开报告", en: "The winner gives a public lecture" },
      basis: rule("article 2", "Three gold prizes are awarded."),
    },
    {
      id: "silver",
      name: { zh: "银奖", en: "Silver" },
      places: 6,
      selects: { zh: "具有重要价值的成果", en: "Work of great value" },
      expects: { zh: "获奖者撰写一篇科普文章", en: "The winner writes an article for the public" },
      basis: rule("article 2", "Six silver prizes are awarded."),
    },
  ],
  tierChoice: {
    by: "application",
    basis: rule("article 2", "A nomination names its prize and whether the lower one would do."),
  },
  documents,
  jointApplications: {
    takes: "lead-and-partners",
    maxPartners: 2,
    partnersMayLead: false,
    partnersMayJoinSeveral: true,
    disqualifiers: "all",
    partnerFails: "application",
    sharesStated: false,
    basis: rule(
      "article 3",
      "One society nominates. It may do so together with two others, each eligible as it is; who joins makes no nomination of its own.",
    ),
  },
  channels: { mail: null, handedOver: null },
  sections,
  entryRoutes,
  disqualifiers,
  supplierRegistration: null,
  timetable,
  reviewing,
  scoring,
  defence: null,
  selection,
  publicNotice,
  reminders,
  budget: null,
  undertaking: {
    version: 1,
    text: {
      zh: "提名学会确认：提名材料真实，被提名人知情并同意。",
      en: "The nominating society confirms that the nomination is true and that the nominee knows of it and agrees.",
    },
    consequence: {
      zh: "材料不实的，撤销提名和奖项。",
      en: "An untrue nomination is struck out and its prize withdrawn.",
    },
    basis: rule("article 9", "The nomination is made in good faith."),
  },
  malware: { notScannedBlocks: true, basis: rule("article 4", "Only scanned files reach the jury.") },
  contacts: [
    {
      id: "office",
      subject: { zh: "奖项办公室", en: "Prize office" },
      office: { zh: "清禾基金会（虚构）", en: "Qinghe Foundation (invented)" },
      people: [],
      phones: [],
      mail: "prize@example.org",
      basis: rule("article 10", "Questions go to the prize office."),
    },
  ],
  annexes: [],
} satisfies z.input<typeof ProgrammeDefinition>);
