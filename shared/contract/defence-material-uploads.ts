import * as z from "zod";
import { ApplicationId } from "../kernel/ids.ts";
import { societyPeople } from "../kernel/roles.ts";
import { MaterialFormat } from "../programme/defence-preparation.ts";
import { route } from "./kit.ts";
import { FileAnnounced, PresignedUpload } from "./upload-record.ts";

/** 四、申报程序（三）: a file for the defence; inspected as every other upload, then named by `nameDefenceMaterial`. */
export const defenceMaterialUploads = {
  presignDefenceMaterial: route({
    id: "presignDefenceMaterial",
    method: "POST",
    path: "/applications/{id}/defence-material-uploads",
    summary: {
      zh: "申请上传答辩材料（PPTX或PDF）",
      en: "Ask for a presigned upload of material for the defence, PPTX or PDF",
    },
    who: societyPeople,
    params: z.object({ id: ApplicationId }),
    body: FileAnnounced.extend({ format: MaterialFormat }),
    output: PresignedUpload,
    status: 201,
    problems: [
      "not-found",
      "not-offered",
      "wrong-state",
      "deadline-passed",
      "file-too-large",
      "calendar-unloaded",
    ],
    isIdempotent: true,
  }),
};
