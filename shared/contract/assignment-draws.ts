import * as z from "zod";
import { ApplicationId, AssignmentPlanId, ExpertId, RoundId, Sha256 } from "../kernel/ids.ts";
import { Seed } from "../kernel/lots.ts";
import { staff } from "../kernel/roles.ts";
import { AssignmentDraw, ReserveCall } from "./assignment-draw-record.ts";
import { Page, pageOf, route } from "./kit.ts";

const ofRound = z.object({ id: RoundId });
const ofDraw = z.object({ id: AssignmentPlanId });

/** What anybody may know of a draw: hashes and instants, and the seed once it was used; nobody is named. */
const PublicDraw = AssignmentDraw.pick({
  id: true,
  roundId: true,
  state: true,
  seedHash: true,
  committedAt: true,
  frozenAt: true,
  approvedAt: true,
  seed: true,
}).extend({ poolHash: Sha256.nullable(), resultHash: Sha256.nullable() });

export const assignmentDrawRoutes = {
  commitAssignmentDraw: route({
    id: "commitAssignmentDraw",
    method: "POST",
    path: "/rounds/{id}/assignment-draws",
    summary: {
      zh: "开始抽取专家：系统生成种子并保密，先公布其哈希",
      en: "Open a draw of experts: a seed is made and kept, and its hash is shown to all",
    },
    who: ["officer"],
    params: ofRound,
    output: AssignmentDraw,
    status: 201,
    problems: ["not-found", "assignment-mode", "wrong-state", "version-conflict", "reviews-locked"],
    isIdempotent: true,
  }),
  listAssignmentDraws: route({
    id: "listAssignmentDraws",
    method: "GET",
    path: "/rounds/{id}/assignment-draws",
    summary: {
      zh: "查看一轮的专家抽取：种子与名单的哈希，抽取后的种子",
      en: "A round's draws of experts: the hashes of seed and pool, and the seed once it was used",
    },
    who: "anyone",
    params: ofRound,
    query: Page,
    output: pageOf(PublicDraw),
    problems: [],
  }),
  getAssignmentDraw: route({
    id: "getAssignmentDraw",
    method: "GET",
    path: "/assignment-draws/{id}",
    summary: {
      zh: "查看一次专家抽取的经过；名单不足时缺什么、最小的放宽办法",
      en: "How far a draw of experts is; where the pool does not suffice, who is short and the smallest relaxation",
    },
    who: staff,
    params: ofDraw,
    output: AssignmentDraw,
    problems: ["not-found"],
  }),
  freezeDrawPool: route({
    id: "freezeDrawPool",
    method: "POST",
    path: "/assignment-draws/{id}/pool",
    summary: {
      zh: "冻结可抽取的名单：各项申报有哪些专家满足硬性规定；抽取前可重新冻结",
      en: "Freeze who can be drawn for what by the hard rules; until it is drawn from it can be frozen anew",
    },
    who: ["officer"],
    params: ofDraw,
    body: z.object({ version: z.int().positive() }),
    output: AssignmentDraw,
    status: 202,
    problems: ["not-found", "wrong-state", "version-conflict", "reviews-locked"],
    isIdempotent: true,
  }),
  witnessAssignmentDraw: route({
    id: "witnessAssignmentDraw",
    method: "POST",
    path: "/assignment-draws/{id}/witness",
    summary: {
      zh: "监督人员确认到场，并已核对种子与名单的哈希",
      en: "A supervisor confirms to be there, having seen the hashes of seed and pool",
    },
    who: ["supervisor"],
    params: ofDraw,
    body: z.object({ seedHash: Sha256, poolHash: Sha256 }),
    output: AssignmentDraw,
    problems: ["not-found", "wrong-state", "version-conflict", "already-exists"],
    isIdempotent: true,
  }),
  approveAssignmentDraw: route({
    id: "approveAssignmentDraw",
    method: "POST",
    path: "/assignment-draws/{id}/approval",
    summary: {
      zh: "批准名单并抽取（须由另一人办理）：公开种子，随后逐项分配",
      en: "Approve the pool and draw; a second officer does it, the seed opens, and the assignments follow",
    },
    who: ["officer"],
    params: ofDraw,
    body: z.object({ version: z.int().positive(), poolHash: Sha256 }),
    output: AssignmentDraw,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "second-person-required",
      "supervisor-absent",
      "reviews-locked",
    ],
    isIdempotent: true,
  }),
  getDrawBundle: route({
    id: "getDrawBundle",
    method: "GET",
    path: "/assignment-draws/{id}/bundle.json",
    summary: {
      zh: "下载抽取的全部依据与结果，任何人可据以重新抽取核对",
      en: "Everything that a draw follows from, and what it gave, for anybody to draw again",
    },
    who: staff,
    params: ofDraw,
    output: z.object({
      seed: Seed,
      seedHash: Sha256,
      /** Canonical JSON, as its hash is of. */
      pool: z.string(),
      poolHash: Sha256,
      result: z.string(),
      resultHash: Sha256,
    }),
    problems: ["not-found", "wrong-state"],
  }),
  getDrawSheet: route({
    id: "getDrawSheet",
    method: "GET",
    path: "/assignment-draws/{id}/record-sheet.html",
    summary: {
      zh: "打印专家抽取记录表：承诺、名单、结果、备选、递补、经办与监督人员",
      en: "The record sheet of a draw to print: commitment, pool, result, reserves, who was called, officers and supervisor",
    },
    who: staff,
    params: ofDraw,
    output: z.string(),
    media: "text/html; charset=utf-8",
    isExport: true,
    problems: ["not-found", "wrong-state"],
  }),
  callReserve: route({
    id: "callReserve",
    method: "POST",
    path: "/applications/{id}/experts/reserves",
    summary: {
      zh: "专家退出后按备选顺序递补（抽取本轮专家组的，递补入组）；备选用尽时说明",
      en: "The next reserve who passes the hard rules takes a place that became free, or a seat in the round's panel; says so when none is left",
    },
    who: ["officer"],
    params: z.object({ id: ApplicationId }),
    output: ReserveCall.extend({
      applicationId: ApplicationId,
      /** Reserves who were not called yet. */
      left: z.array(ExpertId),
    }),
    status: 201,
    problems: ["not-found", "assignment-mode", "wrong-state", "version-conflict", "reviews-locked"],
    isIdempotent: true,
  }),
};
