import * as z from "zod";
import { ApplicationId, LeadId, RoundId } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Page, pageOf, route } from "./kit.ts";
import { Revocation, said } from "./objection-record.ts";

const version = z.int().positive();
const ofApplication = z.object({ id: ApplicationId });

/** What the society sees of it: nobody of the office by id, and not where it came from. */
const OwnRevocation = Revocation.omit({
  leadId: true,
  proposedBy: true,
  decidedBy: true,
  stamps: true,
});

/** 五、申报要求（二）: falsity that is established revokes the application or the award, and the register knows it. */
export const revocationRoutes = {
  proposeRevocation: route({
    id: "proposeRevocation",
    method: "POST",
    path: "/applications/{id}/revocation",
    summary: {
      zh: "提议因弄虚作假取消申报或入选资格",
      en: "Propose to revoke an application or award for falsity",
    },
    who: ["officer"],
    params: ofApplication,
    body: z.object({ grounds: said, evidence: said, leadId: LeadId.nullable().default(null) }),
    output: Revocation,
    status: 201,
    problems: ["not-found", "wrong-state", "already-exists", "calendar-unloaded", "version-conflict"],
    isIdempotent: true,
  }),
  stateOnRevocation: route({
    id: "stateOnRevocation",
    method: "POST",
    path: "/applications/{id}/revocation/statement",
    summary: { zh: "就拟取消资格陈述", en: "The society states its case on a proposed revocation" },
    who: ["approver"],
    params: ofApplication,
    body: z.object({ version, text: said }),
    output: OwnRevocation,
    problems: ["not-found", "version-conflict", "wrong-state", "deadline-passed"],
    isIdempotent: true,
  }),
  decideRevocation: route({
    id: "decideRevocation",
    method: "POST",
    path: "/applications/{id}/revocation/decision",
    summary: {
      zh: "决定是否取消资格（须由另一人办理）",
      en: "Revoke, or drop the proposal; a second officer does it",
    },
    who: ["officer"],
    params: ofApplication,
    body: z.object({ version, decision: z.enum(["revoked", "dropped"]), reason: said }),
    output: Revocation,
    problems: ["not-found", "version-conflict", "wrong-state", "second-person-required", "statement-open"],
    isIdempotent: true,
  }),
  getOwnRevocation: route({
    id: "getOwnRevocation",
    method: "GET",
    path: "/applications/{id}/own-revocation",
    summary: { zh: "查看对本单位的取消资格提议", en: "Read a proposal to revoke one's own application" },
    who: societyPeople,
    params: ofApplication,
    output: OwnRevocation,
    problems: ["not-found"],
  }),
  listRevocations: route({
    id: "listRevocations",
    method: "GET",
    path: "/rounds/{id}/revocations",
    summary: { zh: "列出本轮取消资格的提议和决定", en: "List what of a round was, or is to be, revoked" },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page,
    output: pageOf(Revocation),
    problems: [],
  }),
};
