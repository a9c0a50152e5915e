import * as z from "zod";
import { ApplicationId, RoundId, Sha256 } from "../kernel/ids.ts";
import { societyPeople } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { Zone } from "../kernel/time.ts";
import { DefenceBlackouts, DefenceSlot, HeldSession, KeptOutBecause, Span } from "./defence-record.ts";
import { route } from "./kit.ts";

const ofApplication = z.object({ id: ApplicationId });
const ofRound = z.object({ id: RoundId });

const Blackouts = z.strictObject({
  /** Of the blackouts that were read; 0 where there were none. */
  version: z.int().nonnegative(),
  spans: z.array(Span.extend({ reason: z.string().trim().min(1).max(200) }).strict()).max(10),
});

export const defenceOwnRoutes = {
  stateDefenceBlackouts: route({
    id: "stateDefenceBlackouts",
    method: "PUT",
    path: "/applications/{id}/defence-blackouts",
    summary: {
      zh: "说明不能参加答辩的时间：学会在抽签之前，工作人员此后也可代为登记",
      en: "State when a society can't defend: itself until the draw, an officer for it afterwards as well",
    },
    who: [...societyPeople, "officer"],
    params: ofApplication,
    body: Blackouts,
    output: DefenceBlackouts,
    problems: ["not-found", "wrong-state", "version-conflict", "identity-data-not-taken"],
  }),
  getOwnDefenceSlot: route({
    id: "getOwnDefenceSlot",
    method: "GET",
    path: "/applications/{id}/defence-slot",
    summary: {
      zh: "本单位的答辩：抽签顺序和签、时间地点、已说明不能参加的时间",
      en: "One's own defence: place and lot in the draw, time and place, the times stated as impossible",
    },
    who: societyPeople,
    params: ofApplication,
    output: z.object({
      roundId: RoundId,
      zone: Zone,
      presentationMinutes: z.int(),
      questionMinutes: z.int(),
      /** In the order of the draw; null before it, and of who was not in it. */
      drawn: z
        .object({ place: z.int().positive(), of: z.int().positive(), lot: Sha256.nullable() })
        .nullable(),
      /** Why it may not defend yet; empty: nothing keeps it out. */
      keptOut: z.array(KeptOutBecause),
      slot: DefenceSlot.omit({ sessionKey: true }).nullable(),
      blackouts: DefenceBlackouts.nullable(),
    }),
    problems: ["not-found"],
  }),
  getOwnDefenceCalendar: route({
    id: "getOwnDefenceCalendar",
    method: "GET",
    path: "/applications/{id}/defence-calendar",
    summary: {
      zh: "本单位答辩的日历文件（.ics）；已取消的，为取消该日程的文件",
      en: "One's own defence as a calendar file (.ics); of a slot that fell away, the file that takes it out again",
    },
    who: societyPeople,
    params: ofApplication,
    output: z.string(),
    media: "text/calendar; charset=utf-8",
    problems: ["not-found"],
  }),
  listOwnDefenceSessions: route({
    id: "listOwnDefenceSessions",
    method: "GET",
    path: "/rounds/{id}/own-defence-sessions",
    summary: {
      zh: "本人参加的答辩场次及各场次的申报，不含须回避的申报",
      en: "The sessions that one sits in, with who defends in them, but for applications one stands aside from",
    },
    who: ["expert"],
    params: ofRound,
    output: z.object({
      zone: Zone,
      sessions: z.array(
        HeldSession.omit({ experts: true, chair: true }).extend({
          /** Does the caller chair it? Who else sits there is not shown. */
          isChair: z.boolean(),
          slots: z.array(
            DefenceSlot.pick({ applicationId: true, societyCode: true, fromAt: true, toAt: true }).extend({
              societyNames: Words,
            }),
          ),
        }),
      ),
    }),
    problems: ["not-found"],
  }),
  getOwnSessionsCalendar: route({
    id: "getOwnSessionsCalendar",
    method: "GET",
    path: "/rounds/{id}/own-defence-calendar",
    summary: {
      zh: "本人答辩场次的日历文件（.ics）；也可取得取消场次的文件",
      en: "One's own sessions as a calendar file (.ics); on request the file that takes those out which one left",
    },
    who: ["expert"],
    params: ofRound,
    query: z.object({ of: z.enum(["standing", "left"]).default("standing") }),
    output: z.string(),
    media: "text/calendar; charset=utf-8",
    problems: ["not-found"],
  }),
};
