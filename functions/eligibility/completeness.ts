import type { Application } from "../../shared/contract/applications.ts";
import type { Finding } from "../../shared/contract/eligibility.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

type Asking = Pick<ProgrammeDefinition, "version" | "documents" | "undertaking" | "zone">;
type Document = ProgrammeDefinition["documents"]["required"][number];
type Seen = Pick<Upload, "id" | "state" | "reasons">;

/** What is to be said of one part of a submission; null when nothing is. */
type Remark = { outcome: Finding["outcome"]; words: Words } | null;

/** Its name among the findings. */
export const completenessId = "completeness";

/**
 * 四、申报程序（一）: is everything there that the programme asks for, and was each file looked at? Sections were judged
 * inside the submission itself. A file without a verdict, or refused by inspection, is missing evidence and never a pass.
 * @param files the uploads of the submission, as inspection left them
 */
export function completenessOf(
  definition: Asking,
  { receipt }: Pick<Application, "receipt">,
  files: readonly Seen[],
): Finding {
  const asked = definition.documents.required.filter(({ required }) => required);
  const seen = new Map(files.map((file) => [file.id, file]));
  const remarks = definition.documents.required.map((document) => {
    const file = receipt?.files.find(({ kind }) => kind === document.kind);
    return file ? remarkOf(document, seen.get(file.uploadId)) : absent(document);
  });
  const found = [...remarks, undertakingRemark(definition, receipt)].filter((one) => one !== null);
  const outcomes = new Set(found.map(({ outcome }) => outcome));
  const given = asked.filter(({ kind }) => receipt?.files.some((file) => file.kind === kind)).length;
  return {
    disqualifier: completenessId,
    ruleVersion: definition.version,
    outcome: outcomes.has("fail") ? "fail" : outcomes.has("needs-evidence") ? "needs-evidence" : "pass",
    fact: {
      zh: `应交文件 ${asked.length} 份，已交 ${given} 份`,
      en: `${given} of ${asked.length} required documents were submitted`,
    },
    source: receipt?.number ?? null,
    on: receipt && inZone(receipt.arrivedAt, definition.zone).date,
    basis: (asked[0] ?? definition.documents.receiptDecides).basis,
    notes: found.map(({ words }) => words),
  };
}

function absent({ name, required }: Document): Remark {
  if (!required) return null;
  return { outcome: "fail", words: { zh: `未提交“${name.zh}”`, en: `${name.en} was not submitted` } };
}

function remarkOf({ name }: Document, file: Seen | undefined): Remark {
  const codes = (file?.reasons ?? []).map(({ code }) => code).join(", ");
  switch (file?.state) {
    case "ACCEPTED":
      return null;
    case "FLAGGED":
      return {
        outcome: "pass",
        words: {
          zh: `“${name.zh}”已接收，须人工查看：${codes}`,
          en: `${name.en} was kept; a person must look at it: ${codes}`,
        },
      };
    case "REFUSED":
      return {
        outcome: "needs-evidence",
        words: {
          zh: `“${name.zh}”未通过检查，须更换：${codes}`,
          en: `${name.en} was refused by inspection and must be replaced: ${codes}`,
        },
      };
    default:
      return {
        outcome: "needs-evidence",
        words: { zh: `“${name.zh}”尚未检查完毕`, en: `${name.en} is not inspected yet` },
      };
  }
}

function undertakingRemark({ undertaking }: Asking, receipt: Application["receipt"]): Remark {
  if (receipt?.undertakingVersion === undertaking.version) return null;
  return {
    outcome: "fail",
    words: {
      zh: "未接受现行版本的真实性承诺",
      en: "The present undertaking was not accepted",
    },
  };
}
