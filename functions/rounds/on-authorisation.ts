import { authorisationInspected } from "../../shared/events/uploads.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { registrations } from "./records.ts";

/** Inspection or a scanner has spoken on a letter. The newest word is the whole of it: a scanner's comes after inspection's. */
export const handler = consume({
  service: "rounds",
  name: "on-authorisation",
  mode: "latest",
  hears: [authorisationInspected],
  handle: async ({ event, commit }) => {
    const { registrationId, sha256, verdict, reasons, malware = "not-scanned", ...versions } = event.payload;
    const held = await registrations.get({ id: registrationId });
    // Nobody proved it in time, and it is forgotten.
    if (!held) return commit({ writes: [] });
    const isDeclared = sha256 === held.letter.sha256;
    const { versionId, copyVersionId } = versions;
    const said = isDeclared
      ? { verdict, reasons, versionId, copyVersionId }
      : { verdict: "refused" as const, reasons: ["hash-differs"], versionId: null, copyVersionId: null };
    const letter = { ...held.letter, ...said, malware };
    await commit({ writes: [registrations.replace({ ...held, letter, version: held.version + 1 })] });
  },
});
