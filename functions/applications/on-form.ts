import { uploadInspected } from "../../shared/events/uploads.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { bytesOf } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { fitted } from "./fit-reading.ts";
import { readForm } from "./read-form.ts";
import { readings } from "./records.ts";

/** A Word form that inspection let in is read back once; what it says is kept beside the application. */
export const handler = consume({
  service: "applications",
  name: "on-form",
  mode: "each",
  hears: [uploadInspected],
  handle: async ({ event, now, commit }) => {
    const { applicationId, uploadId, verdict } = event.payload;
    const upload = verdict === "refused" ? undefined : await uploads.get({ applicationId, id: uploadId });
    if (!upload?.kept || upload.format !== "docx" || (await readings.get({ applicationId, uploadId }))) {
      await commit({ writes: [] });
      return;
    }
    const application = await applications.get({ id: applicationId });
    if (!application) throw new Error(`application ${applicationId} is unknown`);
    const { roundId, definitionHash, route } = application;
    const [definition, bytes] = await Promise.all([
      definitionOf({ id: roundId, definitionHash }),
      bytesOf("documents", upload.kept.key, upload.kept.versionId),
    ]);
    const reading = fitted(readForm(bytes, { definition, route }));
    await commit({
      writes: [readings.create({ applicationId, uploadId, reading, readAt: now, version: 1 })],
    });
  },
});
