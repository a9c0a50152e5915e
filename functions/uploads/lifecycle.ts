import type { UploadState } from "../../shared/contract/uploads.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type UploadAct = "land" | "accept" | "flag" | "refuse" | "infect" | "abandon";

/** A file's way from its declaration to a verdict. */
export const uploadLifecycle = lifecycle<UploadState, UploadAct>({
  name: { zh: "文件", en: "Upload" },
  states: {
    PRESIGNED: { zh: "待上传", en: "awaited" },
    LANDED: { zh: "检查中", en: "being inspected" },
    ACCEPTED: { zh: "已通过检查", en: "accepted" },
    FLAGGED: { zh: "已接收，待人工查看", en: "kept, a person looks" },
    REFUSED: { zh: "未通过检查", en: "refused" },
    ABANDONED: { zh: "未上传", en: "abandoned" },
  },
  initial: "PRESIGNED",
  begins: {
    act: "presign",
    who: ["filler", "approver"],
    guard: {
      zh: "申报可以修改，或该文件的补正已开放，或其申诉尚未答复，或答辩材料期限未满；异议材料：公示期或陈述期限未满；大小在上限内",
      en: "the application may be changed, that file's correction is open, or the appeal that it speaks to is not answered, or the material of the defence is not due yet; a paper of an objection while the notice period, or the time for the statement, runs; within the size",
    },
    event: null,
  },
  transitions: [
    {
      act: "land",
      from: ["PRESIGNED", "LANDED"],
      to: "LANDED",
      who: ["system"],
      guard: {
        zh: "对象已写入隔离区，大小、类型与哈希均符合申明",
        en: "the object is in quarantine with the declared size, type and hash",
      },
      event: null,
    },
    {
      act: "accept",
      from: ["LANDED"],
      to: "ACCEPTED",
      who: ["system"],
      guard: { zh: "内容检查未发现问题", en: "inspection found nothing" },
      event: "upload.inspected.v1",
    },
    {
      act: "flag",
      from: ["LANDED"],
      to: "FLAGGED",
      who: ["system"],
      guard: {
        zh: "有需人工查看之处，或两次检查未能完成",
        en: "a person must look, or two inspections could not finish",
      },
      event: "upload.inspected.v1",
    },
    {
      act: "refuse",
      from: ["LANDED"],
      to: "REFUSED",
      who: ["system"],
      guard: {
        zh: "不是所需格式、无法打开或含有危险内容",
        en: "not the format, can't be opened, or dangerous",
      },
      event: "upload.inspected.v1",
    },
    {
      act: "infect",
      from: ["PRESIGNED", "LANDED", "ACCEPTED", "FLAGGED"],
      to: "REFUSED",
      who: ["system"],
      guard: {
        zh: "病毒扫描发现恶意内容",
        en: "the malware scanner found something",
      },
      event: "upload.inspected.v1",
    },
    {
      act: "abandon",
      from: ["PRESIGNED"],
      to: "ABANDONED",
      who: ["system"],
      guard: { zh: "上传链接失效后仍无文件", en: "nothing landed while the link was valid" },
      event: null,
    },
  ],
});
