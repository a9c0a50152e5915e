import type * as z from "zod";
import { budget } from "./cast-2021/budget.ts";
import { capabilities } from "./cast-2021/capabilities.ts";
import { channels } from "./cast-2021/channels.ts";
import { documents } from "./cast-2021/documents.ts";
import {
  disqualifiers,
  entryRoutes,
  recommendedList,
  supplierRegistration,
} from "./cast-2021/eligibility.ts";
import { annexes, contacts, publicNotice, reminders, undertaking } from "./cast-2021/notice.ts";
import { reviewing } from "./cast-2021/reviewing.ts";
import { scoring } from "./cast-2021/scoring.ts";
import { sections } from "./cast-2021/sections.ts";
import { statements } from "./cast-2021/statements.ts";
import { selection, tierChoice, tiers } from "./cast-2021/tiers.ts";
import { defence, timetable } from "./cast-2021/timetable.ts";
import { ProgrammeDefinition } from "./schema.ts";

/** 中国科协办公厅关于申报中国特色一流学会建设项目的通知 (2021-11-02), clause by clause. */
export const cast2021: ProgrammeDefinition = ProgrammeDefinition.parse({
  schemaVersion: 1,
  id: "cast-2021",
  version: 1,
  names: { zh: "中国特色一流学会建设项目", en: "First-Class Societies with Chinese Characteristics" },
  issuer: {
    zh: "中国科协办公厅",
    en: "General Office of the China Association for Science and Technology (CAST)",
  },
  source: {
    title: "中国科协办公厅关于申报中国特色一流学会建设项目的通知",
    number: null,
    issuedOn: "2021-11-02",
    url: null,
  },
  locale: "zh-CN",
  languages: ["zh-CN", "en"],
  zone: "Asia/Shanghai",
  statements,
  capabilities,
  tiers,
  tierChoice,
  documents,
  jointApplications: {
    takes: "none",
    basis: {
      assumption: {
        zh: "通知面向各学会，遴选和支持的都是单个学会，未提及联合申报。本轮不接收联合申报；学会的分会、专业委员会等分支机构、代表机构不具有法人资格，由所属学会申报。",
        en: "The notice speaks to each society and supports societies one by one; it does not speak of joint applications, and this round takes none. A branch or representative office of a society is no legal person: its society applies.",
      },
    },
  },
  channels,
  sections,
  entryRoutes,
  recommendedList,
  disqualifiers,
  supplierRegistration,
  timetable,
  reviewing,
  scoring,
  defence,
  selection,
  publicNotice,
  reminders,
  budget,
  undertaking,
  malware: {
    notScannedBlocks: false,
    basis: {
      assumption: {
        zh: "通知未提及恶意软件扫描。未扫描的文件予以标明，不阻止申报。",
        en: "The notice does not speak of malware. A file that was not scanned is shown as such and does not block.",
      },
    },
  },
  contacts,
  annexes,
} satisfies z.input<typeof ProgrammeDefinition>);
