import type { Twin } from "../../shared/contract/twins.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { twinCompared, uploadInspected } from "../../shared/events/uploads.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { twinPairs } from "../../shared/programme/twin-pairs.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { newestText } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import type { Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { twins } from "../../shared/store/published/twins.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { DocumentText } from "./inspection.ts";
import { textKeyOf } from "./keys.ts";
import { compareTwins } from "./twin.ts";
import { expectedOf } from "./twin-expected.ts";

interface Part {
  writes: Write[];
  facts: Fact[];
}

/** What inspection read of a file and kept; null where it could read nothing. */
async function textOf({ applicationId, id }: Upload): Promise<DocumentText | null> {
  const text = await newestText("documents", textKeyOf(applicationId, id));
  return text === undefined ? null : DocumentText.parse(JSON.parse(text));
}

async function comparisonOf(word: Upload, pdf: Upload, facts: Twin["facts"]): Promise<Twin["comparison"]> {
  const [ofWord, ofPdf] = await Promise.all([textOf(word), textOf(pdf)]);
  return compareTwins({ word: ofWord, pdf: ofPdf }, facts);
}

/** A comparison of each pair that is there and was not made before: of other files, or because the draft says something else. */
async function compared(id: ApplicationId, now: Instant): Promise<Part> {
  const application = await applications.get({ id });
  if (!application) throw new Error(`application ${id} is unknown`);
  const { roundId, definitionHash, societyCode } = application;
  const submission = application.state === "SUBMITTED" ? application.submissions : 0;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const pairs = twinPairs({ definition, application, uploads: await uploads.list(id) });
  const part: Part = { writes: [], facts: [] };
  for (const { word, pdf } of pairs) {
    if (!word.upload || !pdf.upload) continue;
    const [society, written] = await Promise.all([societies.get({ code: societyCode }), sections.list(id)]);
    const { template } = word.document;
    const facts = expectedOf({ definition, template, application, society, written });
    const factsHash = sha256Of(canonicalJson(facts));
    const key = {
      ...{ applicationId: id, pdfUploadId: pdf.upload.id, wordUploadId: word.upload.id },
      ...{ submission, factsHash },
    };
    if (await twins.get(key)) continue;
    // What is submitted was mostly compared as a draft: the same files against the same facts say the same.
    const before = submission > 0 ? await twins.get({ ...key, submission: 0 }) : undefined;
    const comparison = before?.comparison ?? (await comparisonOf(word.upload, pdf.upload, facts));
    const twin: Twin = { ...key, roundId, societyCode, facts, comparison, comparedAt: now, version: 1 };
    part.writes.push(twins.create(twin));
    if (submission > 0) part.facts.push(comparedFact(twin));
  }
  return part;
}

function comparedFact({ submission: submissionNumber, factsHash, ...twin }: Twin): Fact {
  const { applicationId, roundId, societyCode, pdfUploadId, wordUploadId, comparison } = twin;
  const payload = {
    ...{ applicationId, roundId, societyCode, pdfUploadId, wordUploadId },
    ...{ submissionNumber, verdict: comparison.verdict },
  };
  const aggregateId = `${applicationId}#${pdfUploadId}#${wordUploadId}#${submissionNumber}#${factsHash}`;
  return fact(twinCompared, { aggregateId, version: 1, payload });
}

/**
 * A Word form and its stamped PDF are held against each other once both are let in, and again when they are submitted: whichever
 * event comes last finds both. A doubt is kept for people; it refuses nothing.
 */
export const handler = consume({
  service: "uploads",
  name: "on-twins",
  mode: "each",
  hears: [uploadInspected, applicationSubmitted],
  handle: async ({ event, now, commit }) => {
    await commit(await compared(event.payload.applicationId, now));
  },
});
