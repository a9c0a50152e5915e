import { applications as routes } from "../../shared/contract/applications.ts";
import { serve } from "../../shared/runtime/http.ts";
import { getAgreement } from "./api-agreement.ts";
import { checkDraft } from "./api-check.ts";
import {
  decideDispensation,
  listDispensations,
  listMovedDeadlines,
  proposeExtension,
  proposeFurtherReturn,
  proposeLatePass,
} from "./api-dispensation.ts";
import {
  getApplication,
  getForm,
  listApplications,
  listOwnApplications,
  openDraft,
  saveDraft,
} from "./api-draft.ts";
import { listDifferences, takeDifference } from "./api-forms.ts";
import { handInMedium } from "./api-handed-over.ts";
import { disputeMail, takeOverMail } from "./api-mail-society.ts";
import { handInMail, listMails, listSocietyMails, recordMail } from "./api-mails.ts";
import { getOriginal } from "./api-original.ts";
import { listPartners, namePartner, removePartner, stateLeadShare } from "./api-partners.ts";
import { agreePartnership, declinePartnership, listOwnPartnerships } from "./api-partnerships.ts";
import { restoreApplication, returnApplication, withdrawApplication } from "./api-return.ts";
import { correctFile, submitApplication } from "./api-submission.ts";

export const handler = serve("applications", routes, {
  openDraft,
  saveDraft,
  getApplication,
  listApplications,
  listOwnApplications,
  getForm,
  checkDraft,
  listDifferences,
  takeDifference,
  getAgreement,
  submitApplication,
  withdrawApplication,
  restoreApplication,
  returnApplication,
  correctFile,
  proposeLatePass,
  proposeExtension,
  proposeFurtherReturn,
  decideDispensation,
  listDispensations,
  listMovedDeadlines,
  handInMail,
  handInMedium,
  getOriginal,
  recordMail,
  listMails,
  listSocietyMails,
  takeOverMail,
  disputeMail,
  namePartner,
  removePartner,
  stateLeadShare,
  listPartners,
  listOwnPartnerships,
  agreePartnership,
  declinePartnership,
});
