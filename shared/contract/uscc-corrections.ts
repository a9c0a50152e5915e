import * as z from "zod";
import { SocietyCode } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Uscc } from "../kernel/uscc.ts";
import { Page, pageOf, route } from "./kit.ts";
import { UsccCorrection } from "./uscc-record.ts";

const ofSociety = z.object({ code: SocietyCode });
const words = z.string().trim().min(1).max(500);

/** A wrong credit code in the register: one officer proposes the right one, another decides. Routes of rounds. */
export const usccCorrections = {
  proposeUsccCorrection: route({
    id: "proposeUsccCorrection",
    method: "POST",
    path: "/societies/{code}/uscc-correction",
    summary: {
      zh: "提出更正统一社会信用代码",
      en: "Propose the correction of a society's USCC",
    },
    who: ["officer"],
    params: ofSociety,
    body: z.object({
      /** Of the correction that was read; 0 when there was none. */
      version: z.int().nonnegative(),
      /** As the register has it. */
      from: Uscc,
      to: Uscc,
      reason: words,
      source: words,
    }),
    output: UsccCorrection,
    status: 201,
    problems: ["not-found", "wrong-state", "version-conflict", "uscc-taken"],
    isIdempotent: true,
  }),
  decideUsccCorrection: route({
    id: "decideUsccCorrection",
    method: "POST",
    path: "/societies/{code}/uscc-correction/decision",
    summary: {
      zh: "批准或不批准更正统一社会信用代码（批准须由另一人办理）",
      en: "Approve or refuse the correction of a USCC; a second officer approves",
    },
    who: ["officer"],
    params: ofSociety,
    body: z.object({ version: z.int().positive(), isApproved: z.boolean(), note: words }),
    output: UsccCorrection,
    problems: ["not-found", "wrong-state", "version-conflict", "second-person-required", "uscc-taken"],
    isIdempotent: true,
  }),
  getUsccCorrection: route({
    id: "getUsccCorrection",
    method: "GET",
    path: "/societies/{code}/uscc-correction",
    summary: {
      zh: "查看统一社会信用代码的更正和原代码",
      en: "Read the correction of a USCC and the former codes",
    },
    who: staff,
    params: ofSociety,
    output: UsccCorrection,
    problems: ["not-found"],
  }),
  listUsccCorrections: route({
    id: "listUsccCorrections",
    method: "GET",
    path: "/uscc-corrections",
    summary: {
      zh: "列出待批准的代码更正",
      en: "List the corrections of USCCs that wait for a second officer",
    },
    who: staff,
    query: Page,
    output: pageOf(UsccCorrection),
    problems: [],
  }),
};
