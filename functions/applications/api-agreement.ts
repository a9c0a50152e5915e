import type { applications as routes } from "../../shared/contract/applications.ts";
import { twinPairs } from "../../shared/programme/twin-pairs.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { twins } from "../../shared/store/published/twins.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { mayRead } from "./access.ts";
import { threeWays } from "./agreement.ts";
import { readings } from "./records.ts";
import { formRows } from "./step-joint.ts";

export async function getAgreement(call: Call<(typeof routes)["getAgreement"]>) {
  const { id } = call.params;
  const [application, written, own, compared] = await Promise.all([
    applications.get({ id }),
    sections.list(id),
    uploads.list(id),
    twins.list(id),
  ]);
  if (!application || !mayRead(application, call.actor)) throw call.refuse("not-found");
  const { roundId, definitionHash } = application;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const partners = await formRows(definition, application);
  const pairs = twinPairs({ definition, application, uploads: own }).map(async (pair) => {
    const uploadId = pair.word.upload?.id;
    const kept = uploadId && (await readings.get({ applicationId: id, uploadId }));
    // Held again when it is submitted: the newest says what both should say by now.
    const [twin] = compared
      .filter(
        ({ wordUploadId, pdfUploadId }) => wordUploadId === uploadId && pdfUploadId === pair.pdf.upload?.id,
      )
      .toSorted((a, b) => (a.comparedAt < b.comparedAt ? 1 : -1));
    const reading = kept ? kept.reading : undefined;
    return threeWays(definition, pair, { written, reading, partners, twin });
  });
  const { agreement } = definition.documents;
  return {
    rule: agreement ? { governs: agreement.governs, difference: agreement.difference } : null,
    pairs: await Promise.all(pairs),
  };
}
