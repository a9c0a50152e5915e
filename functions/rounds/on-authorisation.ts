import { authorisationInspected } from "../../shared/events/uploads.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { registrations } from "./records.ts";

/** Inspection has spoken on a letter. The first word counts: whatever lands later under the key has the same bytes. */
export const handler = consume({
  service: "rounds",
  name: "on-authorisation",
  mode: "each",
  hears: [authorisationInspected],
  handle: async ({ event, commit }) => {
    const { registrationId, verdict, reasons, sha256, versionId, copyVersionId } = event.payload;
    const held = await registrations.get({ id: registrationId });
    // Nobody proved it in time, and it is forgotten.
    if (held?.letter.verdict !== null) return commit({ writes: [] });
    const isDeclared = sha256 === held.letter.sha256;
    const letter = isDeclared
      ? { ...held.letter, verdict, reasons, versionId, copyVersionId }
      : { ...held.letter, verdict: "refused" as const, reasons: ["hash-differs"] };
    await commit({ writes: [registrations.replace({ ...held, letter, version: held.version + 1 })] });
  },
});
