import { identity } from "../../shared/contract/identity.ts";
import { serve } from "../../shared/runtime/http.ts";
import { giveCallBackCode, listCallBacks } from "./api-call-back.ts";
import { listCalls, recordCall } from "./api-calls.ts";
import { acceptConsent, getConsentText, listConsents, withdrawConsent } from "./api-consents.ts";
import { endDelegation, grantDelegation, listDelegations } from "./api-delegations.ts";
import { grantRole, listPeople, revokeRoles } from "./api-people.ts";
import { replaceContact } from "./api-replacement.ts";
import { confirmTotp, getSecondWays, makeRecoveryCodes, removeTotp, startTotp } from "./api-second-ways.ts";
import { getMe, rotateSession, setLanguage, signOut } from "./api-session.ts";
import { requestCode, signIn } from "./api-sign-in.ts";

export const handler = serve("identity", identity, {
  requestCode,
  signIn,
  getMe,
  setLanguage,
  rotateSession,
  signOut,
  grantRole,
  revokeRoles,
  listPeople,
  giveCallBackCode,
  listCallBacks,
  listCalls,
  recordCall,
  getSecondWays,
  startTotp,
  confirmTotp,
  removeTotp,
  makeRecoveryCodes,
  replaceContact,
  grantDelegation,
  endDelegation,
  listDelegations,
  getConsentText,
  acceptConsent,
  withdrawConsent,
  listConsents,
});
