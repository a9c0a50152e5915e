import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode, UploadId } from "../kernel/ids.ts";
import { societyPeople, staff } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { LocalDate } from "../kernel/time.ts";
import { SupplierRegistration } from "../programme/eligibility.ts";
import { Page, pageOf, route } from "./kit.ts";
import {
  SupplierClaim,
  SupplierImport,
  SupplierProgress,
  SupplierStanding,
  SupplierStatus,
} from "./supplier-record.ts";
import { TableFile } from "./table-file.ts";

const ofApplication = z.object({ id: ApplicationId });

/** 四、申报程序（二）: registration as a supplier on the payer's platform. */
export const suppliers = {
  getSupplierStatus: route({
    id: "getSupplierStatus",
    method: "GET",
    path: "/applications/{id}/supplier",
    summary: {
      zh: "查看供应商注册状态和办理步骤",
      en: "Where the society stands as a supplier, and what to do",
    },
    who: [...staff, ...societyPeople],
    params: ofApplication,
    output: z.object({
      status: SupplierStatus,
      words: Words,
      /** Null where the programme asks for none. */
      asked: SupplierRegistration.nullable(),
      claim: SupplierClaim.nullable(),
      /** What must not be entered or uploaded. */
      notice: Words,
    }),
    problems: ["not-found"],
  }),
  claimSupplier: route({
    id: "claimSupplier",
    method: "POST",
    path: "/applications/{id}/supplier",
    summary: { zh: "填报供应商账号和注册确认信息", en: "Enter the supplier account and its confirmation" },
    who: societyPeople,
    params: ofApplication,
    body: z.object({
      /** Of the claim that was read; 0 when there was none. */
      version: z.int().nonnegative(),
      account: z.string().trim().min(1).max(100),
      confirmation: z.string().trim().min(1).max(500),
      registeredOn: LocalDate,
      /** A proof that was uploaded for it (`presignSupplierProof`) and not refused. */
      proofUploadId: UploadId.nullable().default(null),
    }),
    output: SupplierClaim,
    problems: [
      "not-found",
      "not-offered",
      "wrong-state",
      "version-conflict",
      "bank-data-not-taken",
      "file-refused",
      "file-not-landed",
    ],
    isIdempotent: true,
  }),
  listSupplierClaims: route({
    id: "listSupplierClaims",
    method: "GET",
    path: "/suppliers/claims",
    summary: { zh: "列出待核对的供应商填报", en: "List supplier claims to be checked" },
    who: staff,
    query: Page,
    output: pageOf(SupplierClaim),
    problems: [],
  }),
  listUnregistered: route({
    id: "listUnregistered",
    method: "GET",
    path: "/rounds/{id}/suppliers",
    summary: {
      zh: "列出本轮尚未完成供应商注册的学会及其影响",
      en: "List a round's applicants that are no registered suppliers yet, and what that stops",
    },
    who: staff,
    params: z.object({ id: RoundId }),
    /** Without `state` all but the confirmed. After the result only societies selected on condition are listed. */
    query: Page.extend({ state: SupplierProgress.optional() }),
    output: pageOf(SupplierStanding),
    problems: ["not-found"],
  }),
  decideSupplierClaim: route({
    id: "decideSupplierClaim",
    method: "POST",
    path: "/suppliers/claims/{code}/decision",
    summary: { zh: "核对供应商填报", en: "Confirm or refuse a supplier claim" },
    who: ["officer"],
    params: z.object({ code: SocietyCode }),
    body: z.object({
      version: z.int().positive(),
      isConfirmed: z.boolean(),
      reason: z.string().trim().min(1).max(1000),
    }),
    output: SupplierClaim,
    problems: ["not-found", "wrong-state", "version-conflict"],
    isIdempotent: true,
  }),
  importSuppliers: route({
    id: "importSuppliers",
    method: "POST",
    path: "/suppliers/imports",
    summary: {
      zh: "按统一社会信用代码批量匹配供应商名单",
      en: "Match the payer's list of suppliers by USCC",
    },
    who: ["officer"],
    body: TableFile,
    output: SupplierImport,
    problems: ["invalid-register", "version-conflict"],
    isIdempotent: true,
  }),
};
