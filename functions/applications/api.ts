import { applications as routes } from "../../shared/contract/applications.ts";
import { serve } from "../../shared/runtime/http.ts";
import { getAgreement } from "./api-agreement.ts";
import {
  getApplication,
  getForm,
  listApplications,
  listOwnApplications,
  openDraft,
  saveDraft,
} from "./api-draft.ts";
import { listDifferences, takeDifference } from "./api-forms.ts";
import { returnApplication, withdrawApplication } from "./api-return.ts";
import { correctFile, submitApplication } from "./api-submission.ts";

export const handler = serve("applications", routes, {
  openDraft,
  saveDraft,
  getApplication,
  listApplications,
  listOwnApplications,
  getForm,
  listDifferences,
  takeDifference,
  getAgreement,
  submitApplication,
  withdrawApplication,
  returnApplication,
  correctFile,
});
