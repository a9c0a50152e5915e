import { RegistrationId } from "./ids.ts";

/** Where the sealed letter of a registration lies in quarantine, and later among the documents. */
export const letterKeyOf = (id: RegistrationId) => `letters/${id}`;

/** Where its copy without scripts and attachments lies. */
export const letterCopyKeyOf = (id: RegistrationId) => `letter-copies/${id}`;

/** The registration whose letter lies under a key. @throws when it is no such key */
export const registrationOfLetter = (key: string): RegistrationId =>
  RegistrationId.parse(key.replace(/^letters\//, ""));
