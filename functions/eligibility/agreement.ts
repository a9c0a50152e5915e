import type { Application } from "../../shared/contract/applications.ts";
import type { Finding } from "../../shared/contract/eligibility.ts";
import type { TwinLooks } from "../../shared/contract/twin-looks.ts";
import { latestTwin, type Twin, twinFindings } from "../../shared/contract/twins.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/** Its name among the findings. */
export const agreementId = "agreement";

interface Compared {
  twins: readonly Twin[];
  looks: readonly TwinLooks[];
}

/** The doubts about the submission that stands, each with the last look at it; of a pair only the newest comparison counts. */
function doubtsOf(
  { receipt, submissions }: Pick<Application, "receipt" | "submissions">,
  compared: Compared,
) {
  const ofSubmission = compared.twins.filter(
    ({ submission, pdfUploadId }) =>
      submission === submissions && receipt?.files.some(({ uploadId }) => uploadId === pdfUploadId),
  );
  const pdfs = [...new Set(ofSubmission.map(({ pdfUploadId }) => pdfUploadId))];
  return pdfs
    .flatMap((pdf) => latestTwin(ofSubmission.filter(({ pdfUploadId }) => pdfUploadId === pdf)) ?? [])
    .filter(({ comparison }) => comparison.verdict === "doubt")
    .map((twin) => {
      const held = compared.looks.find(
        ({ pdfUploadId, wordUploadId, submission }) =>
          pdfUploadId === twin.pdfUploadId &&
          wordUploadId === twin.wordUploadId &&
          submission === submissions,
      );
      return { twin, look: held?.looks.at(-1) };
    });
}

/**
 * 四、申报程序（一）: do the Word form and the stamped PDF say the same? Where their comparison is in doubt a person must look:
 * until then, and where the person confirms it, evidence is needed. It is never a failure by itself.
 * @returns null where there is no doubt to speak of
 */
export function agreementOf(
  { version, documents, zone }: Pick<ProgrammeDefinition, "version" | "documents" | "zone">,
  application: Pick<Application, "receipt" | "submissions">,
  compared: Compared,
): Finding | null {
  const doubts = doubtsOf(application, compared);
  const [first] = doubts;
  if (!first) return null;
  const open = doubts.filter(({ look }) => look?.outcome !== "harmless");
  const { receipt } = application;
  const pdf = receipt?.files.find(({ uploadId }) => uploadId === first.twin.pdfUploadId);
  const document = documents.required.find(({ kind }) => kind === pdf?.kind);
  return {
    disqualifier: agreementId,
    ruleVersion: version,
    outcome: open.length > 0 ? "needs-evidence" : "pass",
    fact:
      open.length > 0
        ? {
            zh: "Word版与PDF版有不一致之处，须人工核对",
            en: "Word form and PDF differ in places; a person must look",
          }
        : {
            zh: "Word版与PDF版的不一致经人工核对无碍",
            en: "Word form and PDF differ in places; a person found that it does not matter",
          },
    source: receipt?.number ?? null,
    on: receipt && inZone(receipt.arrivedAt, zone).date,
    basis: (document ?? documents.receiptDecides).basis,
    notes: doubts.flatMap(({ twin, look }) => [...said(twin), ...confirmed(look)]),
  };
}

/** What was found, without any of the texts themselves, and on which pages. */
function said({ comparison: { findings, passages, omitted } }: Twin): Words[] {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const pages = [...new Set(passages.map(({ page }) => page))].toSorted((a, b) => a - b);
  const places = passages.length + omitted;
  return [
    ...codes.map((code) => twinFindings[code].what),
    ...(places > 0
      ? [
          {
            zh: `共 ${places} 处，PDF第 ${pages.join("、")} 页`,
            en: `${places} places, PDF page ${pages.join(", ")}`,
          },
        ]
      : []),
  ];
}

const confirmed = (look: TwinLooks["looks"][number] | undefined): Words[] =>
  look?.outcome === "differs"
    ? [
        {
          zh: "人工核对确认内容不一致，可退回修改",
          en: "A person confirmed that they differ; the application can be returned",
        },
      ]
    : [];
