import * as z from "zod";
import { ApplicationId } from "../kernel/ids.ts";
import { societyPeople } from "../kernel/roles.ts";
import { Words } from "../kernel/text.ts";
import { route } from "./kit.ts";
import { FileAnnounced, PresignedUpload } from "./upload-record.ts";

/** What a form for supplier data says, before anything is typed or chosen. */
export const noBankData: Words = {
  zh: "请勿填写或上传银行账号、银行卡号和身份证号；证明文件中如有，请先遮盖。",
  en: "Enter and upload no bank account, bank card or identity number; cover any that the proof shows.",
};

/** 四、申报程序（二）: the file that proves a registration; read and downloaded as every other upload. */
export const supplierProofs = {
  presignSupplierProof: route({
    id: "presignSupplierProof",
    method: "POST",
    path: "/applications/{id}/supplier-proofs",
    summary: {
      zh: "申请上传供应商注册证明（图片或PDF）",
      en: "Ask for a presigned upload of the proof of registration as a supplier",
    },
    who: societyPeople,
    params: z.object({ id: ApplicationId }),
    body: FileAnnounced.extend({ format: z.enum(["pdf", "png", "jpeg"]) }),
    output: PresignedUpload.extend({ notice: Words }),
    status: 201,
    problems: ["not-found", "not-offered", "wrong-state", "file-too-large"],
    isIdempotent: true,
  }),
};
