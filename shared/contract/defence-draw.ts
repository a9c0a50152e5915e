import * as z from "zod";
import { RoundId, Sha256 } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { DefenceDraw } from "./defence-record.ts";
import { route } from "./kit.ts";

const ofRound = z.object({ id: RoundId });

export const defenceDrawRoutes = {
  openDefenceDraw: route({
    id: "openDefenceDraw",
    method: "POST",
    path: "/rounds/{id}/defence-draw",
    summary: {
      zh: "开始答辩抽签：系统生成种子并保密，先公布其哈希",
      en: "Open the draw of the defence: a seed is made and kept, and its hash is shown to all",
    },
    who: ["officer"],
    params: ofRound,
    output: DefenceDraw,
    status: 201,
    problems: ["not-found", "already-exists", "version-conflict"],
    isIdempotent: true,
  }),
  drawDefence: route({
    id: "drawDefence",
    method: "POST",
    path: "/rounds/{id}/defence-draw/drawing",
    summary: {
      zh: "抽签：确定参加答辩的申报，公开种子并排定顺序；每轮一次",
      en: "Draw: freeze who defends, open the seed, and set the order; once in a round",
    },
    who: ["officer"],
    params: ofRound,
    body: z.object({ version: z.int().positive() }),
    output: DefenceDraw,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "examination-open",
      "reviews-open",
      "reviews-missing",
    ],
    isIdempotent: true,
  }),
  getDefenceDraw: route({
    id: "getDefenceDraw",
    method: "GET",
    path: "/rounds/{id}/defence-draw",
    summary: {
      zh: "查看答辩抽签：种子哈希；抽签后的种子、各申报的签和顺序",
      en: "The draw of the defence: the seed's hash; once it is drawn the seed, every application's lot and the order",
    },
    who: "anyone",
    params: ofRound,
    output: DefenceDraw.pick({
      roundId: true,
      state: true,
      seedHash: true,
      openedAt: true,
      seed: true,
      drawnAt: true,
    }).extend({
      /** Of the canonical JSON of the ids of all that defend, sorted. */
      listHash: Sha256.nullable(),
      /** HMAC-SHA256 of each application's id under the seed, in the order of the defence; names nobody. */
      lots: z.array(Sha256),
    }),
    problems: ["not-found"],
  }),
  listDefenders: route({
    id: "listDefenders",
    method: "GET",
    path: "/rounds/{id}/defenders",
    summary: { zh: "列出参加答辩的申报及其顺序", en: "Who defends, in their order" },
    who: staff,
    params: ofRound,
    output: DefenceDraw,
    problems: ["not-found"],
  }),
};
