import { identity } from "../../shared/contract/identity.ts";
import { serve } from "../../shared/runtime/http.ts";
import { grantRole, listPeople, revokeRoles } from "./api-people.ts";
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
});
