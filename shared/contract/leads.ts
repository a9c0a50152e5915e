import * as z from "zod";
import { LeadId, RoundId } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Page, pageOf, route } from "./kit.ts";
import { Lead, said } from "./objection-record.ts";

const version = z.int().positive();

/** What opens no objection is kept for the supervisors, who may pass it on in their own words. */
export const leadRoutes = {
  listLeads: route({
    id: "listLeads",
    method: "GET",
    path: "/rounds/{id}/leads",
    summary: { zh: "列出线索（仅监督人员）", en: "List the leads of a round, for supervisors only" },
    who: ["supervisor"],
    params: z.object({ id: RoundId }),
    query: Page,
    output: pageOf(Lead),
    problems: [],
  }),
  settleLead: route({
    id: "settleLead",
    method: "POST",
    path: "/leads/{id}/settlement",
    summary: {
      zh: "转办或了结线索",
      en: "Refer a lead to the office in one's own words, or close it",
    },
    who: ["supervisor"],
    params: z.object({ id: LeadId }),
    body: z.object({ version, decision: z.enum(["referred", "closed"]), summary: said }),
    output: Lead,
    problems: ["not-found", "version-conflict", "wrong-state"],
    isIdempotent: true,
  }),
  listReferrals: route({
    id: "listReferrals",
    method: "GET",
    path: "/rounds/{id}/referrals",
    summary: { zh: "列出转办的线索摘要", en: "List the leads that were referred, in the supervisor's words" },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page,
    output: pageOf(
      Lead.pick({ id: true, applicationId: true, societyCode: true, summary: true, settledAt: true }),
    ),
    problems: [],
  }),
};
